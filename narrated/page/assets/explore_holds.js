// What is taken hold of: a point of a mark, the way it goes while its handle changes, and what a pull along it means.
//
// A hold is shares of the places that a mark is made of, [[index, share], ...]: it stays the same point of the mark.

const STEPS = 192; // places of a way
const SHORT = 40; // px of the film: what has a shorter way is turned as a knob
const TURN = 500; // px of the film for the whole range of a knob
const HUMP = 12; // px of the film over which a way is followed further away from the pointer
const PARTS = 16; // of a line, where it may be held
const LINES = ["curve", "dashed", "dotted", "segments"];

const isLine = (mark) => LINES.includes(mark.kind) || (mark.kind === "polygon" && !mark.fill);
const between = ([x, y], [tx, ty], share) => [x + share * (tx - x), y + share * (ty - y)];
const distance = ([x, y], [tx, ty]) => Math.hypot(tx - x, ty - y);

export const heldAt = (places, hold) =>
  [0, 1].map((axis) => hold.reduce((sum, [index, share]) => sum + share * places[index][axis], 0));

// The stretches of a line: from a place to the one after it.
function stretches(mark, count) {
  const step = ["dashed", "dotted", "segments"].includes(mark.kind) ? 2 : 1;
  return Array.from({ length: Math.floor((count - 1 + step - 1) / step) }, (_, k) => k * step);
}

function nearestOn(from, to, wanted) {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const square = dx * dx + dy * dy;
  const share = square ? ((wanted[0] - from[0]) * dx + (wanted[1] - from[1]) * dy) / square : 0;
  return Math.min(Math.max(share, 0), 1);
}

// Where a mark is pressed, as a hold; null where it is one piece that moves as a whole.
export function holdAt(mark, places, pressed) {
  if (!isLine(mark) || places.length < 2) return null;
  let [best, least] = [null, Infinity];
  for (const k of stretches(mark, places.length)) {
    const share = nearestOn(places[k], places[k + 1], pressed);
    const off = distance(between(places[k], places[k + 1], share), pressed);
    if (off < least) [best, least] = [[[k, 1 - share], [k + 1, share]], off];
  }
  return best;
}

// What moves most while it is seen: the end of a line that turns, the top of a bar; rather what goes one way, across or
// up, than what does so less plainly, as the foot of an upright line whose head stands on a curve. `states` are the places of the
// mark for values over its handle's range; `box` is where it is seen.
export function bestHold(mark, states, [left, top, right, low]) {
  const count = states[0].length;
  let holds = Array.from({ length: count }, (_, k) => [[k, 1]]);
  if (isLine(mark) && count > 1) {
    const parts = count > PARTS ? 1 : PARTS;
    holds = stretches(mark, count).flatMap((k) =>
      Array.from({ length: parts + 1 }, (_, i) => [[k, 1 - i / parts], [k + 1, i / parts]]),
    );
  }
  const ways = holds.map((hold) => states.map((places) => heldAt(places, hold)));
  const seen = ways.map((way) => way.filter(([x, y]) => x >= left && x <= right && y >= top && y <= low).length);
  const most = Math.max(...seen);
  const kept = holds.map((_, k) => k).filter((k) => seen[k] === most);
  const shift = (k) => [0, 1].map((axis) => ways[k][states.length - 1][axis] - ways[k][0][axis]);
  const far = (k) => Math.hypot(...shift(k));
  const farthest = (some) => some.reduce((one, two) => (far(two) > far(one) + 0.01 ? two : one));
  const plain = kept.filter((k) => new Way([0, 1], ways[k]).axis !== null && far(k) > 0.5 * far(farthest(kept)));
  const among = plain.length ? plain : kept;
  const best = farthest(among);
  const alike = among.filter((k) => distance(shift(k), shift(best)) <= 0.15 * far(best) + 0.01);
  if (isLine(mark)) return holds[alike[Math.floor(alike.length / 2)]];
  return alike.map((k) => [holds[k][0][0], 1 / alike.length]);
}

export function valuesOver([low, high]) {
  return Array.from({ length: STEPS + 1 }, (_, k) => low + ((high - low) * k) / STEPS);
}

// The way of a point over a range of values.
export class Way {
  constructor(range, places) {
    Object.assign(this, { range, places });
    this.length = places.slice(1).reduce((sum, place, k) => sum + distance(places[k], place), 0);
    const one = [0, 1].filter((axis) => this.#goesOn(axis));
    this.axis = one.length === 1 ? one[0] : null;
  }

  get short() {
    return this.length < SHORT;
  }

  // The value for which the point is where it is pulled to: from the value of now, never over to another branch.
  valueAt(wanted, now, pull) {
    if (this.short) return now + (pull[0] * (this.range[1] - this.range[0])) / TURN;
    return this.axis === null ? this.#near(wanted, now) : this.#across(wanted[this.axis], this.axis);
  }

  #value(index) {
    const [low, high] = this.range;
    return low + ((high - low) * index) / STEPS;
  }

  // Whether one coordinate hardly ever turns back, and is no mere wobble.
  #goesOn(axis) {
    const along = this.places.map((place) => place[axis]);
    const all = along.slice(1).reduce((sum, v, k) => sum + Math.abs(v - along[k]), 0);
    return all > 0.05 * this.length && Math.abs(along[STEPS] - along[0]) >= 0.97 * all;
  }

  #across(wanted, axis) {
    const along = this.places.map((place) => place[axis]);
    const sign = along[STEPS] > along[0] ? 1 : -1;
    const after = along.findIndex((v) => sign * (v - wanted) >= 0);
    if (after < 1) return this.#value(after < 0 ? STEPS : 0);
    return this.#value(after - 1 + (wanted - along[after - 1]) / (along[after] - along[after - 1]));
  }

  #near(wanted, now) {
    const { places, range } = this;
    const at = (STEPS * (now - range[0])) / (range[1] - range[0]);
    const here = Math.min(Math.max(Math.floor(at), 0), STEPS - 1);
    let [best, least] = [at, Infinity];
    for (const step of [1, -1]) {
      let smallest = Infinity;
      for (let k = here; k >= 0 && k < STEPS; k += step) {
        const share = nearestOn(places[k], places[k + 1], wanted);
        const off = distance(between(places[k], places[k + 1], share), wanted);
        if (off < least) [best, least] = [k + share, off];
        smallest = Math.min(smallest, off);
        if (off > smallest + HUMP) break;
      }
    }
    return this.#value(best);
  }
}
