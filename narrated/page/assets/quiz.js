// Questions on the film, one at a time or all. A wrong answer is a misconception: it leads to the second of
// the film that refutes it. What was answered first stays on this device.

import { clock, element, fill } from "./dom.js";

const MATHML = "http://www.w3.org/1998/Math/MathML";
const VERSION = 1;
const SLACK = 1e-9; // of a slider's value, which was added up in steps
const remembered = new Map(); // for a page that may keep nothing, until it is closed

export class Quiz {
  // root: element that becomes the quiz. data: what `Quiz.as_json` wrote. words: texts of the page.
  // seek({scene, line, cue}, id): goes to a moment of the film; with `part`, to try what is live there. `id` is the
  // question that sends there: `asking` tells of it, and `back` leads to it.
  // explorer: has `get(part, handle)` and "change" events; null: questions on live pictures are left out.
  constructor({ root, data, words, seek, explorer = null }) {
    Object.assign(this, { root, data, words, seek, explorer });
    this.questions = data.questions.filter((question) => question.kind !== "explore" || explorer);
    this.key = `quiz:${data.lesson}`;
    this.#read();
    this.changed = (event) => this.cards.forEach((card) => card.follow(event.detail ?? event));
    explorer?.addEventListener("change", this.changed);
    this.#build();
    this.#show(this.at);
  }

  destroy() {
    this.explorer?.removeEventListener("change", this.changed);
    this.root.replaceChildren();
  }

  // -- what was answered -----------------------------------------------------------------------------------

  // Of a question: the answer that was given first, and whether the right one was found.
  result(question) {
    return this.results[question.id] ?? null;
  }

  answered(question, answer) {
    const before = this.result(question);
    this.results[question.id] = { first: before?.first ?? answer.id, solved: Boolean(before?.solved) || answer.right };
    this.#keep();
    this.#tell();
  }

  firstRight(question) {
    const first = this.result(question)?.first;
    return question.answers.some((answer) => answer.right && answer.id === first);
  }

