// Typography at work in the editor: one input rule that may touch any key, so that each change can be taken back at once.
import { InputRule, inputRules, undoInputRule } from "prosemirror-inputrules";
import { schema } from "./schema.js";
import { typography } from "./switch.js";
import { typeset } from "./typography.js";

const UNSEEN = "unseen tie";

export function typing(language) {
  const rule = new InputRule(/[\s\S]+$/, (state, match, start, end) => (typography.isOn ? change(state, match[0], start, end, language) : null));
  return inputRules({ rules: [rule] });
}

function change(state, text, start, end, language) {
  // After a composition the text is there already: then its last word counts as just typed.
  const here = state.selection.from - start < text.length ? state.selection.from - start : text.search(/\S*\s?$/);
  const before = text.slice(0, here);
  const set = typeset(before, text.slice(here), language());
  if (!set) return null;
  const tr = state.tr.insertText(set.text.slice(set.solid), start + set.solid, end);
  for (let at = 0; at < set.solid; at += 1) {
    if (set.text[at] === before[at]) continue;
    const { marks } = tr.doc.nodeAt(start + at);
    tr.replaceWith(start + at, start + at + 1, schema.text(set.text[at], marks));
  }
  return tr.setMeta(UNSEEN, !set.isSeen);
}

// Backspace takes back what was seen to change; where only a space became a tie, it deletes as ever.
export function takeBack(state, dispatch) {
  const last = state.plugins.find((plugin) => plugin.spec.isInputRules)?.getState(state);
  return Boolean(last && !last.transform.getMeta(UNSEEN)) && undoInputRule(state, dispatch);
}
