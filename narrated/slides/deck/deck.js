/* The deck: one button walks through the beats of a lesson. A beat's clip plays once and rests on its last
   picture. Nothing here asks the network for anything, and nothing needs a server. */
"use strict";

(() => {
  const lesson = JSON.parse(document.getElementById("lesson").textContent);
  const { fps, words } = lesson;
  const beats = new Map(lesson.beats.map((beat, index) => [beat.name, { ...beat, index }]));
  const total = lesson.beats.reduce((sum, beat) => sum + beat.frames, 0);
  const seam = document.querySelector(".seam");
  const said = document.querySelector(".captions");
  const help = document.querySelector(".help");
  const SWIPE = 40; // pixels of the screen
  const RESTS = "rests", PLAYS = "plays", PAUSED = "paused", WAITS = "waits";

  const KEPT = `lectern ${lesson.slug}`;
  let { sound, captions, ...timer } = {
    sound: lesson.sound, captions: false,
    began: 0, before: 0, minutes: Math.max(1, Math.round(total / fps / 60)), ...kept(),
  };
  let view = null;
  let now = { section: null, beat: null, video: null, phase: RESTS };
  let noticed = 0;
  let begun = false;
  let held = false; // a clip that plays on once the black screen has gone
  let typed = "";
  let expires = 0;

  // --- A beat ------------------------------------------------------------------------------------------------

  const videoOf = (section) => section && section.querySelector("video");
  const beatOf = (section) => beats.get(section.id) || null;

  /** Load the clips that one button reaches, and let go of the others: a browser holds only so many. */
  function load(section) {
    const all = [...document.querySelectorAll(".slides section[id]")];
    const here = all.indexOf(section);
    all.forEach((one, index) => {
      const video = videoOf(one);
      if (!video) return;
      const near = index >= here - 1 && index <= here + 2;
      if (near && !video.hasAttribute("src")) {
        video.preload = "auto";
        video.src = video.dataset.clip;
      } else if (!near && video.hasAttribute("src")) {
        video.removeAttribute("src");
        video.load();
      }
    });
  }

  /** Paint what is seen now on a canvas; tell whether there was anything. */
  function paint(canvas) {
    const { video, section } = now;
    const still = section && section.querySelector("img.still");
    let [picture, width, height] = [null, 0, 0];
    if (video && video.readyState >= 2) [picture, width, height] = [video, video.videoWidth, video.videoHeight];
    else if (!video && still && still.complete) [picture, width, height] = [still, still.naturalWidth, still.naturalHeight];
    if (!width) return false;
    if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
    canvas.getContext("2d").drawImage(picture, 0, 0);
    return true;
  }

  function show(section, plays) {
    held = false;
    if (Reveal.isPaused()) Reveal.togglePause(false);
    // The picture that is seen stays until the first of the next clip is there, so that nothing flashes.
    const kept = plays && paint(seam);
    if (now.video) {
      now.video.pause();
      now.video.currentTime = 0; // whoever comes back sees its first picture at once
    }
    now = { section, beat: beatOf(section), video: videoOf(section), phase: RESTS };
    load(section);
    seam.hidden = !kept || !now.video;
    if (!now.video) return;
    now.phase = WAITS;
    now.video.currentTime = 0;
    now.video.muted = !sound;
    if (kept) uncover(now.video);
    if (plays) play();
  }

  function uncover(video) {
    const reveal = (_, frame) => {
      if (video !== now.video) return;
      // The last picture may be seen once more, until the clip has gone back to its first.
      if (frame && frame.mediaTime > video.currentTime + 0.2) video.requestVideoFrameCallback(reveal);
      else seam.hidden = true;
    };
    if (video.requestVideoFrameCallback) video.requestVideoFrameCallback(reveal);
    setTimeout(reveal, 1500); // a clip that cannot be shown must not leave the picture before it standing
  }

  async function play() {
    const { video } = now;
    now.phase = PLAYS;
    startTimer();
    try {
      await video.play();
    } catch (error) {
      if (video !== now.video || error.name === "AbortError") return;
      if (error.name !== "NotAllowedError") return miss(video);
      video.muted = true; // a browser may ask for a key before it lets anything be heard
      say(words.blocked);
      video.play().catch(() => miss(video));
    }
  }

  function miss(video) {
    if (video !== now.video || !video.hasAttribute("src")) return;
    now.section.classList.add("missing"); // its last picture is seen
    now.video = null;
    now.phase = RESTS;
    seam.hidden = true;
    say(`${words.missing} ${video.dataset.clip}`);
  }

  /** Go to the last picture of the clip, which is where the lecturer wants to be. */
  function finish() {
    now.video.pause();
    now.video.currentTime = (now.beat.frames - 0.5) / fps;
    now.phase = RESTS;
  }

  for (const video of document.querySelectorAll(".slides video")) {
    video.addEventListener("ended", () => {
      if (video === now.video) now.phase = RESTS;
    });
    video.addEventListener("error", () => miss(video));
  }

  // --- What the lecturer does --------------------------------------------------------------------------------

  function forward() {
    if (Reveal.isOverview()) return Reveal.toggleOverview(false);
    if (Reveal.isPaused()) return Reveal.togglePause(false);
    if (now.phase === WAITS) return play();
    if (now.phase !== RESTS) return finish();
    return Reveal.next();
  }

  function back() {
    if (Reveal.isPaused()) Reveal.togglePause(false);
    Reveal.prev();
  }

  function replay() {
    if (!now.video) return;
    show(now.section, true);
  }

  function pause() {
    if (Reveal.isPaused()) return Reveal.togglePause(false);
    if (now.phase === PLAYS) {
      now.video.pause();
      now.phase = PAUSED;
    } else if (now.phase === PAUSED || now.phase === WAITS) {
      play();
    }
  }

  function toggleSound() {
    sound = !sound;
    keep();
    if (now.video) now.video.muted = !sound;
    say(sound ? words.sound_on : words.sound_off);
  }

  function toggleCaptions() {
    captions = !captions;
    keep();
    say(captions ? words.captions_on : words.captions_off);
  }

  function scene(step) {
    const { h } = Reveal.getIndices();
    Reveal.slide(Math.max(0, h + step), 0);
  }

  /** Go to a beat by its number, counted through; 0 is the cover. */
  function go(number) {
    const all = [...document.querySelectorAll(".slides section[id]")];
    const { h, v } = Reveal.getIndices(all[Math.min(number, all.length - 1)]);
    Reveal.slide(h, v);
  }

  function fullscreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen().catch(() => say(words.fullscreen_there));
  }

  /** Tell the lecturer something, in whichever window the lecturer looks at. */
  function say(text) {
    const windows = view && !view.closed ? [document, view.document] : [document];
    const places = windows.map((one) => one.querySelector(".notice")).filter(Boolean);
    for (const place of places) {
      place.textContent = text;
      place.classList.add("seen");
    }
    clearTimeout(noticed);
    noticed = setTimeout(() => places.forEach((place) => place.classList.remove("seen")), 2500);
  }

  const does = {
    forward, back, replay, pause, fullscreen,
    sound: toggleSound,
    captions: toggleCaptions,
    speaker: openSpeaker,
    overview: () => Reveal.toggleOverview(),
    black: () => Reveal.togglePause(),
    first: () => go(0),
    last: () => go(beats.size),
    help: () => help.show(),
    timer: toggleTimer,
    reset: resetTimer,
  };
  // Presenter remotes send PageDown and PageUp, some of them arrows, "." and F5.
  const KEYS = {
    ArrowRight: "forward", ArrowDown: "forward", PageDown: "forward", " ": "forward", Enter: "forward", n: "forward",
    ArrowLeft: "back", ArrowUp: "back", PageUp: "back", Backspace: "back", p: "back",
    Home: "first", End: "last", r: "replay", k: "pause", m: "sound", c: "captions", s: "speaker",
    f: "fullscreen", F5: "fullscreen", o: "overview", Escape: "overview", b: "black", ".": "black",
    "?": "help", h: "help",
  };

  function pressed(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const target = event.target;
    const field = target.closest && target.closest("input");
    if (field && !LEAVE.has(event.key)) return;
    if (field) field.blur();
    if (field && (event.key === "Enter" || event.key === "Escape")) return event.preventDefault();
    // A button that has the focus is pressed by these.
    if (target.closest && target.closest("button") && (event.key === " " || event.key === "Enter")) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (key === "Shift") return;
    if (help.open) {
      help.close();
      return event.preventDefault();
    }
    if (/^[0-9]$/.test(key)) {
      if (Date.now() >= expires) typed = "";
      typed = (typed + key).slice(-3);
      expires = Date.now() + 2000;
      say(`${typed} / ${beats.size} · Enter`);
      return event.preventDefault();
    }
    const number = Date.now() < expires ? typed : "";
    typed = "";
    if (number && key === "Enter") go(Number(number));
    else if (event.shiftKey && (key === "ArrowRight" || key === "ArrowLeft")) scene(key === "ArrowRight" ? 1 : -1);
    else if (Reveal.isOverview() && ARROWS[key]) Reveal[ARROWS[key]]();
    else if (KEYS[key]) does[KEYS[key]]();
    else return;
    event.preventDefault();
  }

  // What leaves a field; a remote walks on whatever has the focus.
  const LEAVE = new Set(["Enter", "Escape", "PageDown", "PageUp", "F5"]);
  const ARROWS = { ArrowRight: "right", ArrowLeft: "left", ArrowUp: "up", ArrowDown: "down" };

  // --- The time ----------------------------------------------------------------------------------------------

  function kept() {
    try { // a reload in the middle of a lecture must not forget when it began, nor what is heard
      return JSON.parse(sessionStorage.getItem(KEPT)) || {};
    } catch {
      return {};
    }
  }

  function keep() {
    try {
      sessionStorage.setItem(KEPT, JSON.stringify({ sound, captions, ...timer }));
    } catch {
      // Some browsers keep nothing for a page that is opened as a file.
    }
  }

  function startTimer() {
    if (timer.began || timer.before) return;
    timer.began = Date.now();
    keep();
  }

  function toggleTimer() {
    const at = Date.now();
    timer = timer.began
      ? { ...timer, before: timer.before + at - timer.began, began: 0 }
      : { ...timer, began: at };
    keep();
  }

  function resetTimer() {
    timer = { ...timer, began: 0, before: 0 };
    keep();
  }

  const elapsed = () => timer.before + (timer.began ? Date.now() - timer.began : 0);

  function clock(milliseconds) {
    const seconds = Math.max(0, Math.round(milliseconds / 1000));
    const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
    const end = `${String(minutes).padStart(hours ? 2 : 1, "0")}:${String(seconds % 60).padStart(2, "0")}`;
    return hours ? `${hours}:${end}` : end;
  }

  // --- The speaker's window ----------------------------------------------------------------------------------

  // A window that the page opened before it was loaded again is out of reach for ever: another gets another name.
  const VIEW = `speaker-${lesson.slug}-${Date.now()}`;
  /** A window of this very page: it needs no address, so from file:// nothing keeps the two apart. */
  function openSpeaker() {
    view = window.open("", VIEW, "popup,width=1280,height=800");
    if (!view) return say(words.no_window);
    const { document: page } = view;
    const look = new URL("deck/deck.css", document.baseURI).href;
    page.open();
    page.write(document.getElementById("speaker").innerHTML);
    page.close();
    page.title = `${words.speaker} – ${lesson.title}`;
    page.documentElement.lang = lesson.language;
    page.documentElement.className = lesson.height > lesson.width ? "speaker tall" : "speaker";
    const link = page.createElement("link");
    link.rel = "stylesheet";
    link.href = look;
    page.head.append(link);
    page.addEventListener("keydown", pressed);
    for (const button of page.querySelectorAll("[data-do]")) {
      button.addEventListener("click", ({ detail }) => {
        if (detail) button.blur(); // who clicks it means it once; the next space bar goes forward
        if (help.open) help.close();
        does[button.dataset.do]();
      });
    }
    const minutes = page.querySelector("[data-minutes]");
    minutes.value = timer.minutes;
    minutes.addEventListener("input", () => {
      if (minutes.valueAsNumber > 0) timer.minutes = minutes.valueAsNumber;
      keep();
    });
    const opened = view;
    const draw = () => {
      if (opened.closed || opened !== view) return;
      drawSpeaker(page);
      opened.requestAnimationFrame(draw);
    };
    draw();
    view.focus();
  }

  window.addEventListener("pagehide", () => {
    const lost = view && !view.closed && view.document.querySelector("[data-lost]");
    if (lost) lost.hidden = false;
  });

  function put(page, name, text) {
    const place = page.querySelector(`[data-${name}]`);
    if (place.textContent !== text) place.textContent = text;
    return place;
  }

  function drawSpeaker(page) {
    const { beat, video } = now;
    const next = lesson.beats[beat ? beat.index + 1 : 0];
    paint(page.querySelector("[data-mirror]"));
    const at = video ? video.currentTime : 0;
    const spent = elapsed();
    put(page, "now", beat ? beat.heading : lesson.title);
    put(page, "place", `${beat ? beat.index + 1 : 0} / ${lesson.beats.length}`);
    lines(page, beat ? beat.lines : [], at);
    put(page, "next", next ? next.heading : words.end);
    put(page, "after", next ? next.lines.map((line) => line.text).join("\n") : "");
    const still = page.querySelector("[data-still]");
    const wanted = next ? new URL(`clips/${next.name}-last.jpg`, document.baseURI).href : "";
    if (wanted && still.src !== wanted) still.src = wanted;
    still.hidden = !next;
    put(page, "clock", new Date().toLocaleTimeString(lesson.language, { hour: "2-digit", minute: "2-digit" }));
    put(page, "elapsed", clock(spent));
    const left = timer.minutes * 60000 - spent;
    put(page, "left", left < 0 ? `−${clock(-left)}` : clock(left)).classList.toggle("late", left < 0);
    const done = ((beat ? beat.start : 0) + at * fps) / total;
    const behind = spent - done * timer.minutes * 60000;
    const pace = put(page, "pace", spent ? `${clock(Math.abs(behind))} ${behind > 0 ? words.behind : words.ahead}` : "–");
    pace.classList.toggle("late", spent > 0 && behind > 60000);
    put(page, "clip", beat ? clock(1000 * Math.max(0, beat.frames / fps - at)) : "–");
    put(page, "state", now.phase === RESTS ? words.rests : now.phase === PLAYS ? words.plays : words.waits);
    page.querySelector("[data-share]").style.width = beat ? `${(100 * at * fps) / beat.frames}%` : "0";
    page.querySelector('[data-do="sound"]').setAttribute("aria-pressed", sound);
    page.querySelector('[data-do="captions"]').setAttribute("aria-pressed", captions);
    page.querySelector('[data-do="black"]').setAttribute("aria-pressed", Reveal.isPaused());
    page.querySelector('[data-do="timer"]').setAttribute("aria-pressed", Boolean(timer.began));
  }

  /** The lines of a beat, the one that belongs to the picture marked. */
  function lines(page, those, at) {
    const place = page.querySelector("[data-lines]");
    const key = those.map((line) => line.text).join("\n");
    if (place.dataset.key !== key) {
      place.dataset.key = key;
      place.replaceChildren(
        ...those.map((line) => Object.assign(page.createElement("p"), { textContent: line.text })),
      );
    }
    those.forEach((line, index) => {
      const marked = those.length > 1 && at * fps >= line.start && at * fps < line.end;
      place.children[index].classList.toggle("told", marked);
    });
  }

  // --- Captions ----------------------------------------------------------------------------------------------

  function caption() {
    const { beat, video } = now;
    const at = video ? video.currentTime * fps : 0;
    const line = captions && beat && beat.lines.find((one) => at >= one.start && at < one.end);
    const text = line ? line.text : "";
    if (said.textContent !== text) said.textContent = text;
    said.hidden = !text;
    requestAnimationFrame(caption);
  }

  // --- Begin -------------------------------------------------------------------------------------------------

  Reveal.on("slidechanged", ({ currentSlide }) => show(currentSlide, begun && !Reveal.isOverview()));
  Reveal.on("ready", ({ currentSlide }) => {
    show(currentSlide, false);
    begun = true;
    if (!now.beat) say(words.hint);
  });
  Reveal.on("paused", () => {
    held = now.phase === PLAYS;
    if (!held) return;
    now.video.pause();
    now.phase = PAUSED;
  });
  Reveal.on("resumed", () => {
    if (held && now.phase === PAUSED) play();
  });
  Reveal.on("overviewshown", () => {
    if (now.phase === PLAYS || now.phase === PAUSED) finish();
  });
  Reveal.on("overviewhidden", ({ currentSlide }) => {
    if (currentSlide !== now.section) show(currentSlide, false);
  });
  document.addEventListener("keydown", pressed);
  // Who clicks a beat among all of them chooses it, and a click on the black screen ends it: reveal.js does both
  // before this is heard below.
  let taken = false;
  document.addEventListener("click", () => (taken = Reveal.isOverview() || Reveal.isPaused()), true);
  document.addEventListener("click", ({ target }) => {
    if (help.open) help.close();
    else if (!taken && !target.closest(".progress")) forward();
  });
  let touched = null;
  document.addEventListener("touchstart", ({ touches }) => (touched = touches.length === 1 ? touches[0] : null));
  document.addEventListener("touchend", ({ changedTouches: [left] }) => {
    if (!touched) return;
    const [across, down] = [left.clientX - touched.clientX, left.clientY - touched.clientY];
    const further = Math.abs(across) > Math.abs(down) ? across : down;
    touched = null;
    if (Math.abs(further) < SWIPE) return; // a tap, which is a click
    if (Reveal.isOverview()) Reveal[further === across ? (across < 0 ? "right" : "left") : down < 0 ? "down" : "up"]();
    else if (further < 0) forward();
    else back();
  });
  Reveal.initialize({
    width: lesson.width, height: lesson.height, margin: 0, minScale: 0.05, maxScale: 8, center: false,
    controls: false, progress: true, hash: true, keyboard: false, navigationMode: "linear",
    transition: "none", backgroundTransition: "none", autoPlayMedia: false, viewDistance: 2,
    touch: false, scrollActivationWidth: null, hideInactiveCursor: true, hideCursorTime: 2000, help: false,
  });
  requestAnimationFrame(caption);
  // reveal.js rounds the scale to hundredths, which cuts an edge of the picture off, or leaves a rim of black.
  const fit = () => {
    const scale = Math.min(innerWidth / lesson.width, innerHeight / lesson.height);
    document.documentElement.style.setProperty("--fit", scale);
  };
  addEventListener("resize", fit);
  fit();
})();
