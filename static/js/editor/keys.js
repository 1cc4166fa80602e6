// The keys of the editor. They stand in the tooltips too (templates/articles/_tools.html); Tab is left to the page.
import { baseKeymap, chainCommands } from "prosemirror-commands";
import { keymap } from "prosemirror-keymap";
import { splitListItem } from "prosemirror-schema-list";
import { Selection, TextSelection } from "prosemirror-state";
import { around, COMMANDS, deeper, paragraph, removeCard, shallower, undoTyping } from "./commands.js";
import { nodes } from "./schema.js";
import { takeBack } from "./typing.js";

function lineBreak(state, dispatch) {
  if (around(state, nodes.link_card)) return false;
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
  return true;
}

// Enter goes on from a pull quote to its author, and from its author or a card to the text after it; at the very
// beginning of a figure it makes room before it.
function leaveFigure(state, dispatch) {
  const { $from, empty } = state.selection;
  const figure = around(state, nodes.pull_quote) ?? around(state, nodes.link_card);
  if (!figure || !empty) return false;
  if ($from.pos === figure.from + 1 + startOf(figure.node) && $from.parent.content.size) {
    dispatch?.(state.tr.insert(figure.from, nodes.paragraph.create()));
    return true;
  }
  if ($from.parent.type === nodes.paragraph) return toAuthor(state, dispatch);
  dispatch?.(afterFigure(state, figure).scrollIntoView());
  return true;
}

const startOf = (figure) => (figure.type === nodes.pull_quote ? 2 : 0); // how deep its first letter lies

function toAuthor(state, dispatch) {
  const { $from } = state.selection;
  if ($from.parent.content.size || $from.index(-1) === 0) return false;
  const tr = state.tr.delete($from.before(), $from.after());
  dispatch?.(tr.setSelection(Selection.findFrom(tr.doc.resolve(tr.mapping.map($from.after())), 1)).scrollIntoView());
  return true;
}

function afterFigure({ tr, doc }, { to }) {
  const next = doc.nodeAt(to);
  if (next?.type !== nodes.paragraph || next.content.size) tr.insert(to, nodes.paragraph.create());
  return tr.setSelection(TextSelection.create(tr.doc, to + 1));
}

// Backspace at the beginning of a figure makes plain text of it.
function backOut(state, dispatch, view) {
  const { $from, empty } = state.selection;
  if (!empty || $from.parentOffset) return false;
  if ($from.parent.type === nodes.pull_author) {
    dispatch?.(state.tr.setSelection(Selection.near(state.doc.resolve($from.before()), -1)));
    return true;
  }
  if ($from.parent.type === nodes.link_card) {
    dispatch?.(removeCard(state));
    return true;
  }
  return around(state, nodes.pull_quote) && $from.index(-1) === 0 ? COMMANDS.pull.run(state, dispatch, view) : false;
}

const run = (name) => COMMANDS[name].run;

export function keys({ askForLink, goToTools }) {
  return [
    keymap({
      "Mod-b": run("strong"), "Mod-i": run("em"), "Mod-k": askForLink,
      "Mod-Alt-2": run("h2"), "Mod-Alt-3": run("h3"), "Mod-Alt-0": paragraph,
      "Mod-Shift-7": run("ol"), "Mod-Shift-8": run("ul"), "Mod-Shift-9": run("quote"),
      "Mod-Shift-6": run("background"), "Mod-Shift-5": run("pull"),
      "Mod-]": deeper, "Mod-[": shallower,
      "Mod-z": undoTyping, "Mod-y": run("redo"), "Mod-Shift-z": run("redo"),
      "Alt-F10": goToTools,
      Backspace: chainCommands(takeBack, backOut),
      Enter: chainCommands(leaveFigure, splitListItem(nodes.list_item)),
      "Shift-Enter": lineBreak,
    }),
    keymap(baseKeymap),
  ];
}
