// Captions beneath the picture, in other languages: those of the film's own are in the picture already.

import { byId, element, fill, languageName } from "./dom.js";

const OFF = "off";

export class Captions {
  constructor({ player, lesson, settings }) {
    Object.assign(this, { player, lesson, settings, entries: [], shown: null, last: "" });
    this.locale = settings.get("captions", OFF);
    this.choice = byId("captions");
    this.choice.addEventListener("change", () => this.#choose(this.choice.value));
    player.addEventListener("frame", () => this.#place());
  }

  show(film, words) {
    this.film = film;
    const name = (locale) => languageName(this.lesson.languages[locale].lang);
    this.others = Object.keys(film.captions).filter((one) => one !== film.locale);
    this.choice.replaceChildren(
      element("option", { value: OFF }, fill(words.captions_own, { language: name(film.locale) })),
      ...this.others.map((one) => element("option", { value: one, lang: this.lesson.languages[one].lang }, name(one))),
    );
    this.#apply();
  }

  // On in the language that was shown last, or in another; or off.
  toggle() {
    if (this.entries.length) this.#choose(OFF);
    else if (this.others.length) this.#choose(this.others.includes(this.last) ? this.last : this.others[0]);
  }

  #choose(locale) {
    this.locale = locale;
    this.settings.set("captions", locale);
    this.#apply();
  }

  #apply() {
    const known = this.others.includes(this.locale) ? this.film.captions[this.locale] : null;
    if (known) this.last = this.locale;
    this.entries = known ?? [];
    this.choice.value = known ? this.locale : OFF;
    const box = byId("caption");
    box.hidden = !known;
    if (known) box.lang = this.lesson.languages[this.locale].lang;
    this.shown = undefined;
    this.#place();
  }

  #place() {
    if (!this.entries.length) return;
    const now = ((this.player.frame + 0.5) * 1000) / this.film.fps;
    const entry = this.entries.find(([start, end]) => start <= now && now < end) ?? null;
    if (entry === this.shown) return;
    this.shown = entry;
    byId("caption").textContent = entry ? entry[2] : "";
  }
}
