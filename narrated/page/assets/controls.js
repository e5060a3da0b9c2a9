// The player's controls: buttons, the bar with its chapters, and the choices of language, shape and speed.

import { byId, clock, element, fill, languageName, setIcon } from "./dom.js";

export const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2];
const NEAR = 4; // CSS px from a mark on the bar in which it is still meant

export class Controls {
  // `lesson` is all data of the page; `choose({locale, shape})` shows another film.
  constructor({ player, lesson, settings, choose }) {
    Object.assign(this, { player, lesson, settings, choose, stage: byId("stage"), words: {} });
    this.seek = byId("seek");
    this.#buttons();
    this.#bar();
    this.#choices();
    this.#volume(settings.get("volume", 1));
    this.setSpeed(settings.get("speed", 1, SPEEDS));
    player.addEventListener("frame", () => this.#place());
    player.addEventListener("state", () => this.#state());
    player.addEventListener("rest", () => this.#tellPlace());
  }

  // Another film is shown, perhaps in another language.
  show(timeline, words, parts) {
    this.timeline = timeline;
    this.words = words;
    const { film } = timeline;
    this.seek.max = film.frames - 1;
    const segments = film.scenes.map((scene) => this.#segment(scene, film));
    this.parts = parts;
    const lives = parts.map((part) => {
      const mark = element("i", { class: "live-mark" });
      mark.style.left = `${(100 * part.start) / film.frames}%`;
      mark.style.width = `${(100 * (part.end - part.start)) / film.frames}%`;
      return mark;
    });
    byId("segments").replaceChildren(element("i", { class: "done" }), ...segments, ...lives);
    this.done = byId("segments").firstElementChild;
    byId("chapters").replaceChildren(element("ol", {}, ...film.scenes.map((scene) => this.#chapter(scene, film))));
    this.#fillChoices(film);
    this.#state();
    this.chapter = null;
    this.#place();
    this.#tellPlace();
  }

  titleOf(scene) {
    return this.lesson.languages[this.timeline.film.locale].scenes[scene.name].title;
  }

  setSpeed(speed) {
    this.player.video.defaultPlaybackRate = this.player.video.playbackRate = speed;
    byId("speed").value = String(speed);
    this.settings.set("speed", speed);
  }

  faster(steps) {
    const at = SPEEDS.indexOf(this.player.video.playbackRate);
    this.setSpeed(SPEEDS[Math.min(Math.max(at + steps, 0), SPEEDS.length - 1)]);
  }

  louder(share) {
    this.player.video.muted = false;
    this.#volume(Math.min(Math.max(this.player.video.volume + share, 0), 1));
  }

  mute() {
    this.player.video.muted = !this.player.video.muted;
  }

  async full() {
    try {
      await (document.fullscreenElement ? document.exitFullscreen() : this.stage.requestFullscreen());
    } catch {
      // The browser does not permit it here.
    }
  }

  async window() {
    try {
      await (document.pictureInPictureElement
        ? document.exitPictureInPicture()
        : this.player.video.requestPictureInPicture());
    } catch {
      // The browser does not permit it here.
    }
  }

  #buttons() {
    const { video } = this.player;
    const press = { play: "toggle", begin: "toggle" };
    for (const [id, what] of Object.entries(press)) byId(id).addEventListener("click", () => this.player[what]());
    video.addEventListener("click", () => this.player.toggle());
    video.addEventListener("dblclick", () => this.full());
    byId("mute").addEventListener("click", () => this.mute());
    byId("full").addEventListener("click", () => this.full());
    byId("window").addEventListener("click", () => this.window());
    byId("full").hidden = !document.fullscreenEnabled;
    byId("window").hidden = !document.pictureInPictureEnabled;
    const pressed = (id, is) => byId(id).setAttribute("aria-pressed", String(is));
    document.addEventListener("fullscreenchange", () => pressed("full", Boolean(document.fullscreenElement)));
    video.addEventListener("enterpictureinpicture", () => pressed("window", true));
    video.addEventListener("leavepictureinpicture", () => pressed("window", false));
    video.addEventListener("volumechange", () => this.#sound());
    byId("volume").addEventListener("input", (event) => {
      video.muted = false;
      this.#volume(event.target.value / 100);
    });
  }

  #bar() {
    const { seek } = this;
    seek.addEventListener("input", () => this.player.seek(Number(seek.value)));
    seek.addEventListener("change", () => this.#tellPlace());
    const tip = byId("tip");
    seek.addEventListener("pointermove", (event) => {
      const box = byId("segments").getBoundingClientRect();
      const share = Math.min(Math.max((event.clientX - box.left) / box.width, 0), 1);
      const { film } = this.timeline;
      const frame = Math.round(share * (film.frames - 1));
      const near = (NEAR / box.width) * film.frames;
      const part = this.parts.find(({ start, end }) => start - near <= frame && frame < end + near);
      const what = part ? fill(this.words.live_now, part) : this.titleOf(this.timeline.sceneAt(frame));
      tip.textContent = `${clock(frame / film.fps)} ${what}`;
      tip.hidden = false;
      const half = tip.offsetWidth / 2;
      tip.style.left = `${Math.min(Math.max(share * box.width, half), box.width - half)}px`;
    });
    seek.addEventListener("pointerleave", () => (tip.hidden = true));
  }

  #segment(scene, film) {
    const made = element("i", { class: "segment" });
    made.style.left = `${(100 * scene.start) / film.frames}%`;
    return made;
  }

  #chapter(scene, film) {
    const title = this.titleOf(scene);
    const name = element("span", { lang: this.lesson.languages[film.locale].lang }, title);
    const button = element("button", { type: "button", "data-scene": scene.name, title }, name);
    button.addEventListener("click", () => this.player.seek(scene.lines[0]?.start ?? scene.start));
    const item = element("li", {}, button);
    item.style.flexGrow = String(scene.frames);
    return item;
  }

  #choices() {
    const { films } = this.lesson;
    byId("speed").replaceChildren(
      ...SPEEDS.map((speed) => element("option", { value: speed, selected: speed === 1 }, `${speed}×`)),
    );
    byId("speed").addEventListener("change", (event) => this.setSpeed(Number(event.target.value)));
    for (const [id, key] of [["language", "locale"], ["shape", "shape"]]) {
      byId(id).addEventListener("change", (event) => this.choose({ [key]: event.target.value }));
      byId(id).parentElement.hidden = new Set(films.map((film) => film[key])).size < 2;
    }
  }

  #fillChoices(film) {
    const { films, languages } = this.lesson;
    const option = (value, text, lang) => element("option", { value, lang, selected: value === film.locale || value === film.shape }, text);
    const locales = [...new Set(films.map((one) => one.locale))];
    byId("language").replaceChildren(
      ...locales.map((one) => option(one, languageName(languages[one].lang), languages[one].lang)),
    );
    const shapes = [...new Set(films.map((one) => one.shape))];
    byId("shape").replaceChildren(...shapes.map((one) => option(one, this.words[`shape_${one}`] ?? one, null)));
  }

  #volume(volume) {
    this.player.video.volume = volume;
    this.settings.set("volume", volume);
  }

  #sound() {
    const { volume, muted } = this.player.video;
    const silent = muted || volume === 0;
    byId("volume").value = muted ? 0 : Math.round(100 * volume);
    setIcon(byId("mute"), silent ? "silent" : "sound");
    byId("mute").setAttribute("aria-label", this.words[silent ? "unmute" : "mute"] ?? "");
  }

  #state() {
    const { playing } = this.player;
    setIcon(byId("play"), playing ? "pause" : "play");
    byId("play").setAttribute("aria-label", this.words[playing ? "pause" : "play"] ?? "");
    this.stage.toggleAttribute("data-playing", playing);
    this.#place();
    this.#sound();
  }

