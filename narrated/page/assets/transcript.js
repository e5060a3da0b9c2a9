// The words of the lesson, in one language or in all side by side; they follow the film, and a click goes there.

import { byId, clock, element, fill, languageName } from "./dom.js";

const BOTH = "both";
const PATIENCE = 4000; // milliseconds after which the words follow again somebody who has scrolled

export class Transcript {
  constructor({ player, lesson, settings }) {
    Object.assign(this, { player, lesson, settings, rows: new Map(), current: null, scrolled: -PATIENCE });
    this.box = byId("lines");
    this.view = byId("view");
    this.view.addEventListener("change", () => this.#look(this.view.value));
    const describe = byId("describe");
    describe.checked = settings.get("describe", false);
    describe.addEventListener("change", () => {
      settings.set("describe", describe.checked);
      this.#look(this.view.value);
    });
    for (const what of ["wheel", "touchmove", "pointerdown", "focusin"]) {
      this.box.addEventListener(what, () => (this.scrolled = performance.now()), { passive: true });
    }
    this.box.addEventListener("keydown", (event) => this.#walk(event));
    this.box.addEventListener("focusin", ({ target }) => target.matches(".time") && this.#stopAt(target));
    player.addEventListener("frame", () => this.#follow());
  }

  show(timeline, words) {
    this.timeline = timeline;
    this.words = words;
    const { locale } = timeline.film;
    const all = Object.keys(this.lesson.languages);
    this.locales = [locale, ...all.filter((one) => one !== locale)];
    const chosen = this.settings.get("view", all.length > 1 ? BOTH : "own");
    const name = (one) => languageName(this.lesson.languages[one].lang);
    this.view.replaceChildren(
      ...this.locales.map((one) => element("option", { value: one, lang: this.lesson.languages[one].lang }, name(one))),
      ...(all.length > 1 ? [element("option", { value: BOTH }, words.both)] : []),
    );
    this.view.parentElement.hidden = all.length < 2;
    byId("describe").parentElement.hidden = !Object.keys(this.lesson.descriptions).length;
    this.#fill();
    this.#look(chosen === "own" ? locale : chosen, false);
  }

  // The texts that are shown, as [text node, line's element], in order; what is searched.
  get texts() {
    const shown = this.locales.filter((one) => this.box.hasAttribute(`data-show-${this.locales.indexOf(one)}`));
    return [...this.rows.values()].flatMap((row) => shown.map((one) => [row.texts[one], row.item]));
  }

  // Pictures of the lines, for printing.
  setStills(urls) {
    [...this.rows.values()].forEach((row, index) => {
      row.still.src = urls[index];
      row.still.hidden = false;
    });
  }

  #fill() {
    this.rows.clear();
    this.current = null;
    const { film } = this.timeline;
    const scenes = film.scenes.map((scene) => {
      const title = this.locales.map((one, index) =>
        element("span", { class: `say say-${index}`, lang: this.lesson.languages[one].lang }, this.lesson.languages[one].scenes[scene.name].title),
      );
      const lines = scene.lines.map((line) => this.#line(scene, line));
      return element("section", { class: "scene" }, element("h3", {}, ...title), element("ol", {}, ...lines));
    });
    this.box.replaceChildren(...scenes);
    this.stop = null;
    this.#stopAt(this.box.querySelector(".time"));
  }

  // The one line at which Tab stops; from there arrow keys go on.
  #stopAt(button) {
    if (!button) return;
    this.stop?.setAttribute("tabindex", "-1");
    this.stop = button;
    button.setAttribute("tabindex", "0");
  }

  #walk(event) {
    if (!event.target.matches(".time") || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const all = [...this.box.querySelectorAll(".time")];
    const at = all.indexOf(event.target);
    const aims = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 };
    if (!(event.key in aims)) return;
    event.preventDefault();
    all[aims[event.key]]?.focus();
  }

  #line(scene, line) {
    const { film } = this.timeline;
    const time = clock(line.start / film.fps);
    const texts = {};
    const says = this.locales.map((one, index) => {
      const { lang, scenes } = this.lesson.languages[one];
      texts[one] = document.createTextNode(scenes[scene.name].lines[line.id]?.text ?? "");
      return element("p", { class: `say say-${index}`, lang }, texts[one]);
    });
    const label = fill(this.words.line_told, { time, text: texts[film.locale].data });
    const button = element("button", { type: "button", class: "time", tabindex: "-1", "aria-label": label }, time);
    const still = element("img", { class: "still", alt: "", hidden: true });
    const seen = this.locales.flatMap((one, index) => {
      const told = this.lesson.descriptions[one]?.[`${scene.name}/${line.id}`];
      return told ? [element("p", { class: `seen say-${index}`, lang: this.lesson.languages[one].lang }, told)] : [];
    });
    const item = element("li", { class: "line" }, still, button, element("div", { class: "says" }, ...says, ...seen));
    button.addEventListener("click", () => this.player.seek(line.start));
    item.addEventListener("click", (event) => {
      if (!event.target.closest("button") && getSelection().isCollapsed) this.player.seek(line.start);
    });
    this.rows.set(`${scene.name}/${line.id}`, { item, button, still, texts });
    return item;
  }

  #look(view, keep = true) {
    const known = view === BOTH ? this.locales.length > 1 : this.locales.includes(view);
    const chosen = known ? view : this.locales[0];
    this.view.value = chosen;
    if (keep) this.settings.set("view", chosen === this.locales[0] ? "own" : chosen);
    this.locales.forEach((one, index) => this.box.toggleAttribute(`data-show-${index}`, chosen === BOTH || chosen === one));
    this.box.toggleAttribute("data-both", chosen === BOTH);
    this.box.toggleAttribute("data-describe", byId("describe").checked);
    this.dispatch?.();
    this.#follow(true);
  }

