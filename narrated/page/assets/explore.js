// What is live in the picture: drawn exactly over the film where it rests, dragged, and given back when it plays.

import { Way, bestHold, heldAt, holdAt, valuesOver } from "./explore_holds.js";
import { DrawnMark, ROUND, outlineOf, placesOf, svgElement } from "./explore_marks.js";
import { basisOf, numbersOf, onSlider, shownValue, trackedValue, valueAt, writtenNumber } from "./explore_values.js";

const GLIDE = 300; // ms
const WIDER = 12; // px of the film by which its own marks are painted over
const TARGET = 24; // CSS px of what is taken hold of
const SAY_EVERY = 700; // ms
let count = 0;

function made(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  node.append(...children);
  return node;
}

// One part while it is shown: its values, its drawing and its controls.
class ShownPart {
  constructor(explorer, part) {
    Object.assign(this, { explorer, part, moved: false, values: {}, id: `explore-${(count += 1)}` });
    this.handles = part.handles.filter((handle) => handle.follows === null);
    this.#build();
    this.#buildControls();
  }

  // As the film is in a frame, or as it was moved in another frame of this part.
  rest(frame) {
    this.frame = frame;
    this.film = Object.fromEntries(this.part.handles.map((handle) => [handle.name, valueAt(handle.frames, frame)]));
    if (!this.moved) this.values = { ...this.film };
    this.#coverFilm();
    if (!this.found) this.#findHolds();
    this.found = true;
    this.draw();
  }

  set(name, value, { said = true } = {}) {
    const handle = this.handles.find((one) => one.name === name);
    const number = Number(value);
    if (!handle || !Number.isFinite(number)) return false;
    const [low, high] = handle.range;
    const clamped = Math.min(Math.max(number, low), high);
    this.values[name] = clamped;
    for (const one of this.part.handles) {
      if (typeof one.follows === "string") this.values[one.name] = this.values[one.follows];
      else if (one.follows !== null) this.values[one.name] = one.follows;
    }
    this.moved = true;
    this.draw();
    if (said) this.#say();
    return true;
  }

  // On the way back, `share` of which is left.
  glide(from, share) {
    for (const name of Object.keys(this.film)) this.values[name] = this.film[name] + share * (from[name] - this.film[name]);
    if (share === 0) {
      this.moved = false;
      this.quiet();
    }
    this.draw();
  }

