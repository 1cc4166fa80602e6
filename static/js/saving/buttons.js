// «Опублікувати» and its like send the whole form by htmx, and the server's page comes in the editor's place. They wait for
// a save on its way; what is typed before their answer stays, and the autosave goes on from the new base.
import { read } from "./fields.js";
import { clock } from "./label.js";
import { sentence } from "./sending.js";

export class Buttons {
  #draft;
  #autosave;
  #label;
  #pressed = null; // the request under way: { ctx, save, base, theirs, land }
  #waiting = null; // the button that waits for a save
  #isRepeated = false; // with a new token

  constructor(draft, autosave, label) {
    this.#draft = draft;
    this.#autosave = autosave;
    this.#label = label;
    autosave.addEventListener("refused", () => draft.form.requestSubmit()); // so that the errors stand beside the fields
    document.addEventListener("submit", this.#submitted, { capture: true });
    document.addEventListener("htmx:config:request", this.#send);
    for (const [name, act] of [["htmx:before:swap", this.#protect], ["htmx:finally:request", this.#answered]]) {
      document.addEventListener(name, (event) => event.detail.ctx === this.#pressed?.ctx && act.call(this, event));
    }
  }

  // «Зберегти» goes the way of the autosave.
  #submitted = (event) => {
    if (event.target !== this.#draft.form || event.submitter?.id !== "save") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.#label.undone = "";
    this.#autosave.save({ own: true });
  };

  #send = (event) => {
    const { ctx } = event.detail;
    const { form } = this.#draft;
    if (ctx.request.form !== form || ctx.request.method !== "POST") return;
    if (this.#autosave.isFlying) {
      event.preventDefault();
      return this.#wait(ctx);
    }
    const save = this.#draft.compose({ own: true });
    for (const name of ["save_id", "base", "follows"]) ctx.request.body.delete(name);
    for (const [name, value] of this.#draft.identity(save)) ctx.request.body.append(name, value);
    this.#autosave.fly(new Promise((land) => (this.#pressed = { ctx, save, base: this.#draft.base, theirs: null, land })));
    this.#label.undone = "";
    this.#label.say("saving", { loud: true });
  };

  #wait({ sourceElement }) {
    const isFirst = !this.#waiting;
    this.#waiting = sourceElement;
    if (isFirst) this.#autosave.landed().then(() => this.#press(this.#waiting));
  }

  #press(source) {
    this.#waiting = null;
    if (source === this.#draft.form) source.requestSubmit();
    else source.click();
  }

  #protect(event) {
    const { ctx, tasks } = event.detail;
    const { status } = ctx.response;
    if (status === 401) return;
    const page = tasks.find((task) => task.type === "main")?.fragment;
    const form = page?.querySelector("#article-form");
    if (status !== 422 && status >= 300) return event.preventDefault();
    if (!form) {
      event.preventDefault();
      return this.#goTo(ctx.response.raw.url); // two texts to choose from: they have a page of their own
    }
    this.#pressed.theirs = shownIn(form);
    const now = read(this.#draft.form);
    for (const field of this.#draft.form.elements) {
      const isChanged = now.has(field.name) && now.get(field.name) !== this.#pressed.save.fields.get(field.name);
      field.toggleAttribute("hx-morph-skip", isChanged);
    }
  }

  #goTo(address) {
    this.#draft.accepted(this.#pressed.save, this.#pressed.base);
    location.assign(address);
  }

  #answered({ detail: { ctx } }) {
    const { save, base, theirs, land } = this.#pressed;
    const status = ctx.response?.status ?? 0;
    for (const field of this.#draft.form.elements) field.removeAttribute("hx-morph-skip");
    this.#pressed = null;
    land();
    if (!status || status === 429 || status >= 500) this.#remember(ctx.sourceElement);
    if (theirs) this.#renewed(save, base, theirs, status);
    else if (status === 401) this.#signedOut(ctx);
    else if (status >= 400) this.#label.say("stopped", { why: sentence(ctx.text) });
    this.#autosave.dispatchEvent(new Event("answered"));
    if (!status) this.#autosave.unanswered();
    else if (status < 200 || status >= 400) this.#autosave.resume(); // the words go on their own, and say how they fare
  }

  // That the text is saved later says nothing of what the button was for; an answer that was lost does not either.
  #remember(button) {
    if (button === this.#draft.form) return;
    this.#label.undone = this.#label.pattern("unconfirmed").replace("{button}", () => button.innerText.split("\n")[0].trim());
  }

  // The server's page stands here now, but for what was typed meanwhile.
  #renewed(save, before, theirs, status) {
    const { base } = this.#draft.form.elements;
    const after = Number(base.value);
    if (status === 422 && after === before) return this.#draft.rejected(); // nothing was kept
    base.value = before;
    this.#draft.accepted(save, after, theirs);
    this.#autosave.succeeded(this.#label.pattern("saved").replace("{time}", clock(Date.now())), true);
  }

  #signedOut(ctx) {
    if (!ctx.hx?.trigger || this.#isRepeated) return;
    this.#isRepeated = true;
    this.#autosave.landed().then(() => this.#press(ctx.sourceElement)).finally(() => (this.#isRepeated = false));
  }
}

// The fields of the server's page, which is not shown yet.
function shownIn(form) {
  const texts = read(form);
  const html = form.querySelector("rich-text")?.getAttribute("html");
  return html ? texts.set("body", html) : texts;
}
