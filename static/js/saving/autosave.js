// The words go to the server by themselves: a second after a pause, every ten seconds of typing, one request at a time,
// and again until there is an answer. The label says truly what has become of them.
//   Events: «sent», «answered», «kept» (detail: what the server told), «refused» (a save that the person asked for).
import { allIsWell, askToSignIn } from "../session.js";
import { read } from "./fields.js";
import { clock } from "./label.js";
import { MOST_AT_LEAVING, refusal, renewal, secondsAsked, send, sentence } from "./sending.js";

const PAUSE = 1000, LONGEST = 10_000, FIRST_AGAIN = 2000, LAST_AGAIN = 30_000, FOR_LEAVING = 3000;
const LIFTED_BY_TYPING = new Set(["too-long", "stopped"]);

export class Autosave extends EventTarget {
  #draft;
  #label;
  #flight = null; // while a request is on its way
  #rests = ""; // why nothing is sent by itself: a state of the label
  #owed = false; // the person has asked for this save
  #renewals = 0; // in a row
  #failures = 0; // in a row
  #notBefore = 0;
  #since = 0; // when the first word was typed that is not saved
  #pause = 0;
  #longest = 0;
  #again = 0;

  constructor(draft, label) {
    super();
    this.#draft = draft;
    this.#label = label;
    window.addEventListener("online", () => this.#tryAgain());
    document.addEventListener("visibilitychange", () => (document.hidden ? this.save() : this.#tryAgain()));
    document.addEventListener("session-renewed", ({ detail }) => this.#signedIn(detail));
  }

  get rests() {
    return this.#rests;
  }

  get isFlying() {
    return Boolean(this.#flight);
  }

  // Whether what is not saved yet can still go when the page goes.
  get canSendAtLast() {
    if (this.#failures || this.#rests || (this.#flight && !this.#draft.isAllSent)) return false;
    return JSON.stringify([...read(this.#draft.form)]).length < MOST_AT_LEAVING / 6; // bytes of a letter in a form
  }

  // Whether the server does not answer, or does not know who asks.
  get isUnheard() {
    return this.#failures > 0 || this.#rests === "signed-out";
  }

  // Says once more why nothing goes on.
  insist() {
    this.#label.insist();
  }

  get isIdle() {
    return !this.#flight && !this.#rests && !this.#failures && !this.#draft.isDirty;
  }

  // ---- When

  typed() {
    this.#since ||= Date.now();
    if (LIFTED_BY_TYPING.has(this.#rests)) this.#rests = "";
    if (this.#rests === "aside") this.#label.say("journal");
    else if (!this.#rests && !this.#failures) this.#label.say("changed");
    this.#plan();
  }

  #plan() {
    if (this.#rests || this.#failures) return;
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.save(), PAUSE);
    this.#longest ||= setTimeout(() => this.save(), LONGEST);
  }

  // After a button's request, for which all clocks were stopped.
  resume() {
    clearTimeout(this.#again);
    if (this.#failures) this.#again = setTimeout(() => this.save(), Math.max(FIRST_AGAIN, this.#notBefore - Date.now()));
    else if (this.#draft.hasMore) this.#plan();
  }

  #unplan() {
    for (const timer of [this.#pause, this.#longest, this.#again]) clearTimeout(timer);
    this.#pause = this.#longest = this.#again = 0;
  }

  #tryAgain() {
    if (this.#rests === "forbidden") this.#rests = "";
    if (Date.now() >= this.#notBefore && this.#draft.isDirty) this.save();
  }

  // ---- A request

  // Resolves when the answer is there, or will not come.
  async save({ own = false, anyway = false } = {}) {
    this.#owed ||= own;
    if (this.#flight) {
      await this.landed();
      return own ? this.save({ own }) : undefined;
    }
    if (this.#rests && !own) return;
    this.#unplan();
    if (this.#draft.isTooLong) return this.#rest("too-long");
    const save = this.#draft.compose({ own: this.#owed, anyway });
    if (save) await this.fly(this.#send(save));
    else this.#sayHowItIs();
  }

  // One at a time: the buttons' requests count too.
  fly(request) {
    this.#unplan();
    this.#flight = request.finally(() => (this.#flight = null));
    return this.#flight;
  }

  async landed() {
    while (this.#flight) await this.#flight;
  }

  // Before somebody goes: whether the server has it all. It is not waited for long.
  async flush() {
    const late = new Promise((go) => setTimeout(go, FOR_LEAVING));
    await Promise.race([late, this.landed().then(() => this.#draft.isDirty && this.save())]);
    return !this.#draft.isDirty;
  }

  // The page goes now, and no answer will be heard.
  farewell() {
    const save = this.#flight || this.#rests ? null : this.#draft.compose();
    if (save) send(this.#url, [...this.#body(save), ["leaving", "1"]]);
  }

  async #send(save) {
    this.#label.say("saving", { loud: save.own });
    this.dispatchEvent(new Event("sent"));
    const answer = await send(this.#url, this.#body(save));
    this.#hear(answer, save);
    this.dispatchEvent(new Event("answered"));
  }

  get #url() {
    return this.#draft.form.dataset.autosave;
  }

  #body(save) {
    const token = ["csrf_token", this.#draft.form.elements.csrf_token.value];
    return [token, ...this.#draft.identity(save), ...save.fields, ...(save.own ? [] : [["by_itself", "1"]])];
  }

  // ---- Its answer

  #hear(answer, save) {
    const { status, told } = answer;
    if (status >= 200 && status < 300 && told?.outcome) this.#kept(told, save);
    else if (status === 422 && told?.errors) this.#refused(told.errors, save);
    else if (status === 401) this.#signedOut(answer);
    else if (status === 429 || status >= 500) this.failed("busy", secondsAsked(answer), refusal(answer.text));
    else if (status >= 400) this.#stop(answer);
    else this.unanswered();
  }

  #kept(told, save) {
    this.#draft.accepted(save, told.number, told.wording && fieldsOf(told));
    this.#rests = told.outcome === "aside" ? "aside" : "";
    this.dispatchEvent(new CustomEvent("kept", { detail: told }));
    this.succeeded(told.label, save.own);
  }

  // The server has it; what is true now, and is there more to send?
  succeeded(words, loud = false) {
    allIsWell();
    this.#owed = false;
    this.#failures = this.#renewals = this.#notBefore = 0;
    this.#since = this.#draft.isDirty ? Date.now() : 0;
    this.#label.saved(words, loud);
    if (this.#rests) return this.#label.say(this.#rests, { loud: true });
    this.#sayHowItIs();
    if (this.#draft.hasMore) this.#plan();
  }

  #sayHowItIs() {
    const { refusal, isDirty } = this.#draft;
    if (refusal) this.#label.say("refused", { why: refusal, loud: true });
    else if (isDirty) this.#label.say("changed");
    else this.#label.savedAsBefore();
  }

  #refused(errors, save) {
    this.#draft.rejected(errors);
    this.#failures = 0;
    this.#sayHowItIs();
    if (save.own) this.dispatchEvent(new Event("refused"));
    else if (this.#draft.hasMore) queueMicrotask(() => this.landed().then(() => this.save()));
    this.#owed = false;
  }

  // Only the token was old: with the new one the same save goes through. A session that has ended begins anew in place.
  #signedOut(answer) {
    const renewed = renewal(answer);
    this.#rests = "signed-out";
    if (renewed && this.#renewals++ < 3) document.dispatchEvent(new CustomEvent("session-renewed", { detail: renewed }));
    else askToSignIn(answer.text);
    if (this.#rests) this.#label.say(this.#rests);
  }

  #signedIn({ staff }) {
    const isSomebodyElse = staff && String(staff) !== this.#draft.form.dataset.staff;
    if (isSomebodyElse) this.#rests = "forbidden";
    else if (this.#rests === "signed-out") this.#rests = "";
    if (!this.#rests) this.landed().then(() => this.#draft.isDirty && this.save());
  }

  #stop({ status, text }) {
    this.#draft.rejected();
    this.#rest({ 403: "forbidden", 404: "forbidden", 413: "too-long" }[status] ?? "stopped", sentence(text));
  }

  #rest(state, why = "") {
    this.#rests = state;
    this.#owed = false;
    this.#label.say(state, { why });
  }

  // Nobody has answered, or somebody else.
  unanswered() {
    this.failed(navigator.onLine ? "failed" : "offline");
  }

  // Later by itself; sooner when the network is back or somebody looks at the page.
  failed(state, seconds = 0, why = "") {
    const wait = Math.max(seconds * 1000, Math.min(LAST_AGAIN, FIRST_AGAIN * 2 ** this.#failures));
    this.#failures += 1;
    this.#notBefore = Date.now() + seconds * 1000;
    this.#again = setTimeout(() => this.save(), wait);
    this.#label.say(why ? "unwritten" : state, { why, time: clock(this.#since || Date.now()) });
  }
}

// The server's words as the form's fields have them.
function fieldsOf({ wording, planned }) {
  const { category_id, planned_at, ...texts } = wording;
  return new Map(Object.entries({ ...texts, category: String(category_id ?? 0), ...planned }));
}