  #read() {
    this.keeps = true;
    let found = remembered.get(this.key);
    try {
      found ??= JSON.parse(localStorage.getItem(this.key));
    } catch {
      this.keeps = false;
    }
    this.results = {};
    const known = found?.version === VERSION && found.results ? found.results : {};
    for (const question of this.questions) {
      const before = Object.hasOwn(known, question.id) ? known[question.id] : null;
      if (question.answers.some((answer) => answer.id === before?.first)) {
        this.results[question.id] = { first: before.first, solved: before.solved === true };
      }
    }
    this.all = found?.all === true;
    const at = Number.isInteger(found?.at) ? found.at : 0;
    this.at = Math.min(Math.max(at, 0), this.questions.length);
  }

  #keep() {
    const kept = { version: VERSION, results: this.results, at: this.at, all: this.all };
    remembered.set(this.key, kept);
    try {
      localStorage.setItem(this.key, JSON.stringify(kept));
    } catch {
      this.keeps = false;
    }
  }

  clear() {
    remembered.delete(this.key);
    try {
      localStorage.removeItem(this.key);
    } catch {
      this.keeps = false;
    }
    this.results = {};
    this.all = false;
    this.#build();
    this.#show(0, true);
  }

  // -- what is seen ----------------------------------------------------------------------------------------

  #build() {
    const { words } = this;
    this.root.lang = this.data.language;
    this.cards = this.questions.map((question, place) => new Card(this, question, place));
    this.steps = this.questions.map((question, place) =>
      pressed(element("button", { type: "button", class: "quiz-step" }, String(place + 1)), () => this.#show(place, true)),
    );
    this.resultStep = pressed(
      element("button", { type: "button", class: "quiz-step quiz-step-result" }, words.quiz_result),
      () => this.#show(this.questions.length, true),
    );
    const steps = element("ol", { class: "quiz-steps" }, ...this.steps.map((step) => element("li", {}, step)));
    steps.append(element("li", {}, this.resultStep));
    this.nav = element("nav", { "aria-label": words.quiz_steps }, steps);
    this.progress = element("p", { class: "quiz-progress", role: "status" });
    this.toggle = pressed(element("button", { type: "button", class: "quiz-button quiz-toggle" }), () => {
      this.all = !this.all;
      this.#show(this.at);
      this.#keep();
      this.toggle.focus();
    });
    this.end = element("section", { class: "quiz-end", "aria-label": words.quiz_result, tabindex: "-1" });
    const head = element("div", { class: "quiz-head" }, this.progress, this.toggle);
    const cards = this.cards.map((card) => card.node);
    this.root.replaceChildren(element("div", { class: "quiz-body" }, head, this.nav, ...cards, this.end));
    this.#tell();
  }

  // Show a question, or what came out behind the last; `focus`: somebody asked for it.
  #show(place, focus = false) {
    this.at = place;
    this.cards.forEach((card, each) => (card.node.hidden = !this.all && each !== place));
    this.end.hidden = !this.all && place < this.questions.length;
    this.nav.hidden = this.all;
    this.toggle.textContent = this.all ? this.words.quiz_one : this.words.quiz_all;
    this.#tell();
    if (!focus) return;
    this.#keep();
    (place < this.questions.length ? this.cards[place].node : this.end).focus();
  }

  next(question) {
    this.#show(this.questions.indexOf(question) + 1, true);
  }

  back(id) {
    this.#show(this.questions.findIndex((question) => question.id === id), true);
  }

  // What is live in the picture was gone to for a question: the rest of it is as the question says.
  give(id) {
    this.cards.find(({ question }) => question.id === id)?.give();
  }

  // Judge what was moved, without looking for the question first.
  judge(id) {
    this.back(id);
    this.cards.find(({ question }) => question.id === id).judge();
  }

  // What a question asks, and the label of a button that leads back to it; null where it is not asked here.
  asking(id) {
    const place = this.questions.findIndex((question) => question.id === id);
    if (place < 0) return null;
    const { prompt, kind } = this.questions[place];
    const check = kind === "explore" && !this.result(this.questions[place])?.solved ? this.words.quiz_check : "";
    return { prompt: nodes(prompt), label: fill(this.words.quiz_back, { now: place + 1 }), check };
  }

  #tell() {
    const { words, questions } = this;
    const answered = questions.filter((question) => this.result(question));
    const right = questions.filter((question) => this.firstRight(question));
    const now = Math.min(this.at + 1, questions.length);
    const count = { now, all: questions.length, right: right.length, answered: answered.length };
    const place = this.all || this.at >= questions.length ? words.quiz_count : words.quiz_progress;
    const told = answered.length ? `${fill(place, count)} ${fill(words.quiz_score, count)}` : fill(place, count);
    if (this.progress.textContent !== told) this.progress.textContent = told;
    questions.forEach((question, each) => {
      const state = !this.result(question) ? "open" : this.firstRight(question) ? "right" : "wrong";
      this.steps[each].dataset.state = state;
      this.steps[each].setAttribute("aria-label", fill(words[`quiz_step_${state}`], { now: each + 1 }));
      mark(this.steps[each], each === this.at);
    });
    mark(this.resultStep, this.at >= questions.length);
    this.#tellEnd(count);
  }

  #tellEnd(count) {
    const { words, questions } = this;
    const again = questions.filter((question) => this.result(question) && !this.firstRight(question));
    const open = count.all - count.answered;
    const parts = [element("p", { class: "quiz-total" }, fill(words.quiz_total, count))];
    if (open) parts.push(element("p", {}, fill(words.quiz_open, { count: open })));
    if (!open && !again.length) parts.push(element("p", {}, words.quiz_perfect));
    if (again.length) {
      const items = again.map((question) => this.#again(question));
      parts.push(element("p", { class: "quiz-again-title" }, words.quiz_again_title), element("ul", {}, ...items));
    }
    parts.push(element("p", { class: "quiz-note" }, this.keeps ? words.quiz_kept : words.quiz_unkept));
    const clear = pressed(element("button", { type: "button", class: "quiz-button" }, words.quiz_clear), () => this.clear());
    clear.disabled = !count.answered;
    this.end.replaceChildren(...parts, clear);
  }

  // What to see again: the misconception, and where the film refutes it.
  #again(question) {
    const place = this.questions.indexOf(question);
    const answer = question.answers.find((each) => each.id === this.result(question).first);
    const back = pressed(
      element("button", { type: "button", class: "quiz-button" }, fill(this.words.quiz_back, { now: place + 1 })),
      () => this.#show(place, true),
    );
    const name = element("span", { class: "quiz-name" }, ...nodes(answer.name ?? question.prompt));
    return element("li", {}, name, " ", this.seeButton(answer, question), " ", back);
  }

  // A button that goes to the moment of the film which an answer points to.
  seeButton(answer, question) {
    const { scene, line, cue, seconds } = answer.see;
    const label = fill(this.words.quiz_see, { time: clock(seconds) });
    return pressed(element("button", { type: "button", class: "quiz-button quiz-see" }, label), () =>
      this.seek({ scene, line, cue }, question.id),
    );
  }
}