  draw() {
    const { part, values, explorer } = this;
    const basis = basisOf(part, values, explorer.functions);
    this.numbers = part.marks.map((mark) => (mark.formula === undefined ? numbersOf(mark, values, basis) : [1]));
    this.outlines = part.marks.map((mark, k) => outlineOf(mark, this.numbers[k], this.#context(values)));
    part.marks.forEach((mark, k) => {
      const there = this.numbers[k][this.numbers[k].length - 1];
      this.drawn[k].draw(this.outlines[k], there * (this.moved ? 1 : valueAt(mark.shown, this.frame)));
    });
    this.group.toggleAttribute("data-moved", this.moved);
    for (const one of [this.behind, this.marks]) one.setAttribute("visibility", this.moved ? "visible" : "hidden");
    this.#placeGrips();
    this.#writeControls();
  }

  destroy() {
    clearTimeout(this.saying);
    this.group.remove();
    this.section.remove();
  }

  #context(values) {
    const { functions, data } = this.explorer;
    return { part: this.part, values, functions, glyphs: data.glyphs };
  }

  // -- the picture ---------------------------------------------------------------------------------------------

  #build() {
    const { part, id, explorer } = this;
    const { width, height } = explorer.data;
    this.group = svgElement("g", { class: "explore-part", "data-part": part.name, "aria-hidden": "true" });
    this.mask = svgElement("mask", { id: `${id}-mask`, maskUnits: "userSpaceOnUse", x: 0, y: 0, width, height });
    this.clips = new Map();
    this.defs = svgElement("defs", {}, this.mask);
    this.group.append(this.defs);
    this.behind = this.#picture(part.behind, { mask: `url(#${id}-mask)` });
    this.front = this.#picture(part.front, {});
    this.drawn = part.marks.map((mark) => new DrawnMark(mark, this.#clip(mark.clip)));
    const elements = this.drawn.map((one) => one.element);
    // Where nothing is moved the film is seen as it is; what is drawn lies exactly over it.
    this.marks = svgElement("g", { class: "explore-marks" }, ...elements.slice(0, part.below), this.front, ...elements.slice(part.below));
    // Captions and the film's progress are the film's.
    const kept = part.kept.map(([x, y, wide, high]) => `M${x} ${y}h${wide}v${high}h${-wide}z`).join("");
    const there = svgElement("path", { d: `M0 0H${width}V${height}H0z${kept}`, "clip-rule": "evenodd" });
    this.defs.append(svgElement("clipPath", { id: `${id}-there` }, there));
    const drawing = svgElement("g", { "clip-path": `url(#${id}-there)` }, this.behind, this.marks);
    this.group.append(drawing);
    this.grips = part.handles.flatMap((handle) => (handle.drag ?? []).map((mark) => this.#grip(handle, mark)));
    const places = svgElement("g", { "clip-path": `url(#${id}-there)` }, ...this.grips.map((grip) => grip.whole));
    // A ring for each handle, on the first of what it drags: several would hide what they are for.
    const shown = this.grips.filter((grip, k) => this.grips.findIndex((one) => one.handle === grip.handle) === k);
    this.group.append(places, ...shown.map((grip) => grip.element));
    explorer.svg.append(this.group);
  }

  // What stands around the marks: a picture, or outlines.
  #picture(picture, attributes) {
    if (!picture) return svgElement("g");
    if (picture.image) {
      const [x, y, width, height] = picture.box;
      return svgElement("image", { x, y, width, height, href: picture.image, preserveAspectRatio: "none", ...attributes });
    }
    const { width, height } = this.explorer.data;
    const ground = picture.ground ? [svgElement("rect", { width, height, fill: picture.ground })] : [];
    const paths = picture.paths.map(([d, fill, opacity, stroke, seen, wide]) =>
      svgElement("path", {
        d, fill: fill || "none", "fill-opacity": opacity, stroke: stroke || "none", "stroke-opacity": seen, "stroke-width": wide,
      }),
    );
    return svgElement("g", attributes, ...ground, ...paths);
  }

  // The name of the place beyond which marks are cut off.
  #clip(box) {
    if (!box) return null;
    const key = box.join(" ");
    if (!this.clips.has(key)) {
      const id = `${this.id}-clip${this.clips.size}`;
      const [x, y, right, low] = box;
      const rect = svgElement("rect", { x, y, width: right - x, height: low - y });
      this.defs.append(svgElement("clipPath", { id }, rect));
      this.clips.set(key, id);
    }
    return this.clips.get(key);
  }

  // What the film itself shows of the marks in this frame is painted over with what stands behind.
  #coverFilm() {
    const { part, film } = this;
    const basis = basisOf(part, film, this.explorer.functions);
    const covers = part.marks.flatMap((mark) => {
      if (valueAt(mark.shown, this.frame) <= 0) return [];
      const numbers = mark.formula === undefined ? numbersOf(mark, film, basis) : [1];
      if (numbers[numbers.length - 1] <= 0) return [];
      return DrawnMark.cover(mark, outlineOf(mark, numbers, this.#context(film)), WIDER);
    });
    for (const one of part.covered) {
      if (one.box) {
        const [x, y, right, low] = one.box;
        covers.push(svgElement("rect", { x, y, width: right - x, height: low - y, fill: "#fff" }));
      } else covers.push(svgElement("path", { d: one.path, fill: "none", stroke: "#fff", "stroke-width": one.width, ...ROUND }));
    }
    this.mask.replaceChildren(...covers);
  }

  // -- taking hold ---------------------------------------------------------------------------------------------

  // The whole mark, and a ring upon it that shows that there is something to take hold of.
  #grip(handle, index) {
    const ring = (name) => svgElement("circle", { class: name, fill: "none" });
    const rings = [ring("explore-halo"), ring("explore-ring"), svgElement("circle", { class: "explore-target", fill: "transparent" })];
    const element = svgElement("g", { class: "explore-grip", "data-handle": handle.name }, ...rings);
    const { clip } = this.part.marks[index];
    const whole = svgElement("g", { class: "explore-whole", "data-handle": handle.name });
    if (clip) whole.setAttribute("clip-path", `url(#${this.#clip(clip)})`);
    const grip = { handle, name: handle.follows ?? handle.name, index, element, whole, rings };
    for (const one of [element, whole]) {
      one.addEventListener("pointerdown", (event) => this.#take(grip, one, event));
      one.addEventListener("pointerenter", () => element.toggleAttribute("data-near", true));
      one.addEventListener("pointerleave", () => element.toggleAttribute("data-near", false));
    }
    return grip;
  }

  #take(grip, element, event) {
    if (event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    const { name } = grip;
    const mark = this.part.marks[grip.index];
    const pressed = this.#toFilm(event);
    const { range } = this.handles.find((one) => one.name === name);
    const states = this.#states(grip, grip.index);
    const wayOf = (hold) => new Way(range, states.map((places) => heldAt(places, hold)));
    let hold = grip.hold;
    let way = wayOf(hold);
    const own = element === grip.whole && holdAt(mark, this.#places(grip.index, this.values), pressed);
    if (own) {
      const other = wayOf(own);
      const plain = way.axis === null || other.axis !== null;
      if (plain && !other.short && other.length > way.length / 4) [hold, way] = [own, other]; // else it turns about it
    }
    const from = heldAt(this.#places(grip.index, this.values), hold);
    let last = pressed;
    element.setPointerCapture(event.pointerId);
    for (const one of [grip.element, grip.whole]) one.toggleAttribute("data-held", true);
    const move = (next) => {
      const at = this.#toFilm(next);
      const wanted = [0, 1].map((axis) => from[axis] + at[axis] - pressed[axis]);
      const pull = [0, 1].map((axis) => at[axis] - last[axis]);
      last = at;
      this.explorer.set(this.part.name, name, way.valueAt(wanted, this.values[name], pull));
    };
    const end = () => {
      element.removeEventListener("pointermove", move);
      for (const one of [grip.element, grip.whole]) one.toggleAttribute("data-held", false);
    };
    element.addEventListener("pointermove", move);
    element.addEventListener("lostpointercapture", end, { once: true });
    this.section.querySelector(`input[type="range"][data-handle="${name}"]`)?.focus({ preventScroll: true });
  }

  #places(index, values) {
    const mark = this.part.marks[index];
    const { functions } = this.explorer;
    const numbers = mark.formula === undefined ? numbersOf(mark, values, basisOf(this.part, values, functions)) : [1];
    return placesOf(mark, numbers, this.#context(values));
  }

  // The places of a mark for all values of the handle by which it is moved.
  #states({ name }, index) {
    const { range } = this.handles.find((one) => one.name === name);
    const followers = this.part.handles.filter((one) => one.follows === name).map((one) => one.name);
    return valuesOver(range).map((value) => {
      const values = { ...this.values, [name]: value };
      for (const one of followers) values[one] = value;
      return this.#places(index, values);
    });
  }

  // Where each is held by its ring; outlines that stand together and move alike are one body.
  #findHolds() {
    const { width, height } = this.explorer.data;
    const low = Math.min(height, ...this.part.kept.map((box) => box[1])) - TARGET;
    for (const grip of this.grips) {
      const { marks } = this.part;
      const mark = marks[grip.index];
      const states = this.#states(grip, grip.index);
      grip.hold = bestHold(mark, states, [2 * TARGET, 2 * TARGET, width - 2 * TARGET, low]);
      grip.body = [grip.index];
      if (mark.kind !== "outline" || !mark.path) continue;
      const steps = (all) => all.map((places) => [0, 1].map((axis) => places[0][axis] - all[0][0][axis]));
      const own = steps(states);
      const alike = (index) =>
        marks[index]?.kind === "outline" && marks[index].path && marks[index].fill &&
        steps(this.#states(grip, index)).every(([x, y], k) => Math.hypot(x - own[k][0], y - own[k][1]) < 1);
      for (const step of [1, -1]) for (let k = grip.index + step; alike(k); k += step) grip.body.push(k);
    }
  }

  #placeGrips() {
    const box = this.explorer.svg.getBoundingClientRect();
    const pixel = box.width ? this.explorer.data.width / box.width : 1;
    for (const grip of this.grips) {
      const { marks } = this.part;
      const mark = marks[grip.index];
      const [x, y] = heldAt(this.#places(grip.index, this.values), grip.hold);
      const numbers = this.numbers[grip.index];
      const seen = numbers[numbers.length - 1] > 0.3 && (this.moved || valueAt(mark.shown, this.frame) > 0.3);
      for (const one of [grip.element, grip.whole]) one.style.display = seen ? "" : "none";
      const radius = Math.max((TARGET / 2) * pixel, (mark.radius ?? 0) + 16);
      for (const one of grip.rings) {
        one.setAttribute("cx", x.toFixed(1));
        one.setAttribute("cy", y.toFixed(1));
        one.setAttribute("r", radius.toFixed(1));
      }
      const covers = grip.body.flatMap((index) => DrawnMark.cover(marks[index], this.outlines[index], TARGET * pixel));
      for (const one of covers) {
        one.setAttribute("stroke", "transparent");
        if (one.getAttribute("fill") !== "none") one.setAttribute("fill", "transparent");
      }
      grip.whole.replaceChildren(...covers);
    }
  }

  #toFilm(event) {
    const box = this.explorer.svg.getBoundingClientRect();
    const { width, height } = this.explorer.data;
    return [((event.clientX - box.left) / box.width) * width, ((event.clientY - box.top) / box.height) * height];
  }

  // -- beside the picture --------------------------------------------------------------------------------------

  #buildControls() {
    const { part, id, explorer } = this;
    const title = made("h3", { class: "explore-title", id: `${id}-title` }, part.title);
    const rows = this.handles.map((handle) => this.#row(handle));
    this.reading = made("p", { class: "explore-reading", "aria-hidden": "true" });
    this.said = made("p", { class: "explore-said", "aria-live": "polite" });
    this.back = made("button", { type: "button", class: "explore-back" }, explorer.words.explore_back ?? "\u21ba");
    this.back.addEventListener("click", () => explorer.giveBack(part.name));
    this.section = made(
      "section", { class: "explore", "aria-labelledby": `${id}-title`, "data-part": part.name },
      title, made("p", { class: "explore-hint" }, part.hint), ...rows, this.back, this.reading, this.said,
    );
    explorer.controls.append(this.section);
  }

  #row(handle) {
    const id = `${this.id}-${handle.name}`;
    const [low, high] = handle.range;
    const common = { "data-handle": handle.name };
    const slider = made("input", { ...common, type: "range", id, min: low, max: high + 1e-9 * (high - low), step: (high - low) / 200 }); // its last step is the end
    // What is written may be another scale: rounded outwards, so that both ends can be written.
    const unit10 = 10 ** handle.decimals;
    const ends = [low, high].map((end) => shownValue(handle, end)).sort((one, two) => one - two);
    const number = made("input", {
      ...common, type: "number", min: Math.floor(ends[0] * unit10 + 1e-6) / unit10, max: Math.ceil(ends[1] * unit10 - 1e-6) / unit10,
      step: 1 / unit10, "aria-label": handle.label, inputmode: "decimal",
    });
    slider.addEventListener("input", () => this.explorer.set(this.part.name, handle.name, onSlider(handle, Number(slider.value))));
    number.addEventListener("change", () => {
      const value = number.value.trim() === "" ? NaN : trackedValue(handle, Number(number.value));
      if (!this.explorer.set(this.part.name, handle.name, value)) this.draw();
    });
    const highlight = (on) => () => {
      for (const grip of this.grips) if (grip.handle.name === handle.name) grip.element.toggleAttribute("data-lit", on);
    };
    for (const input of [slider, number]) {
      input.addEventListener("focus", highlight(true));
      input.addEventListener("blur", highlight(false));
    }
    const unit = handle.unit ? [made("span", { class: "explore-unit" }, handle.unit)] : [];
    return made("div", { class: "explore-handle" }, made("label", { for: id }, handle.label), slider, number, ...unit);
  }

  #writeControls() {
    for (const handle of this.handles) {
      const value = this.values[handle.name];
      const shown = shownValue(handle, value);
      for (const input of this.section.querySelectorAll(`input[data-handle="${handle.name}"]`)) {
        const text = shown.toFixed(handle.decimals);
        if (input.type === "range") {
          input.value = String(onSlider(handle, value));
          input.setAttribute("aria-valuetext", `${writtenNumber(shown, handle.decimals)}${handle.unit}`);
        } else if (document.activeElement !== input || Number(input.value) !== Number(text)) input.value = text;
      }
    }
    this.back.disabled = !this.moved;
    this.reading.textContent = this.#readings().join("; ");
  }

  // Nothing is moved any more: nothing is said of it, and the focus does not fall from a button that is switched off.
  quiet() {
    clearTimeout(this.saying);
    this.saying = 0;
    this.said.textContent = "";
    if (document.activeElement === this.back) this.section.querySelector("input").focus({ preventScroll: true });
  }

  // What is read out, not at every step of a drag: the handles, and those of the picture's numbers that have names.
  #say() {
    if (this.saying) return;
    this.saying = setTimeout(() => {
      this.saying = 0;
      this.said.textContent = this.told();
    }, SAY_EVERY);
  }

