// One file on its way to the library. On a bad line it begins again by itself; a session that ended begins anew in place.
//   state: waiting, sending, again (soon, by itself), signed-out, refused, cancelled, done. Each change is a «change» event.
import { askToSignIn } from "../session.js";
import { renewal, sentence } from "../saving/sending.js";

const FIRST_AGAIN = 2000, LAST_AGAIN = 30_000;
const SILENCE = 60_000; // without a byte more: the line is dead
const RENEWALS = 3;
let made = 0;

export class Upload extends EventTarget {
  id = `upload-${(made += 1)}`;
  state = "waiting";
  progress = 0; // of the file, from 0 to 1
  why = ""; // a sentence, where it was refused
  mayPass = false; // what refused it may not be the file: one may try again
  photo = null; // what the library calls it
  #request = null;
  #failures = 0;
  #renewals = 0;
  #again = 0;
  #silence = 0;

  constructor(file, { url, most }) {
    super();
    this.file = file;
    this.url = url;
    this.most = most;
    window.addEventListener("online", () => this.state === "again" && this.start());
    document.addEventListener("session-renewed", () => this.state === "signed-out" && this.start());
  }

  get isUnderWay() {
    return ["waiting", "sending", "again", "signed-out"].includes(this.state);
  }

  // Here no one is asked: the server would say the same after all of it had come.
  refuse(why, { mayPass = false } = {}) {
    this.why = why;
    this.mayPass = mayPass;
    this.#be("refused");
  }

  start() {
    clearTimeout(this.#again);
    const request = (this.#request = new XMLHttpRequest());
    request.open("POST", this.url);
    for (const [name, value] of [["Accept", "application/json"], ["HX-Request", "true"]]) request.setRequestHeader(name, value);
    request.upload.addEventListener("progress", ({ loaded, total }) => this.#sent(loaded / total));
    request.addEventListener("loadend", () => request === this.#request && this.#hear(request));
    request.send(this.#form());
    this.#sent(0);
  }

  cancel() {
    this.#end();
    this.#be("cancelled");
  }

  retry() {
    this.#end();
    this.#failures = 0;
    this.#be("waiting");
  }

  #form() {
    const form = new FormData();
    form.append("csrf_token", document.querySelector("input[name=csrf_token]").value);
    form.append("photo", this.file, this.file.name || "photo");
    return form;
  }

  #end() {
    clearTimeout(this.#again);
    clearTimeout(this.#silence);
    const request = this.#request;
    this.#request = null;
    request?.abort();
  }

  #sent(part) {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#request?.abort(), SILENCE);
    this.progress = part;
    this.#be("sending");
  }

  #hear(request) {
    clearTimeout(this.#silence);
    const { status, responseText: text } = request;
    const told = read(text);
    if (told?.photos?.length) this.#done(told.photos[0]);
    else if (told?.refused?.length) this.refuse(told.refused[0].error);
    else if (status === 401) this.#signedOut(request);
    else if (status >= 400 && status < 500 && status !== 429) this.refuse(told?.error || sentence(text), { mayPass: true });
    else this.#later();
  }

  #done(photo) {
    this.photo = photo;
    this.progress = 1;
    this.#be("done");
  }

  // Only the token was old: with the new one it goes on.
  #signedOut(request) {
    const renewed = renewal({ headers: { get: (name) => request.getResponseHeader(name) } });
    this.#be("signed-out");
    if (renewed && this.#renewals++ < RENEWALS) document.dispatchEvent(new CustomEvent("session-renewed", { detail: renewed }));
    else askToSignIn(request.responseText);
  }

  #later() {
    this.#again = setTimeout(() => this.start(), Math.min(LAST_AGAIN, FIRST_AGAIN * 2 ** this.#failures));
    this.#failures += 1;
    this.#be("again");
  }

  #be(state) {
    this.state = state;
    this.dispatchEvent(new Event("change"));
  }
}

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
