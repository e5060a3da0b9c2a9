// Keys as in large players of the web. Single letters can be switched off (WCAG 2.1.4); none is taken from a
// field that is typed in, nor from a button or a slider that has the focus.

import { byId, element } from "./dom.js";

const LIST = [
  ["Space / k", "key_play"],
  ["j / l", "key_ten"],
  ["← / →", "key_five"],
  ["↑ / ↓", "key_volume"],
  ["m", "key_mute"],
  ["c", "key_captions"],
  ["< / >", "key_speed"],
  [", / .", "key_frame"],
  ["0 – 9", "key_share"],
  ["Home / End", "key_ends"],
  ["f", "key_full"],
  ["i", "key_window"],
  ["/", "key_search"],
  ["?", "key_help"],
];

export class Keyboard {
  constructor({ player, controls, captions, settings }) {
    Object.assign(this, { player, controls, captions, settings, stage: byId("stage") });
    this.help = byId("help");
    byId("keys").addEventListener("click", () => this.help.showModal());
    const letters = byId("letters");
    letters.checked = settings.get("letters", true);
    letters.addEventListener("change", () => settings.set("letters", letters.checked));
    this.letters = letters;
    document.addEventListener("keydown", (event) => this.#pressed(event));
    byId("seek").addEventListener("keydown", (event) => this.#onBar(event));
  }

  show(words) {
    byId("help-list").replaceChildren(
      ...LIST.flatMap(([keys, word]) => [element("dt", {}, element("kbd", {}, keys)), element("dd", {}, words[word])]),
    );
  }

  #pressed(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || this.help.open) return;
    const { target } = event;
    if (target.closest?.("input:not([type=range], [type=checkbox]), textarea, select, [contenteditable], dialog")) return;
    const inside = target === document.body || this.stage.contains(target);
    const slider = target.closest?.("input[type=range], [role=slider]") && target.id !== "seek";
    const pressable = target.closest?.("button, a, summary, label, input:not(#seek), [role=button], [role=slider]");
    const done = this.#do(event.key, { inside, free: !slider, pressable });
    if (done) event.preventDefault();
  }

  #do(key, { inside, free, pressable }) {
    const { player, controls } = this;
    const { film } = player;
    if (!film) return false;
    const stage = inside && free;
    switch (key) {
      case " ":
        return !pressable && this.#call(() => player.toggle());
      case "ArrowLeft":
        return free && this.#call(() => player.skip(-5));
      case "ArrowRight":
        return free && this.#call(() => player.skip(5));
      case "ArrowUp":
        return stage && document.activeElement !== document.body && this.#call(() => controls.louder(0.05));
      case "ArrowDown":
        return stage && document.activeElement !== document.body && this.#call(() => controls.louder(-0.05));
      case "Home":
        return stage && document.activeElement !== document.body && this.#call(() => player.seek(0));
      case "End":
        return stage && document.activeElement !== document.body && this.#call(() => player.seek(film.frames - 1));
    }
    return this.letters.checked && this.#letter(key);
  }

  #letter(key) {
    const { player, controls } = this;
    if (/^[0-9]$/.test(key)) return this.#call(() => player.seek((Number(key) / 10) * player.film.frames));
    const actions = {
      k: () => player.toggle(),
      j: () => player.skip(-10),
      l: () => player.skip(10),
      m: () => controls.mute(),
      c: () => this.captions.toggle(),
      f: () => controls.full(),
      i: () => controls.window(),
      "<": () => controls.faster(-1),
      ">": () => controls.faster(1),
      ",": () => player.playing || player.seek(player.frame - 1),
      ".": () => player.playing || player.seek(player.frame + 1),
      "/": () => byId("query").focus(),
      "?": () => this.help.showModal(),
    };
    const action = actions[key] ?? actions[key.toLowerCase()];
    return Boolean(action) && this.#call(action);
  }

  // A step of one frame would be too small for the keys of a slider.
  #onBar(event) {
    const { player } = this;
    const actions = {
      ArrowLeft: () => player.skip(-5),
      ArrowDown: () => player.skip(-5),
      ArrowRight: () => player.skip(5),
      ArrowUp: () => player.skip(5),
      PageDown: () => player.skip(-30),
      PageUp: () => player.skip(30),
    };
    if (!player.film || event.ctrlKey || event.metaKey || event.altKey || !actions[event.key]) return;
    actions[event.key]();
    event.preventDefault();
  }

  #call(action) {
    action();
    return true;
  }
}