  #follow(again = false) {
    if (!this.timeline) return;
    const { frame } = this.player;
    const line = this.timeline.lineAt(frame);
    const row = line && this.rows.get(`${line.scene}/${line.id}`);
    if (row !== this.current || again) {
      this.current?.item.removeAttribute("data-now");
      this.current?.button.removeAttribute("aria-current");
      this.current = row;
      row?.item.setAttribute("data-now", "");
      row?.button.setAttribute("aria-current", "true");
      if (!this.box.contains(document.activeElement)) this.#stopAt(row?.button);
      this.spoken = null;
      this.#bringIntoView(row);
    }
    if (row) this.#spoken(line, row, frame);
    else globalThis.CSS?.highlights?.delete("spoken");
  }

  // The word that is said; in the other languages, what belongs to the same cue.
  #spoken(line, row, frame) {
    if (!globalThis.CSS?.highlights) return;
    const word = this.timeline.wordAt(line, frame);
    const key = `${line.scene}/${line.id}/${word}`;
    if (key === this.spoken) return;
    this.spoken = key;
    const ranges = [];
    if (word >= 0) {
      const { locale } = this.timeline.film;
      ranges.push(range(row.texts[locale], line.words[word][0], line.words[word + 1]?.[0]));
      const cue = this.timeline.cueAt(line, frame);
      for (const one of this.locales.slice(1)) {
        const cues = this.lesson.languages[one].scenes[line.scene].lines[line.id]?.cues ?? [];
        const at = cues.findIndex(([name]) => name === cue);
        ranges.push(range(row.texts[one], at < 0 ? 0 : cues[at][1], cues[at + 1]?.[1]));
      }
    }
    CSS.highlights.set("spoken", new Highlight(...ranges));
  }

  // Only within its own box: the page itself stays where somebody has put it.
  #bringIntoView(row) {
    if (!row || performance.now() - this.scrolled < PATIENCE || this.box.scrollHeight <= this.box.clientHeight) return;
    const box = this.box.getBoundingClientRect();
    const line = row.item.getBoundingClientRect();
    const top = this.box.scrollTop + line.top - box.top - box.height * 0.3;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.box.scrollTo({ top, behavior: calm ? "instant" : "smooth" });
  }
}

// Without the spaces at its end.
function range(node, start, end = node.length) {
  const made = document.createRange();
  const from = Math.min(start, node.length);
  made.setStart(node, from);
  made.setEnd(node, from + node.data.slice(from, Math.max(from, end)).trimEnd().length);
  return made;
}
