// Typography as one types: what the text before the caret becomes when a key is pressed. Pure: text in, text out.
// The rules are those of newsroom/language/typography.py, which sets what readers see.
const TIE = "\u00a0";
const MOST_TIES_IN_A_ROW = 2; // longer chains overflow a phone; one number counts as one word

const LETTERS = "А-ЩЬЮЯЄІЇҐа-щьюяєіїґ", SMALL = "а-щьюяєіїґ", OPENING = '«„“"(\\[';
const SHORT_WORD = new RegExp(`(?:^|[\\s${OPENING}])(?:[${LETTERS}][${SMALL}]?|[Вв]ід|[Нн]ад|[Пп]ід|[Пп]ри|[Пп]ро|[Бб]ез|[Дд]ля|[Мм]іж|№)$`, "u");
const IN_WORDS = "тисяч[аі]?|мільйон(?:и|ів|а)?|мільярд(?:и|ів|а)?";
const UNIT =
  "січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня" +
  "|січ|лют|бер|квіт|трав|черв|лип|серп|вер|жовт|лист|груд|року|років|рік|роки|р|рр|ст|тис|млн|млрд|трлн|грн|коп|дол|євро" +
  `|${IN_WORDS}` +
  "|хв|год|с|дн|дні|днів|мм|см|м|км|га|г|кг|т|л|мл|Вт|кВт|МВт|ГВт|осіб|відсотків|[₴$€£%‰°]|°[CС]";
const NUMBER_AND_UNIT = new RegExp(`((?:^|\\s)(?:[^\\p{L}\\p{N}\\s]*\\d[\\d.,:–-]*|тис\\.?|млн|млрд|трлн|${IN_WORDS})) (?:${UNIT})$`, "u");
const THOUSANDS = /((?:^|\s)[^\p{L}\p{N}\s]*\d{1,3}) \d{3}$/u;
const SIGN = /^[₴$€£%‰°]$/u;
const WORD_ENDS = /^[\s.,;:!?…»“)\]/·-]$/u;
const ADDRESS = /(?:^www\.|^mailto:|:\/\/|@)\S*$/iu;

// { text, solid, isSeen }: the text now; how much of `before` is as it was but for ties put in the place of spaces;
// whether the change can be seen. Null: nothing to change.
export function typeset(before, typed, language) {
  const ukrainian = language.startsWith("uk");
  let text = before, solid = before.length, isSeen = false, isChanged = false;
  for (const key of typed) {
    const [cut, put] = replacement(text, key, ukrainian) ?? [0, key];
    isSeen ||= put.replaceAll(TIE, " ") !== key || cut > 0;
    isChanged ||= put !== key || cut > 0;
    text = text.slice(0, text.length - cut);
    solid = Math.min(solid, text.length);
    const tied = ukrainian ? withTies(text, key, put) : text;
    isChanged ||= tied !== text;
    text = shorterChain(tied + put, isChanged);
  }
  return isChanged ? { text, solid, isSeen } : null;
}

// How many characters go, and what comes for the key.
function replacement(before, key, ukrainian) {
  const word = /\S*$/.exec(before)[0];
  if (ADDRESS.test(word) && key.trim()) return null;
  if (key === '"') return [0, quote(before, ukrainian)];
  if (key === "." && /(?:^|[^.])\.\.$/.test(before)) return [2, "…"];
  if (key === "-" && /(?:^|[^-–])-$/.test(before)) return [1, "–"];
  if (/\p{L}/u.test(key) && /\p{L}'$/u.test(before)) return [1, `’${key}`];
  if (key === " " && /(?:^|\s)-$/.test(before)) return [1, "– "];
  if (key === " " && ukrainian && SHORT_WORD.test(before)) return [0, TIE];
  return null;
}

function quote(before, ukrainian) {
  const opens = /(?:^|[\s([«„“/—–-])$/u.test(before);
  if (!ukrainian) return opens ? "“" : "”";
  let open = "";
  for (const sign of before) if ("«„".includes(sign)) open += sign; else if ("»“".includes(sign)) open = open.slice(0, -1);
  if (opens) return open ? "„" : "«";
  return open.endsWith("„") ? "“" : "»";
}

// Before a dash, and between a number and its unit, the space becomes a tie once the next key shows what they are.
function withTies(text, key, put) {
  if ((key === " " && /\S [–—]$/.test(text)) || (put === "– " && /\S $/.test(text))) {
    const at = text.lastIndexOf(" ");
    return `${text.slice(0, at)}${TIE}${text.slice(at + 1)}`;
  }
  const found = WORD_ENDS.test(key) ? (NUMBER_AND_UNIT.exec(text) ?? THOUSANDS.exec(text)) : SIGN.test(key) && NUMBER_AND_UNIT.exec(text + key);
  if (!found) return text;
  const at = found.index + found[1].length;
  return `${text.slice(0, at)}${TIE}${text.slice(at + 1)}`;
}

// A chain too long gives way at its beginning: «і до 5 млн» keeps «5 млн».
function shorterChain(text, isChanged) {
  if (!isChanged) return text;
  const start = text.trimEnd().search(/[^ \n\ufffc]*$/);
  const ties = Array.from(text.slice(start).matchAll(/\u00a0/g), (found) => start + found.index).filter((at) => !inNumber(text, at));
  return ties.length > MOST_TIES_IN_A_ROW ? `${tiedAgain(text.slice(0, ties[0]))} ${text.slice(ties[0] + 1)}` : text;
}

// Where the chain gave way before, there is room for a tie again.
function tiedAgain(text) {
  const gap = text.search(/ \S+$/);
  return gap > 0 && SHORT_WORD.test(text.slice(0, gap)) ? `${text.slice(0, gap)}${TIE}${text.slice(gap + 1)}` : text;
}

// «4 800» counts as one word.
function inNumber(text, at) {
  return /(?:^|\s)[^\p{L}\p{N}\s]*\d{1,3}$/u.test(text.slice(0, at)) && /^\d{3}(?!\d)/.test(text.slice(at + 1));
}
