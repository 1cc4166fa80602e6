"""Ukrainian typography for display. What a person typed is kept as it was typed."""

import re

TIE = "\u00a0"

# Besides every word of one or two letters: they lean on the word that follows.
SHORT_PREPOSITIONS = frozenset({"від", "над", "під", "при", "про", "без", "для", "між"})

_MOST_TIES_IN_A_ROW = 2  # longer chains overflow a phone; one number counts as one word
_FITS_A_PHONE = 18  # characters of the largest headline on a screen of 320 px

_OPENING = '«„“"(['
_DASHES = frozenset({"–", "—", "-"})
_GAP = re.compile(f"([ {TIE}])")
_ONE_LETTER = re.compile("[А-ЩЬЮЯЄІЇҐа-щьюяєіїґ]")
_SHORT_WORD = re.compile("[А-ЩЬЮЯЄІЇҐа-щьюяєіїґ]|[А-ЩЬЮЯЄІЇҐа-щьюяєіїґ][а-щьюяєіїґ]")
# What may be tied to the next word; any other only to a dash. Most words need no other look.
_OTHERS = r"тис|міль|млн|млрд|трлн|№|.*[\d.]"
_MAY_LEAN, _MAY_LEAN_SPARINGLY = (
    re.compile(rf"[{re.escape(_OPENING)}]*(?:.{{{letters}}}$|{_OTHERS})", re.DOTALL)
    for letters in ("1,3", "1")
)
_INITIAL = re.compile(r"[^\W\d_]\.(?:[^\W\d_]\.)?")
_THOUSANDS_IN_WORDS = "тисяч[аі]?|мільйон(?:и|ів|а)?|мільярд(?:и|ів|а)?"
_NUMBER = re.compile(rf"[^\w]*\d[\d.,:–-]*|тис\.?|млн|млрд|трлн|{_THOUSANDS_IN_WORDS}")
_UP_TO_THREE_DIGITS = re.compile(r"[^\w]*\d{1,3}")
_THOUSANDS = re.compile(r"\d{3}(?!\d)")
_UNIT = re.compile(
    r"(?:січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня"
    r"|січ|лют|бер|квіт|трав|черв|лип|серп|вер|жовт|лист|груд"
    r"|року|років|рік|роки|р|рр|ст|тис|млн|млрд|трлн|грн|коп|дол|євро"
    rf"|{_THOUSANDS_IN_WORDS}|хв|год|с|дн|дні|днів|мм|см|м|км|га|г|кг|т|л|мл|Вт|кВт|МВт|ГВт|осіб|відсотків)\b"
    r"|[₴$€£%‰°]"
)


def nbsp(text: str, *, sparingly: bool = False) -> str:
    """Ties with no-break spaces what must not part at the end of a line.

    Short words to the next word, a dash to the word before it, numbers to their units and months,
    initials to surnames. A word of one letter is always tied; ``sparingly`` ties no longer ones.
    """
    parts = _GAP.split(text)
    words, gaps = parts[::2], parts[1::2]
    chain: list[int] = []  # the gaps tied in a row, from the right
    leans = (_MAY_LEAN_SPARINGLY if sparingly else _MAY_LEAN).match
    candidates = [
        at
        for at, gap in enumerate(gaps)
        if gap == TIE or words[at + 1] in _DASHES or leans(words[at])
    ]
    last = len(gaps)
    # From the end, so that a chain too long gives way at its beginning: «до 5 млн» keeps «5 млн».
    for at in reversed(candidates):
        chain, last = chain if at == last - 1 else [], at
        left, right = words[at], words[at + 1]
        if _is_one_number(left, right):
            gaps[at] = TIE
            continue
        if _is_one_letter(left) and right:
            chain = _with_room(chain, at, words, gaps)
        elif len(chain) == _MOST_TIES_IN_A_ROW or not (
            gaps[at] == TIE or _is_tied(left, right, sparingly=sparingly)
        ):
            chain, gaps[at] = [], " "
            continue
        chain.append(at)
        gaps[at] = TIE
    return "".join(word + gap for word, gap in zip(words, [*gaps, ""], strict=True))


def _with_room(chain: list[int], at: int, words: list[str], gaps: list[str]) -> list[int]:
    """The chain with a place for one more tie: a longer preposition gives way, else the last."""
    loose = [other for other in chain if not _is_one_letter(words[other])]
    whole = " ".join(words[at : max(chain, default=at) + 2])
    if len(chain) < _MOST_TIES_IN_A_ROW or len(whole) <= _FITS_A_PHONE or not loose:
        return chain
    prepositions = [other for other in loose if is_short(words[other])]
    weakest = prepositions[-1] if prepositions else loose[0]
    gaps[weakest] = " "
    return chain[chain.index(weakest) + 1 :]


def _is_one_letter(word: str) -> bool:
    return bool(_ONE_LETTER.fullmatch(word.lstrip(_OPENING)))


def is_short(word: str) -> bool:
    """Whether a word leans on the next: neither a line nor an excerpt should end with it."""
    word = word.lstrip(_OPENING)
    return bool(_SHORT_WORD.fullmatch(word)) or word.lower() in SHORT_PREPOSITIONS


def initials(name: str) -> str:
    """Of the first and the last word: «Олена Гук» → «ОГ»; a dash when there is no letter."""
    letters = [found[0] for word in name.split() if (found := re.search(r"[^\W\d_]", word))]
    return "".join(letters[:1] + letters[1:][-1:]).upper() or "–"


def _is_tied(left: str, right: str, *, sparingly: bool) -> bool:
    if not left or not right:
        return False
    return (
        right in {"–", "—", "-"}
        or left.lstrip(_OPENING) == "№"
        or (is_short(left) and not sparingly)
        or bool(_NUMBER.fullmatch(left) and _UNIT.match(right))
        or bool(_INITIAL.fullmatch(left.lstrip(_OPENING)) and right[:1].isupper())
    )


def _is_one_number(left: str, right: str) -> bool:
    """«4 800», and the parts of «1 000 000»."""
    return bool(_UP_TO_THREE_DIGITS.fullmatch(left) and _THOUSANDS.match(right))
