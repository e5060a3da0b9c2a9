// Plays a film, and always knows which frame is shown.
//
// Events: "frame" (another frame is shown), "state" (plays or rests), "rest" (the picture stands still, and
// `frame` is just what is seen), "film" (another film), "trouble" (the film cannot be played).

import { addressOf } from "./films.js";

const SOON = 300; // milliseconds in which a browser tells of a new frame

export class Player extends EventTarget {
  constructor(video) {
    super();
    this.video = video;
    this.film = null;
    this.ready = false; // whether the video holds this film
    this.frame = 0;
    this.playing = false;
    this.beforePlay = async () => {};
    this.told = 0;
    this.wanted = null;
    video.addEventListener("seeked", () => this.#seeked());
    video.addEventListener("timeupdate", () => this.#coarse());
    video.addEventListener("ended", () => this.#stopped());
    // Told a moment later, when it may have been played or paused again.
    video.addEventListener("pause", () => video.seeking || video.ended || !video.paused || this.#stopped());
    video.addEventListener("play", () => this.#began());
    video.addEventListener("error", () => video.getAttribute("src") && this.#tell("trouble"));
    this.#watch();
  }

  get seconds() {
    return this.film ? this.frame / this.film.fps : 0;
  }

  // Show a film from a frame on; it plays on where one was playing.
  async open(film, frame = 0) {
    Object.assign(this, { film, frame, ready: false, wanted: null });
    this.video.pause();
    this.#tell("film");
    this.#tell("frame");
    const address = await addressOf(film);
    if (this.film !== film) return;
    const { playbackRate } = this.video;
    this.video.poster = film.poster;
    this.video.src = address;
    this.video.playbackRate = playbackRate;
    await new Promise((resolve) => this.video.addEventListener("loadeddata", resolve, { once: true }));
    if (this.film !== film) return;
    this.ready = true;
    if (this.frame || this.playing) this.#goTo(this.frame); // before it begins, the poster is shown
    else this.#rest();
    if (this.playing) await this.#play();
  }

  async play() {
    if (this.playing) return;
    this.playing = true;
    this.#tell("state");
    await this.beforePlay();
    if (this.playing && this.ready) await this.#play();
  }

  pause() {
    if (!this.playing) return;
    this.playing = false;
    this.video.pause();
    this.#tell("state");
  }

  toggle() {
    return this.playing ? this.pause() : this.play();
  }

  // Go to a frame; of many that are asked for while one is looked up, the last counts.
  seek(frame) {
    if (!this.film) return;
    this.frame = Math.min(Math.max(Math.round(frame), 0), this.film.frames - 1);
    if (this.video.seeking && this.wanted !== null) this.wanted = this.frame;
    else if (this.ready) this.#goTo(this.frame);
    this.#tell("frame");
  }

  skip(seconds) {
    if (this.film) this.seek(this.frame + seconds * this.film.fps);
  }

  async #play() {
    if (this.frame >= this.film.frames - 1) this.seek(0);
    try {
      await this.video.play();
    } catch (error) {
      if (error.name === "AbortError") return; // another film was opened, or it was paused at once
      this.playing = false;
      this.#tell("state");
    }
  }

  #goTo(frame) {
    this.wanted = frame;
    this.video.currentTime = (frame + 0.5) / this.film.fps; // the middle of a frame is in no other, however rounded
  }

  #seeked() {
    if (!this.ready) return;
    if (this.wanted !== null && this.wanted !== Math.floor(this.video.currentTime * this.film.fps + 1e-3)) {
      this.#goTo(this.wanted);
      return;
    }
    this.wanted = null;
    if (!this.playing) this.#rest();
  }

  // A browser's own keys, a headset or the little window may play and pause it, too.
  #began() {
    if (this.playing || this.video.paused) return;
    this.video.pause();
    this.play();
  }

  #stopped() {
    if (!this.ready) return;
    const told = this.playing;
    this.playing = false;
    if (told) this.#tell("state");
    if (this.video.ended) this.#show(this.film.frames - 1);
    this.#rest();
  }

  // Once the last frame was told: the video's own time may be one ahead of it.
  #rest() {
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        if (this.ready && !this.playing && !this.video.seeking) this.#tell("rest");
      }),
    );
  }

  #watch() {
    if (!this.video.requestVideoFrameCallback) return;
    const next = (now, { mediaTime }) => {
      this.told = performance.now();
      if (this.ready && !this.video.seeking) this.#show(Math.round(mediaTime * this.film.fps));
      this.video.requestVideoFrameCallback(next);
    };
    this.video.requestVideoFrameCallback(next);
  }

  // Where nobody tells of frames, as in a window that is not seen.
  #coarse() {
    if (!this.ready || this.video.seeking || this.video.paused || performance.now() - this.told < SOON) return;
    this.#show(Math.floor(this.video.currentTime * this.film.fps + 1e-3));
  }

  #show(frame) {
    if (frame === this.frame || frame >= this.film.frames) return;
    this.frame = frame;
    this.#tell("frame");
  }

  #tell(what) {
    this.dispatchEvent(new Event(what));
  }
}
