export function bowl(x, { steep = 1 } = {}) {
  return steep * x * x;
}
