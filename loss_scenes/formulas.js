// The public elementwise losses and their gradients, as loss_scenes/losses and catalogue.py have them: the
// argument first, all else by its name there. Tests hold the two against each other, edges and all.

const clip = (x, low, high) => Math.min(Math.max(x, low), high);
const squash = (x) => 1 / (1 + Math.exp(-x));
const softplus = (x) => (x === -Infinity ? 0 : Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))));

export function squared_error(residual) {
  return residual * residual;
}

export function squared_error_grad(residual) {
  return 2 * residual;
}

export function half_squared_error(residual) {
  return 0.5 * residual * residual;
}

export function half_squared_error_grad(residual) {
  return residual;
}

export function absolute_error(residual) {
  return Math.abs(residual);
}

export function absolute_error_grad(residual) {
  return Math.sign(residual);
}

export function huber(residual, { delta = 1 } = {}) {
  const size = Math.abs(residual);
  const core = Math.min(size, delta);
  return core * (size - 0.5 * core);
}

export function huber_grad(residual, { delta = 1 } = {}) {
  return clip(residual, -delta, delta);
}

export function huber_of_squares(residual, { delta = 1 } = {}) {
  return 2 * huber(residual, { delta });
}

export function huber_of_squares_grad(residual, { delta = 1 } = {}) {
  return 2 * huber_grad(residual, { delta });
}

export function pseudo_huber(residual, { delta = 1 } = {}) {
  const ratio = residual / delta;
  const root = Math.sqrt(1 + ratio * ratio);
  if (root === Infinity || delta === 0) return delta * (Math.abs(residual) - delta);
  return residual * (residual / (1 + root));
}

export function pseudo_huber_grad(residual, { delta = 1 } = {}) {
  const ratio = residual / delta;
  const root = Math.sqrt(1 + ratio * ratio);
  return clip(root === Infinity || delta === 0 ? residual : residual / root, -delta, delta);
}

export function log_cosh(residual) {
  const size = Math.abs(residual);
  if (size <= 1) return Math.log1p(2 * Math.sinh(0.5 * size) ** 2);
  return size + Math.log1p(Math.exp(-2 * size)) - Math.LN2;
}

export function log_cosh_grad(residual) {
  return Math.tanh(residual);
}

export function hinge(margin) {
  return Math.max(0, 1 - margin);
}

export function hinge_grad(margin) {
  return margin < 1 ? -1 : 0;
}

export function logistic(margin) {
  return softplus(-margin);
}

export function logistic_grad(margin) {
  return -squash(-margin);
}

export function sigmoid(score) {
  return squash(score);
}

export function cross_entropy(probability) {
  return 0 - Math.log(probability);
}

export function cross_entropy_grad(probability) {
  return -1 / probability;
}

export function binary_cross_entropy(probability, { targets }) {
  const rest = 1 - targets;
  // Where nothing is expected, nothing is lost, however surprising it would be.
  if (probability === targets && targets * rest === 0) return 0;
  return targets * -Math.log(probability) - rest * Math.log1p(-probability);
}

export function binary_cross_entropy_grad(probability, { targets }) {
  const variance = probability * (1 - probability);
  if (variance === 0 && probability === targets) return 1 - 2 * targets;
  return (probability - targets) / variance;
}

export function focal(probability, { gamma = 2, weight = 1 } = {}) {
  return weight * (1 - probability) ** gamma * (0 - Math.log(probability));
}

export function focal_grad(probability, { gamma = 2, weight = 1 } = {}) {
  const left = 1 - probability;
  const rest = left ** gamma;
  const turned = gamma * rest;
  let turning = (turned * Math.log(probability)) / left;
  if (Number.isNaN(turning) && (probability === 0 || probability === 1)) turning = 0 * turned;
  return weight * (turning - rest / probability);
}

export function binary_cross_entropy_with_logits(logits, { targets }) {
  const size = Math.abs(logits);
  const off = Math.abs(targets - (logits > 0 ? 1 : 0));
  return (off === 0 ? 0 : size * off) + Math.log1p(Math.exp(-size));
}

export function binary_cross_entropy_with_logits_grad(logits, { targets }) {
  return (1 - targets) / (1 + Math.exp(-logits)) - targets / (1 + Math.exp(logits));
}

// With the class that is right: its margin, the sign of its target, and its share of the weight.
function hard(logits, targets, alpha) {
  const sign = 2 * targets - 1;
  const share = alpha === undefined ? 1 : targets * alpha + (1 - targets) * (1 - alpha);
  return [sign * logits, sign, share];
}

export function sigmoid_focal(logits, { targets, gamma = 2, alpha } = {}) {
  const [margin, , share] = hard(logits, targets, alpha);
  const turned = share * squash(-margin) ** gamma;
  return turned === 0 ? 0 : turned * softplus(-margin);
}

export function sigmoid_focal_grad(logits, { targets, gamma = 2, alpha } = {}) {
  const [margin, sign, share] = hard(logits, targets, alpha);
  const miss = squash(-margin);
  const seen = Math.max(margin, -745); // below, the loss of what is right by chance vanishes
  return -sign * share * miss ** gamma * (gamma * squash(seen) * softplus(-seen) + miss);
}
