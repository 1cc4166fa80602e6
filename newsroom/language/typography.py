"""Ukrainian typography for display. What a person typed is kept as it was typed."""

import re

TIE = "\u00a0"

# Besides every word of one or two letters: they lean on the word that follows.
SHORT_PREPOSITIONS = frozenset({"від", "над", "під", "при", "про", "без", "для", "між"})

_MOST_TIES_IN_A_ROW = 2  # longer chains overflow a phone; one number counts as one word

_OPENING = '«„“"(['
_SHORT_WORD = re.compile("[А-ЩЬЮЯЄІЇҐа-щьюяєіїґ]|[А-ЩЬЮЯЄІЇҐа-щьюяєіїґ][а-щьюяєіїґ]")
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


def nbsp(text: str) -> str:
    """Ties with no-break spaces what must not part at the end of a line.

    Short words to the next word, a dash to the word before it, numbers to their units and months,
    initials to surnames.
    """
    words = re.split(f"[ {TIE}]", text)
    gaps = re.findall(f"[ {TIE}]", text)
    ties = 0
    # From the end, so that a chain too long gives way at its beginning: «і до 5 млн» keeps «5 млн».
    for at in reversed(range(len(gaps))):
        if _is_one_number(words[at], words[at + 1]):
            gaps[at] = TIE
            continue
        wanted = gaps[at] == TIE or _is_tied(words[at], words[at + 1])
        ties = ties + 1 if wanted and ties < _MOST_TIES_IN_A_ROW else 0
        gaps[at] = TIE if ties else " "
    return "".join(word + gap for word, gap in zip(words, [*gaps, ""], strict=True))


def is_short(word: str) -> bool:
    """Whether a word leans on the next: neither a line nor an excerpt should end with it."""
    word = word.lstrip(_OPENING)
    return bool(_SHORT_WORD.fullmatch(word)) or word.lower() in SHORT_PREPOSITIONS


def initials(name: str) -> str:
    """Of the first and the last word: «Олена Гук» → «ОГ»; a dash when there is no letter."""
    letters = [found[0] for word in name.split() if (found := re.search(r"[^\W\d_]", word))]
    return "".join(letters[:1] + letters[1:][-1:]).upper() or "–"


def _is_tied(left: str, right: str) -> bool:
    if not left or not right:
        return False
    return (
        right in {"–", "—", "-"}
        or left.lstrip(_OPENING) == "№"
        or is_short(left)
        or bool(_NUMBER.fullmatch(left) and _UNIT.match(right))
        or bool(_INITIAL.fullmatch(left.lstrip(_OPENING)) and right[:1].isupper())
    )


def _is_one_number(left: str, right: str) -> bool:
    """«4 800», and the parts of «1 000 000»."""
    return bool(_UP_TO_THREE_DIGITS.fullmatch(left) and _THOUSANDS.match(right))