  #place() {
    if (!this.timeline) return;
    const { film } = this.timeline;
    const { frame, playing } = this.player;
    this.seek.value = frame;
    if (frame || playing) this.stage.setAttribute("data-begun", "");
    this.done.style.width = `${(100 * (frame + 1)) / film.frames}%`;
    const now = `${clock(this.player.seconds)} / ${clock(film.frames / film.fps)}`;
    if (this.shown !== now) {
      this.shown = now;
      byId("clock").textContent = now;
    }
    const scene = this.timeline.sceneAt(frame);
    if (scene === this.chapter) return;
    this.chapter = scene;
    for (const button of byId("chapters").querySelectorAll("button")) {
      const here = button.getAttribute("data-scene") === scene.name;
      here ? button.setAttribute("aria-current", "true") : button.removeAttribute("aria-current");
      if (here) this.#reveal(button);
    }
    this.#tellPlace();
  }

  // In a narrow window the chapters are a strip that is scrolled.
  #reveal(button) {
    const strip = byId("chapters").firstElementChild;
    strip.scrollLeft = button.offsetLeft - (strip.clientWidth - button.offsetWidth) / 2;
  }

  // What a screen reader says of the bar: not at every frame, which nobody could listen to.
  #tellPlace() {
    if (!this.timeline) return;
    const { film } = this.timeline;
    const now = clock(this.player.seconds);
    const told = { now, all: clock(film.frames / film.fps), chapter: this.titleOf(this.timeline.sceneAt(this.player.frame)) };
    this.seek.setAttribute("aria-valuetext", fill(this.words.place_told, told));
  }
}
