// What is live in the films, as the page carries it: the same part of all films together, and texts that come again
// only once, of which "@12" is the twelfth.

import { valueAt } from "./explore_values.js";

export function explores({ films, parts, texts }) {
  const found = {};
  for (const [key, about] of Object.entries(films)) found[key] = { ...told(about, texts), parts: [] };
  for (const [key, part] of parts) found[key].parts.push(told(part, texts));
  for (const explore of Object.values(found)) {
    explore.parts.sort((one, other) => one.start - other.start);
    for (const part of explore.parts) {
      part.rest = restOf(part);
      for (const mark of part.marks) if (mark.table) mark.table = tableOf(mark.table, mark.columns.length);
    }
  }
  return found;
}

// A frame in which nothing of the part moves, in the middle of the longest such run; the last one where all of it moves.
function restOf({ start, end, handles, marks }) {
  const corners = [...handles.map((one) => one.frames), ...marks.map((one) => one.shown)];
  let [best, from] = [{ from: end - 1, to: end - 1 }, start];
  for (let frame = start + 1; frame <= end; frame += 1) {
    if (frame < end && corners.every((one) => valueAt(one, frame) === valueAt(one, frame - 1))) continue;
    if (frame - 1 - from > best.to - best.from) best = { from, to: frame - 1 };
    from = frame;
  }
  return Math.floor((best.from + best.to) / 2);
}

// The rows of a table that is told by how its numbers change, as `told_by_changes` in `explore_pack.py` says.
export function tableOf(text, width) {
  const [places, ...numbers] = text.split(" ").map(Number);
  const height = numbers.length / width;
  for (let k = 2 * height; k < numbers.length; k += 1) numbers[k] += numbers[k - 2 * height];
  for (let twice = 0; twice < 2; twice += 1)
    for (let k = 0; k < numbers.length; k += 1) if (k % height) numbers[k] += numbers[k - 1];
  const row = (_, k) => Array.from({ length: width }, (_column, column) => numbers[column * height + k] / 10 ** places);
  return Array.from({ length: height }, row);
}

function told(value, texts) {
  if (typeof value === "string") return value.startsWith("@") ? texts[Number(value.slice(1))] : value;
  if (Array.isArray(value)) return value.map((one) => told(one, texts));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, told(one, texts)]));
}
