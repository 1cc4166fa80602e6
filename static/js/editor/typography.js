// Typography as one types: what the text before the caret becomes when a key is pressed. Pure: text in, text out.
// The rules are those of newsroom/language/typography.py, which sets what readers see.
const TIE = "\u00a0";
const MOST_TIES_IN_A_ROW = 2; // longer chains overflow a phone; one number counts as one word
const FITS_A_PHONE = 18; // characters of the largest headline on a screen of 320 px

const LETTERS = "А-ЩЬЮЯЄІЇҐа-щьюяєіїґ", SMALL = "а-щьюяєіїґ", OPENING = '«„“"(\\[';
const SHORT_WORD = new RegExp(`(?:^|[\\s${OPENING}])(?:[${LETTERS}][${SMALL}]?|[Вв]ід|[Нн]ад|[Пп]ід|[Пп]ри|[Пп]ро|[Бб]ез|[Дд]ля|[Мм]іж|№)$`, "u");
const ONE_LETTER = new RegExp(`^[${OPENING}]*[${LETTERS}]$`, "u");
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
    const set = isChanged || WORD_ENDS.test(key) ? fitting(tied + put) : tied + put;
    isChanged ||= set !== tied + put;
    text = set;
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

// The last chain, when it is too long: it gives way at its beginning, «і до 5 млн» keeps «5 млн», but a word of one letter
// always leans on the next, so that a longer preposition gives way, or the chain grows to what fits a phone.
function fitting(text) {
  const end = text.trimEnd();
  const solid = end.slice(end.search(/[^ \n\ufffc]*$/));
  if (solid.split(TIE).length - 1 <= MOST_TIES_IN_A_ROW) return text;
  const start = text.search(/[^\n\ufffc]*$/);
  const words = text.slice(start).split(/[ \u00a0]/), gaps = text.slice(start).match(/[ \u00a0]/g);
  let chain = []; // the gaps tied in a row, from the right
  for (let at = gaps.length - 1; at >= 0; at -= 1) {
    const [left, right] = [words[at], words[at + 1]];
    if (isOneNumber(left, right)) continue;
    if (!right && gaps[at] === " ") continue; // typed after the chain
    if (gaps[at] === " " && !leans(left, right)) break;
    if (ONE_LETTER.test(left)) chain = withRoom(chain, at, words, gaps);
    else if (chain.length === MOST_TIES_IN_A_ROW) {
      [chain, gaps[at]] = [[], " "];
      continue;
    }
    chain.push(at);
    gaps[at] = TIE;
  }
  return text.slice(0, start) + words.map((word, at) => word + (gaps[at] ?? "")).join("");
}

function withRoom(chain, at, words, gaps) {
  const loose = chain.filter((other) => !ONE_LETTER.test(words[other]));
  const whole = words.slice(at, Math.max(at, ...chain) + 2).join(" ");
  if (chain.length < MOST_TIES_IN_A_ROW || whole.length <= FITS_A_PHONE || !loose.length) return chain;
  const weakest = loose.findLast((other) => SHORT_WORD.test(words[other]) && !words[other].endsWith("№")) ?? loose[0];
  gaps[weakest] = " ";
  return chain.slice(chain.indexOf(weakest) + 1);
}

// Where a chain gave way before, there is room for a tie again.
function leans(left, right) {
  return SHORT_WORD.test(left) || /^[–—]$/.test(right) || NUMBER_AND_UNIT.test(`${left} ${right}`);
}

// «4 800» counts as one word.
function isOneNumber(left, right) {
  return /^[^\p{L}\p{N}]*\d{1,3}$/u.test(left) && /^\d{3}(?!\d)/.test(right);
}
