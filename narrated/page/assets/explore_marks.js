// Draws the marks of explore.json as SVG: each is one path, or a group of glyphs.

import { formulaAt, writtenNumber } from "./explore_values.js";

const SVG = "http://www.w3.org/2000/svg";
const SAMPLES = 240; // of a curve that is computed
export const ROUND = { "stroke-linecap": "round", "stroke-linejoin": "round" }; // ends and corners are covered, too

export function svgElement(tag, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}

const put = (x, y) => `${x.toFixed(1)} ${y.toFixed(1)}`;
const disc = (x, y, r) => `M${put(x - r, y)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
const line = (points) => `M${points.map(([x, y]) => put(x, y)).join("L")}`;

function pairs(numbers, count = numbers.length) {
  const found = [];
  for (let k = 0; k + 1 < count; k += 2) found.push([numbers[k], numbers[k + 1]]);
  return found;
}

// From its tail to its tip: a short one is a small one, its head is never longer than itself.
function arrow(mark, [x, y, tx, ty]) {
  const length = Math.hypot(tx - x, ty - y);
  if (length < 0.01) return "";
  const [fx, fy] = [(tx - x) / length, (ty - y) / length];
  const half = mark.thick * Math.min(1, length / (mark.head * mark.thick));
  const neck = length - mark.head * half;
  const profile = [
    [0, mark.shaft], [neck, mark.shaft], [neck, mark.barb], [length, 0],
    [neck, -mark.barb], [neck, -mark.shaft], [0, -mark.shaft],
  ];
  return `${line(profile.map(([a, b]) => [x + a * fx - b * half * fy, y + a * fy + b * half * fx]))}z`;
}

function dotted(mark, rows) {
  let path = "";
  for (let k = 0; k + 1 < rows.length; k += 2) {
    const [[x, y], [tx, ty]] = [rows[k], rows[k + 1]];
    const count = Math.floor(Math.hypot(tx - x, ty - y) / mark.pitch);
    for (let i = 0; i < count; i += 1) {
      const share = (i + 0.5) / count;
      path += disc(x + share * (tx - x), y + share * (ty - y), mark.radius);
    }
  }
  return path;
}

function polygon(mark, points) {
  let path = "";
  let from = 0;
  mark.counts.forEach((count, index) => {
    path += line(points.slice(from, from + count)) + (mark.closed[index] ? "z" : "");
    from += count;
  });
  return path;
}

function beziers(mark, points) {
  let path = "";
  for (let k = 0; k + 3 < points.length; k += 4) {
    if (k === 0 || mark.breaks.includes(k / 4)) path += `M${put(...points[k])}`;
    path += `C${points.slice(k + 1, k + 4).map(([x, y]) => put(x, y)).join(" ")}`;
  }
  return path;
}

// Of a curve by its formula: finite points, a gap where there are none.
function computed(mark, part, values, functions) {
  const [low, high] = mark.over;
  const [left, floor, across, up] = mark.plot;
  let path = "";
  let pen = "M";
  for (let k = 0; k <= SAMPLES; k += 1) {
    const x = low + ((high - low) * k) / SAMPLES;
    const y = floor + up * formulaAt(part.formulas[mark.formula], x, values, functions);
    if (!Number.isFinite(y)) {
      pen = "M";
      continue;
    }
    path += pen + put(left + x * across, Math.min(Math.max(y, -9999), 9999));
    pen = "L";
  }
  return path;
}

// The outline of a mark; what is no path (numbers, outlines that move as a whole) says so by `transform` or `glyphs`.
export function outlineOf(mark, numbers, { part, values, functions, glyphs }) {
  if (mark.formula !== undefined) return { d: computed(mark, part, values, functions) };
  const count = numbers.length - 1;
  const points = pairs(numbers, count);
  switch (mark.kind) {
    case "curve":
      return { d: line(mark.x.map((x, k) => [x, numbers[k]])) };
    case "dots":
      return { d: pairs(numbers, count - 1).map(([x, y]) => disc(x, y, mark.radius * numbers[count - 1])).join("") };
    case "dotted":
      return { d: dotted(mark, points) };
    case "dashed":
    case "segments":
      return { d: points.map((p, k) => (k % 2 ? `L${put(...p)}` : `M${put(...p)}`)).join("") };
    case "boxes":
      return { d: boxes(points) };
    case "arrow":
      return { d: arrow(mark, numbers) };
    case "polygon":
      return { d: polygon(mark, points) };
    case "number":
      return setNumber(mark, numbers, glyphs);
    default:
      return mark.path
        ? { d: mark.path, transform: `matrix(${numbers.slice(0, 6).join(" ")})`, scale: scaleOf(numbers) }
        : { d: beziers(mark, points) };
  }
}

function boxes(points) {
  let path = "";
  for (let k = 0; k + 1 < points.length; k += 2) {
    const [[x, y], [tx, ty]] = [points[k], points[k + 1]];
    path += `M${put(x, y)}H${tx.toFixed(1)}V${ty.toFixed(1)}H${x.toFixed(1)}z`;
  }
  return path;
}

const scaleOf = ([a, b, c, d]) => Math.sqrt(Math.abs(a * d - b * c)) || 1;

// Every digit has one advance, so nothing dances; the edge that is named stays where it is.
function setNumber(mark, [x, y, value], glyphs) {
  const text = mark.template.replace("{}", writtenNumber(value, mark.decimals));
  const known = glyphs[`${mark.font} ${mark.weight}`];
  const digit = Math.max(..."0123456789".split("").map((character) => known[character][0]));
  const placed = [];
  let at = 0;
  for (const character of text) {
    const glyph = known[character];
    if (!glyph) {
      at += digit / 2;
      continue;
    }
    const advance = /\d/.test(character) ? digit : glyph[0];
    placed.push({ d: glyph[1], from: at + (advance - glyph[0]) / 2, to: at + (advance + glyph[0]) / 2 });
    at += advance + 70;
  }
  if (!placed.length) return { d: "", text };
  const unit = mark.em / 1000;
  const [left, right] = [Math.min(...placed.map((one) => one.from)), Math.max(...placed.map((one) => one.to))];
  const start = x - unit * (left + ((right - left) * (1 + mark.edge)) / 2);
  const box = [start + unit * left, y - 0.5 * mark.em, unit * (right - left), mark.em];
  const moved = placed.map((one) => ({
    d: one.d,
    transform: `translate(${put(start + unit * one.from, y)}) scale(${unit})`,
  }));
  return { glyphs: moved, box, text };
}

// The places that a mark is made of.
export function placesOf(mark, numbers, { part, values, functions }) {
  if (mark.formula !== undefined) {
    const [low, high] = mark.over;
    const [left, floor, across, up] = mark.plot;
    const along = Array.from({ length: 33 }, (_, k) => low + ((high - low) * k) / 32);
    return along.map((x) => [left + x * across, floor + up * formulaAt(part.formulas[mark.formula], x, values, functions)]);
  }
  if (mark.kind === "curve") return mark.x.map((x, k) => [x, numbers[k]]);
  if (mark.kind === "outline" && mark.path) return [numbers.slice(4, 6)];
  if (mark.kind === "arrow") return [numbers.slice(2, 4)];
  if (mark.kind === "number") return [numbers.slice(0, 2)];
  const places = pairs(numbers, numbers.length - (mark.kind === "dots" ? 2 : 1));
  if (mark.kind !== "boxes") return places;
  return places.flatMap(([x, y], k) => (k % 2 ? [] : [[x, y], [x, places[k + 1][1]], places[k + 1], [places[k + 1][0], y]]));
}

// An element that draws a mark, and the one that paints over what the film shows of it.
export class DrawnMark {
  constructor(mark, clip) {
    this.mark = mark;
    this.element = svgElement("g", clip ? { "clip-path": `url(#${clip})` } : {});
  }

  draw(outline, opacity) {
    const { mark } = this;
    this.element.setAttribute("opacity", String(Math.min(Math.max(opacity, 0), 1)));
    const pieces = outline.glyphs ?? [outline];
    const kept = [...this.element.children];
    kept.slice(pieces.length).forEach((one) => one.remove());
    pieces.forEach((piece, index) => {
      const path = kept[index] ?? this.element.appendChild(this.#path());
      path.setAttribute("d", piece.d);
      if (piece.transform) path.setAttribute("transform", piece.transform);
      if (mark.stroke) path.setAttribute("stroke-width", String(mark.stroke[2] / (piece.scale ?? 1)));
    });
  }

  #path() {
    const { fill, stroke, dash, gap } = this.mark;
    const path = svgElement("path", { fill: fill && !this.#open() ? fill[0] : "none" });
    if (fill) path.setAttribute("fill-opacity", String(fill[1]));
    if (stroke) {
      path.setAttribute("stroke", stroke[0]);
      path.setAttribute("stroke-opacity", String(stroke[1]));
    }
    if (dash) path.setAttribute("stroke-dasharray", `${dash} ${gap}`);
    return path;
  }

  #open() {
    return ["curve", "segments", "dashed"].includes(this.mark.kind);
  }

  // For a mask: the same outline, wider by so many pixels.
  static cover(mark, outline, wider) {
    if (outline.box) {
      const [x, y, width, height] = outline.box;
      const half = wider / 2;
      return [svgElement("rect", { x: x - half, y: y - half, width: width + wider, height: height + wider, fill: "#fff" })];
    }
    const open = ["curve", "segments", "dashed"].includes(mark.kind);
    const width = ((mark.stroke?.[2] ?? 0) + wider) / (outline.scale ?? 1);
    const made = { d: outline.d, fill: open || !mark.fill ? "none" : "#fff", stroke: "#fff", "stroke-width": width, ...ROUND };
    if (outline.transform) made.transform = outline.transform;
    return [svgElement("path", made)];
  }
}
