// Finds words in the transcript: how often they stand there, and one place after the other.

import { byId, fill } from "./dom.js";

export class Search {
  constructor({ transcript }) {
    Object.assign(this, { transcript, hits: [], at: -1, words: {} });
    this.field = byId("query");
    this.field.addEventListener("input", () => this.find());
    byId("search").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#step(1);
    });
    byId("hit-before").addEventListener("click", () => this.#step(-1));
    this.field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.shiftKey) {
        event.preventDefault();
        this.#step(-1);
      } else if (event.key === "Escape" && this.field.value) {
        event.preventDefault();
        this.field.value = "";
        this.find();
      }
    });
    transcript.dispatch = () => this.find();
  }

  show(words) {
    this.words = words;
    this.field.placeholder = words.search;
    this.find();
  }

  find() {
    const wanted = plain(this.field.value.trim());
    for (const [, item] of this.hits) item.removeAttribute("data-hit");
    this.hits = wanted ? this.transcript.texts.flatMap(([node, item]) => found(node, wanted).map((range) => [range, item])) : [];
    this.at = this.hits.length ? 0 : -1;
    this.#paint(Boolean(wanted));
  }

  #step(by) {
    if (!this.hits.length) return;
    this.at = (this.at + by + this.hits.length) % this.hits.length;
    this.#paint(true);
  }

  #paint(asked) {
    const { hits, at, words } = this;
    for (const [, item] of hits) item.setAttribute("data-hit", "");
    const told = hits.length ? fill(words.hits ?? "", { now: at + 1, all: hits.length }) : (words.hits_none ?? "");
    byId("hits").textContent = asked ? told : "";
    byId("hit-before").disabled = byId("hit-next").disabled = !hits.length;
    if (globalThis.CSS?.highlights) {
      CSS.highlights.set("hit", new Highlight(...hits.map(([range]) => range)));
      CSS.highlights.set("hit-now", new Highlight(...(hits.length ? [hits[at][0]] : [])));
      CSS.highlights.get("hit-now").priority = 1;
    }
    if (!hits.length) return;
    const box = byId("lines");
    const line = hits[at][1].getBoundingClientRect();
    this.transcript.scrolled = performance.now();
    if (box.scrollHeight > box.clientHeight) {
      const frame = box.getBoundingClientRect();
      if (line.top < frame.top || line.bottom > frame.bottom) box.scrollTop += line.top - frame.top - frame.height * 0.3;
    } else {
      hits[at][1].scrollIntoView({ block: "nearest" });
    }
  }
}

// Small letters and narrow forms, sign for sign: places in it are places in the text.
function plain(text) {
  return [...text].map((sign) => one(sign)).join("");
}

function one(sign) {
  const small = sign.normalize("NFKC").toLocaleLowerCase();
  return small.length === sign.length ? small : sign;
}

function found(node, wanted) {
  const text = plain(node.data);
  const ranges = [];
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + wanted.length);
    ranges.push(range);
  }
  return ranges;
}
