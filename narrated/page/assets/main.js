// Puts the page together from its data.

import { Captions } from "./captions.js";
import { Controls } from "./controls.js";
import { byId, fill } from "./dom.js";
import { explores } from "./explores.js";
import { functions } from "./formulas.js";
import { Keyboard } from "./keyboard.js";
import { LivePanel } from "./live.js";
import { Player } from "./player.js";
import { Quiz } from "./quiz.js";
import { Search } from "./search.js";
import { Settings, readAddress, writeAddress } from "./settings.js";
import { takeStills } from "./storyboard.js";
import { Timeline, sameThought } from "./timeline.js";
import { Transcript } from "./transcript.js";

const lesson = JSON.parse(byId("lesson").textContent);
const lives = explores(lesson.explore);
for (const one of lesson.films) one.poster = lesson.posters[one.key];
const settings = new Settings();
const player = new Player(byId("video"));
const timelines = new Map(lesson.films.map((film) => [film.key, new Timeline(film)]));
const controls = new Controls({ player, lesson, settings, choose });
const captions = new Captions({ player, lesson, settings });
const transcript = new Transcript({ player, lesson, settings });
const search = new Search({ transcript });
const keyboard = new Keyboard({ player, controls, captions, settings });
const live = new LivePanel({ player, functions });
let quiz = null;
let film = null;
let heard = null; // the line whose address was kept last
let asked = null; // the question that sent to the film, by its id
const stills = new Map();

// The film of a language and a shape, or the nearest to it that there is.
function nearest({ locale, shape }) {
  const like = (one) => 2 * (one.locale === locale) + (one.shape === shape);
  return lesson.films.reduce((best, one) => (like(one) > like(best) ? one : best));
}

function choose({ locale = film.locale, shape = film.shape }) {
  const wanted = nearest({ locale, shape });
  const frame = sameThought(timelines.get(film.key), timelines.get(wanted.key), player.frame);
  return open(wanted, frame);
}

async function open(wanted, frame) {
  const spoken = film?.locale;
  film = wanted;
  settings.set("locale", film.locale);
  settings.set("shape", film.shape);
  byId("picture").style.setProperty("--shape", `${film.width} / ${film.height}`);
  byId("picture").style.setProperty("--ratio", film.width / film.height);
  document.body.setAttribute("data-shape", film.shape);
  const opened = player.open(film, frame);
  const words = lesson.words[film.locale];
  if (spoken !== film.locale) say(words);
  const timeline = timelines.get(film.key);
  const explore = lives[film.key] ?? null;
  controls.show(timeline, words, explore?.parts ?? []);
  captions.show(film, words);
  transcript.show(timeline, words);
  search.show(words);
  live.show(film, explore, words, lesson.languages[film.locale].lang);
  ask(timeline, words);
  await opened;
}

// The page in a language: everything that is the same whatever the film shows.
function say(words) {
  const language = lesson.languages[film.locale];
  document.documentElement.lang = words.lang;
  document.title = language.title;
  for (const id of ["title", "subtitle"]) {
    byId(id).textContent = language[id];
    byId(id).lang = language.lang;
  }
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = words[node.dataset.word];
  for (const node of document.querySelectorAll("[data-label]")) {
    node.setAttribute("aria-label", words[node.dataset.label]);
    if (node.matches("button")) node.title = words[node.dataset.label];
  }
  byId("trouble").textContent = words.trouble;
  keyboard.show(words);
}

function ask(timeline, words) {
  quiz?.destroy();
  quiz = null;
  byId("quiz-root").replaceChildren();
  const data = lesson.quiz[timeline.film.key];
  byId("quiz").hidden = !data;
  document.querySelector("a[href='#quiz']").hidden = !data;
  if (data) quiz = new Quiz({ root: byId("quiz-root"), data, words, seek, explorer: live.explorer });
  tellAsked(asked);
}

// The question that sent to the film stands beneath the picture, or with what is tried there, until it is gone back to.
function tellAsked(id) {
  const told = id === null ? null : (quiz?.asking(id) ?? null);
  asked = told && id;
  byId("asked").hidden = !told;
  byId("asked-text").replaceChildren(...(told?.prompt ?? []));
  byId("asked-back").textContent = told?.label ?? "";
  byId("asked-check").textContent = told?.check ?? "";
  byId("asked-check").hidden = !told?.check;
}