  told() {
    const values = this.handles.map((one) => `${one.label} ${writtenNumber(shownValue(one, this.values[one.name]), one.decimals)}${one.unit}`);
    return [...values, ...this.#readings()].join("; ");
  }

  #readings() {
    const named = this.part.marks.map((mark, index) => [mark.told, this.outlines[index].text]);
    return named.filter(([name]) => name).map(([name, text]) => `${name} ${text}`);
  }
}

export class Explorer extends EventTarget {
  constructor({ svg, controls, data, functions, words }) {
    super();
    Object.assign(this, { svg, controls, data, functions, words: words ?? {} });
    this.shown = new Map();
    this.frame = 0;
    svg.setAttribute("viewBox", `0 0 ${data.width} ${data.height}`);
    svg.setAttribute("preserveAspectRatio", "none");
    this.resized = new ResizeObserver(() => this.shown.forEach((one) => one.draw()));
    this.resized.observe(svg);
  }

  live(frame) {
    return this.data.parts.filter((part) => part.start <= frame && frame < part.end);
  }

  next(frame) {
    const part = this.data.parts.find((one) => one.start > frame);
    return part ? { part, frame: part.rest ?? part.start } : null;
  }

  show(frame) {
    this.stopGlide?.();
    this.frame = frame;
    const live = this.live(frame);
    for (const [name, one] of this.shown) {
      if (live.includes(one.part)) continue;
      one.destroy();
      this.shown.delete(name);
    }
    for (const part of live) {
      if (!this.shown.has(part.name)) this.shown.set(part.name, new ShownPart(this, part));
      this.shown.get(part.name).rest(frame);
    }
    return live.length > 0;
  }

