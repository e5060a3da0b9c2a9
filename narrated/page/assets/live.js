// What can be tried in the picture: shown where the film rests, told where it plays, offered where there is none.

import { Explorer } from "./explore.js";
import { byId, clock, element, fill } from "./dom.js";

export class LivePanel {
  constructor({ player, functions }) {
    Object.assign(this, { player, functions, explorer: null, told: "", said: null, awaited: null, kept: [] });
    this.svg = byId("overlay");
    byId("picture").addEventListener("click", (event) => this.#pressed(event), { capture: true });
    player.beforePlay = () => this.#leave();
    player.addEventListener("rest", () => this.#rest());
    player.addEventListener("frame", () => this.#place());
    player.addEventListener("state", () => this.#place());
  }

  show(film, data, words, lang) {
    this.kept = this.explorer?.moved ?? []; // in another language or shape, too
    this.explorer?.destroy();
    this.svg.replaceChildren();
    Object.assign(this, { film, data, words, lang, told: "", explorer: null });
    byId("live").hidden = !data?.parts.length;
    if (!data?.parts.length) return;
    const { svg, functions } = this;
    this.explorer = new Explorer({ svg, controls: byId("live-controls"), data, functions, words });
    byId("live-all").replaceChildren(this.#list());
    this.#place();
  }

  #rest() {
    if (!this.explorer) return;
    this.svg.style.visibility = "";
    const live = this.explorer.show(this.player.frame);
    for (const { part, handle, value } of this.kept) this.explorer.set(part, handle, value);
    this.kept = [];
    byId("picture").toggleAttribute("data-live", live);
    this.#place();
    this.#announce(this.explorer.live(this.player.frame)[0] ?? null);
    const { awaited } = this;
    this.awaited = null;
    awaited?.();
  }

  // What came to be live is said once, with what to try.
  #announce(part) {
    if (part === this.said) return;
    this.said = part;
    byId("status").textContent = part ? `${fill(this.words.live_now, part)} ${part.hint}` : "";
  }

  // Who misses a mark does not want the film to play and take back what was moved.
  #pressed(event) {
    if (event.target === this.player.video && this.explorer?.moved.length) event.stopPropagation();
  }

  async #leave() {
    if (!this.explorer) return;
    const held = byId("live-controls").contains(document.activeElement);
    await this.explorer.hide();
    byId("picture").removeAttribute("data-live");
    this.#announce(null);
    if (held) byId("play").focus({ preventScroll: true }); // what had the focus is gone
  }

  // Where somebody is taken to another frame, what was drawn for the one before does not fit any more.
  #place() {
    if (!this.explorer) return;
    const { frame, playing } = this.player;
    if (this.player.video.seeking) this.svg.style.visibility = "hidden";
    const live = this.explorer.live(frame);
    const next = live.length ? null : this.explorer.next(frame);
    const told = `${playing} ${live.map((part) => part.name)} ${next?.frame}`;
    if (told === this.told) return;
    this.told = told;
    byId("live-next").replaceChildren(...this.#lines(live, next, playing));
  }

  #lines(live, next, playing) {
    const { words } = this;
    if (live.length) return playing ? [this.#line("live_now", live[0], () => this.player.pause(), words.live_stop)] : [];
    const part = next?.part ?? this.data.parts[0];
    const line = this.#line(next ? "live_next" : "live_none", part, () => this.#go(part), next ? words.live_go : words.live_first);
    return [line];
  }

  #line(word, part, action, label) {
    const time = clock(part.start / this.film.fps);
    const button = element("button", { type: "button" }, label);
    button.addEventListener("click", action);
    return element("p", { class: "live-line" }, element("span", {}, fill(this.words[word], { title: part.title, time })), button);
  }

  #list() {
    const items = this.data.parts.map((part) => {
      const button = element("button", { type: "button" }, element("span", { lang: this.lang }, part.title), " ", element("span", { class: "when" }, clock(part.start / this.film.fps)));
      button.addEventListener("click", () => this.#go(part));
      return element("li", {}, button);
    });
    const made = element("details", { class: "live-all" }, element("summary", {}, this.words.live_all), element("ul", {}, ...items));
    made.open = byId("live-all").querySelector("details")?.open ?? false;
    return made;
  }

  #go(part) {
    byId("picture").scrollIntoView({ block: "nearest" });
    this.tryOut(part);
  }

  // Go where a part rests, and take hold of its first handle; what was moved already stays as it is.
  tryOut(part, then = () => {}) {
    const hold = () => {
      then();
      byId("live-controls").querySelector(`[data-part="${part.name}"] input[type="range"]`)?.focus({ preventScroll: true });
    };
    const { player, explorer } = this;
    if (!player.playing && explorer.get(part.name, part.handles[0].name) !== undefined) return hold();
    this.awaited = hold;
    player.pause();
    player.seek(part.rest);
    return undefined;
  }
}