// Go to a place of the lesson, and play from there; with a `part`, to where that is live, and rest.
function seek(place, question) {
  const part = lives[film.key]?.parts.find((one) => one.name === place.part && one.scene === place.scene);
  const frame = part ? part.rest : timelines.get(film.key).frameOf(place);
  if (frame === undefined) return;
  if (part) byId("live-controls").before(byId("asked"));
  else byId("caption").after(byId("asked"));
  tellAsked(question);
  byId("stage").scrollIntoView({ block: part ? "start" : "nearest" });
  if (part) return live.tryOut(part, () => quiz.give(question));
  player.seek(frame);
  player.play();
  byId("stage").focus({ preventScroll: true });
}

function keepAddress() {
  const timeline = timelines.get(film.key);
  const line = timeline.lineAt(player.frame);
  const cue = line && timeline.cueAt(line, player.frame);
  writeAddress(film.locale, film.shape, timeline.sceneAt(player.frame).name, line?.id, cue);
}

function begin() {
  const place = readAddress();
  const locales = lesson.films.map((one) => one.locale);
  const known = locales.find((one) => navigator.languages.some((own) => own.split("-")[0] === one.split(/[-_]/)[0]));
  const usual = innerWidth < innerHeight && innerWidth < 640 ? "tall" : "wide";
  const wanted = nearest({
    locale: place.locale || settings.get("locale", known ?? locales[0], locales),
    shape: place.shape || settings.get("shape", usual),
  });
  const frame = place.scene ? (timelines.get(wanted.key).frameOf(place) ?? 0) : 0;
  open(wanted, frame);
}

function setTheme() {
  document.documentElement.toggleAttribute("data-dark", isDark());
  byId("theme").setAttribute("aria-pressed", String(isDark()));
}

function isDark() {
  const chosen = settings.get("theme", "", ["dark", "light"]);
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

async function print() {
  const { key } = film;
  const words = lesson.words[film.locale];
  if (!stills.has(key)) {
    const told = (done, all) => (byId("status").textContent = fill(words.printing, { done, all }));
    byId("print").disabled = true;
    try {
      stills.set(key, await takeStills(film, told));
    } finally {
      byId("print").disabled = false;
      byId("status").textContent = "";
    }
  }
  if (film.key !== key) return;
  transcript.setStills(stills.get(key));
  await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
  globalThis.print();
}

byId("theme").addEventListener("click", () => {
  settings.set("theme", isDark() ? "light" : "dark");
  setTheme();
});
byId("print").addEventListener("click", print);
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "p" && film) {
    event.preventDefault();
    print();
  }
});
for (const [button, what] of [["asked-back", "back"], ["asked-check", "judge"]]) {
  byId(button).addEventListener("click", () => {
    const id = asked;
    tellAsked(null);
    quiz[what](id);
  });
}
// In a narrow window what is tried stands right beneath its picture.
function setNarrow() {
  if (narrow.matches) byId("stage").append(byId("live"));
  else byId("stage").after(byId("live"));
}
const narrow = matchMedia("(max-width: 61.99rem), (max-aspect-ratio: 1 / 1)");
narrow.addEventListener("change", setNarrow);
setNarrow();
for (const link of document.querySelectorAll("a.skip")) {
  link.addEventListener("click", (event) => {
    event.preventDefault(); // the address keeps the place in the film
    document.querySelector(link.getAttribute("href")).focus();
  });
}
player.addEventListener("rest", keepAddress);
// While it plays, line by line: an address that is copied leads to what was heard last.
player.addEventListener("frame", () => {
  const line = player.playing ? timelines.get(film.key).lineAt(player.frame) : null;
  if (line && line !== heard) keepAddress();
  heard = line ?? heard;
});
player.addEventListener("trouble", () => (byId("trouble").hidden = false));
globalThis.addEventListener("hashchange", () => {
  const place = readAddress();
  const wanted = nearest(place);
  const frame = timelines.get(wanted.key).frameOf(place) ?? 0;
  if (film && wanted !== film) open(wanted, frame);
  else player.seek(frame);
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", setTheme);
setTheme();
begin();