  async hide() {
    await this.#glide([...this.shown.values()]);
    this.#clear();
  }

  // One part as the film has it, without leaving the frame.
  async giveBack(name) {
    const one = this.shown.get(name);
    if (one) await this.#glide([one]);
  }

  // What somebody has moved: {part, handle, value}.
  get moved() {
    return [...this.shown.values()]
      .filter((one) => one.moved)
      .flatMap((one) => one.handles.map(({ name }) => ({ part: one.part.name, handle: name, value: one.values[name] })));
  }

  get(part, handle) {
    return this.shown.get(part)?.values[handle];
  }

  // The values of a part in words.
  told(part) {
    return this.shown.get(part)?.told() ?? "";
  }

  set(part, handle, value) {
    const one = this.shown.get(part);
    this.stopGlide?.();
    if (!one?.set(handle, value)) return false;
    const detail = { part, handle, value: one.values[handle] };
    this.dispatchEvent(Object.assign(new CustomEvent("change", { detail }), detail));
    return true;
  }

  destroy() {
    this.stopGlide?.();
    this.resized.disconnect();
    this.#clear();
  }

  #clear() {
    this.shown.forEach((one) => one.destroy());
    this.shown.clear();
  }

  #glide(parts) {
    const moved = parts.filter((one) => one.moved);
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (!moved.length || still) {
      moved.forEach((one) => one.glide(one.film, 0));
      return Promise.resolve();
    }
    const from = moved.map((one) => ({ ...one.values }));
    const began = performance.now();
    return new Promise((resolve) => {
      const finish = () => {
        cancelAnimationFrame(asked);
        this.stopGlide = null;
        moved.forEach((one, k) => one.glide(from[k], 0));
        resolve();
      };
      const step = (now) => {
        // A frame's time is when it began, which may be before this was called.
        const left = 1 - Math.min(Math.max((now - began) / GLIDE, 0), 1);
        if (left <= 0) return finish();
        const share = left * left * (3 - 2 * left);
        moved.forEach((one, k) => one.glide(from[k], share));
        asked = requestAnimationFrame(step);
        return undefined;
      };
      let asked = requestAnimationFrame(step);
      this.stopGlide = finish;
    });
  }
}