// A question: what is asked, the field for the answer, and what is said to it.
class Card {
  constructor(quiz, question, place) {
    Object.assign(this, { quiz, question });
    const { words } = quiz;
    const id = `quiz-question-${question.id}`;
    this.error = element("p", { class: "quiz-error", id: `${id}-error`, role: "alert" });
    this.check = element("button", { type: "submit", class: "quiz-button quiz-check" }, words.quiz_check);
    const number = element("span", { class: "quiz-number" }, `${place + 1}. `);
    const legend = element("legend", {}, number, ...nodes(question.prompt));
    this.fields = element("fieldset", {}, legend, ...this.#fields(id));
    const form = element("form", { novalidate: true, autocomplete: "off" }, this.fields, this.error, this.check);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#judge();
    });
    this.feedback = element("div", { class: "quiz-feedback", tabindex: "-1", hidden: true });
    this.node = element("article", { class: "quiz-card", id, tabindex: "-1" }, form, this.feedback);
    if (quiz.result(question)?.solved) this.#solved(question.answers.find((answer) => answer.right));
  }

  #fields(id) {
    const { question, quiz } = this;
    const { words } = quiz;
    if (question.kind === "choice") {
      this.inputs = question.answers.map((answer) => element("input", { type: "radio", name: id, value: answer.id }));
      this.inputs.forEach((input) => input.addEventListener("change", () => this.#hide()));
      return this.inputs.map((input, each) =>
        element("label", { class: "quiz-option" }, input, element("span", {}, ...nodes(question.answers[each].text))),
      );
    }
    if (question.kind === "number") {
      const input = element("input", { type: "text", inputmode: "decimal", class: "quiz-field", size: "8" });
      input.setAttribute("aria-describedby", `${id}-error`);
      input.addEventListener("input", () => this.#hide());
      this.inputs = [input];
      const told = element("span", {}, words.quiz_number);
      return [element("label", { class: "quiz-entry" }, told, " ", input, " ", ...nodes(question.unit))];
    }
    const go = pressed(element("button", { type: "button", class: "quiz-button quiz-go" }), () => {
      const { scene, line, cue } = question.start;
      quiz.seek({ scene, line, cue, part: question.part }, question.id);
    });
    go.textContent = fill(words.quiz_go, { time: clock(question.start.seconds) });
    this.inputs = [go];
    this.now = element("output", { class: "quiz-now" });
    return [element("p", { class: "quiz-entry" }, go, " ", this.now)];
  }

  // Something was moved in the picture.
  follow({ part, handle, value }) {
    if (!this.now || part !== this.question.part) return;
    this.now.textContent = fill(this.quiz.words.quiz_now, { told: this.quiz.explorer.told(part) });
    if (handle !== this.question.handle) return;
    this.moved = value;
    if (!this.fields.disabled) this.#hide();
  }

  // Set what else the question takes for given; whether it was otherwise.
  give() {
    const { question: { part, given }, quiz: { explorer } } = this;
    const others = Object.entries(given ?? {}).filter(([handle, value]) => explorer.get(part, handle) !== value);
    others.forEach(([handle, value]) => explorer.set(part, handle, value));
    return others.length > 0;
  }

  judge() {
    this.node.querySelector("form").requestSubmit();
  }

  #written(value) {
    const rounded = String(Number(value.toFixed(3))).replace("-", "\u2212");
    return rounded.replace(".", this.quiz.data.decimal);
  }

  // The answer that is given, or a text that says what is missing.
  #given() {
    const { question, quiz } = this;
    const { words } = quiz;
    if (question.kind === "choice") {
      const chosen = this.inputs.find((input) => input.checked);
      return chosen ? question.answers.find((answer) => answer.id === chosen.value) : words.quiz_none;
    }
    if (question.kind === "number") {
      const value = numberOf(this.inputs[0].value, quiz.data.decimal);
      if (value === null) return fill(words.quiz_no_number, { example: `2${quiz.data.decimal}5` });
      const near = (answer) => answer.value !== undefined && Math.abs(value - answer.value) <= answer.tolerance + SLACK;
      return question.answers.find(near) ?? question.answers.find((answer) => answer.value === undefined);
    }
    // What the film shows there is no answer, nor what was moved and given back.
    const value = quiz.explorer.get(question.part, question.handle);
    if (!Number.isFinite(value) || value !== this.moved) return words.quiz_not_live;
    // Somebody moved what the question takes for given: no answer yet, be it right or wrong.
    if (this.give()) return words.quiz_given;
    const { low, high } = question.goal;
    const found = low !== null && value < low - SLACK ? "below" : high !== null && value > high + SLACK ? "above" : "reached";
    return question.answers.find((answer) => answer.id === found);
  }

  #judge() {
    const answer = this.#given();
    const missing = typeof answer === "string";
    this.error.textContent = missing ? answer : "";
    if (this.question.kind === "number") this.inputs[0].setAttribute("aria-invalid", String(missing));
    if (missing) {
      this.inputs[0].focus();
      return;
    }
    this.quiz.answered(this.question, answer);
    if (answer.right) this.#solved(answer);
    else this.#refuted(answer);
    this.feedback.focus();
  }

  #solved(answer) {
    const { words } = this.quiz;
    this.fields.disabled = true;
    this.check.hidden = true;
    for (const input of this.inputs) input.checked = input.value === answer.id;
    const field = this.inputs[0];
    if (this.question.kind === "number" && !field.value) field.value = this.#written(answer.value);
    const next = pressed(element("button", { type: "button", class: "quiz-button quiz-next" }, words.quiz_next), () =>
      this.quiz.next(this.question),
    );
    this.#say("right", words.quiz_right, answer, next);
  }

  #refuted(answer) {
    const again = pressed(element("button", { type: "button", class: "quiz-button" }, this.quiz.words.quiz_again), () => {
      this.#hide();
      for (const input of this.inputs) input.checked = false;
      if (this.question.kind === "number") this.inputs[0].value = "";
      this.inputs[0].focus();
    });
    const { words } = this.quiz;
    this.#say("wrong", answer.name ? words.quiz_wrong : words.quiz_other, answer, again);
  }

  #say(state, verdict, answer, button) {
    const parts = [element("p", { class: "quiz-verdict" }, verdict)];
    if (answer.name) parts.push(element("p", { class: "quiz-name" }, ...nodes(answer.name)));
    parts.push(element("p", {}, ...nodes(answer.why)));
    parts.push(element("p", { class: "quiz-actions" }, this.quiz.seeButton(answer, this.question), " ", button));
    this.feedback.dataset.state = state;
    this.feedback.replaceChildren(...parts);
    this.feedback.hidden = false;
  }

  #hide() {
    this.feedback.hidden = true;
    this.error.textContent = "";
  }
}

// Words as text nodes, formulas as elements.
function nodes(text) {
  return text.map((part) => (typeof part === "string" ? part : formula(part.math)));
}

// A formula from its source; one with anything in it that is no MathML is shown as text.
function formula(source) {
  const made = new DOMParser().parseFromString(source, "application/xml").documentElement;
  const all = [made, ...made.querySelectorAll("*")];
  const fits = made.localName === "math" && all.every((each) => each.namespaceURI === MATHML && /^m/.test(each.localName));
  if (!fits || all.some((each) => [...each.attributes].some(({ name }) => /^on|:|href|style/i.test(name)))) {
    return document.createTextNode(source);
  }
  return document.importNode(made, true);
}

// The number that a text says, in the digits and signs of any keyboard; null where it says none.
function numberOf(text, decimal) {
  const plain = text.normalize("NFKC").trim().replace(/[\u2212\u2013]/g, "-").replace("\u3002", ".");
  // In a language whose decimal sign is a point, commas part thousands.
  const grouped = decimal === "." && /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain);
  const written = grouped ? plain.replaceAll(",", "") : plain.replace(",", ".");
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(written) ? Number(written) : null;
}

function pressed(button, action) {
  button.addEventListener("click", action);
  return button;
}

function mark(step, current) {
  if (current) step.setAttribute("aria-current", "step");
  else step.removeAttribute("aria-current");
}
