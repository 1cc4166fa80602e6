import re
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.language.slugs import slugify

# Resolution No 55 of the Cabinet of Ministers, 27 January 2010: each letter at least once, and each
# that is written otherwise at the beginning of a word in both places.
KMU_2010 = {
    "Алушта": "alushta",
    "Борщагівка": "borshchahivka",
    "Вінниця": "vinnytsia",
    "Гадяч": "hadiach",
    "Богдан": "bohdan",
    "Ґалаґан": "galagan",
    "Згорани": "zghorany",
    "Розгон": "rozghon",
    "ЗГУРІВКА": "zghurivka",
    "Донецьк": "donetsk",
    "Єнакієве": "yenakiieve",
    "Гаєвич": "haievych",
    "Короп’є": "koropie",
    "Житомир": "zhytomyr",
    "Закарпаття": "zakarpattia",
    "Медвин": "medvyn",
    "Іршава": "irshava",
    "Їжакевич": "yizhakevych",
    "Кадиївка": "kadyivka",
    "Мар’їне": "marine",
    "Йосипівка": "yosypivka",
    "Стрий": "stryi",
    "Олексій": "oleksii",
    "Київ": "kyiv",
    "Лебедин": "lebedyn",
    "Одеса": "odesa",
    "Полтава": "poltava",
    "Ромни": "romny",
    "Суми": "sumy",
    "Тетерів": "teteriv",
    "Ужгород": "uzhhorod",
    "Фастів": "fastiv",
    "Феодосія": "feodosiia",
    "Харків": "kharkiv",
    "Біла Церква": "bila-tserkva",
    "Чернівці": "chernivtsi",
    "Шостка": "shostka",
    "Гоща": "hoshcha",
    "Щербухи": "shcherbukhy",
    "Юрій": "yurii",
    "Корюківка": "koriukivka",
    "Яготин": "yahotyn",
    "Костянтин": "kostiantyn",
    "Знам’янка": "znamianka",
    "Русь": "rus",
    "Зеленський": "zelenskyi",
    "проєкт": "proiekt",
}


@pytest.mark.parametrize(("name", "slug"), KMU_2010.items())
def test_ukrainian_follows_the_official_table(name, slug):
    assert slugify(name) == slug


@pytest.mark.parametrize("apostrophe", ["’", "'", "ʼ", "`", "‘", "´"])
def test_no_apostrophe_parts_a_word(apostrophe):
    assert slugify(f"м{apostrophe}яч об{apostrophe}єкт") == "miach-obiekt"


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Пост-Єльцин: Їжак і Юля", "post-yeltsyn-yizhak-i-yulia"),
        ("за\u0301мок і замо\u0301к", "zamok-i-zamok"),
        ("Подъезд, ёлка, выбор и эхо", "podezd-iolka-vybor-y-ekho"),
        ("Аляксандр Быкаў", "aliaksandr-bykau"),
        ("Café Łódź, Straße, Þór & Ærø", "cafe-lodz-strasse-thor-aero"),
        ("São Paulo – Việt Nam", "sao-paulo-viet-nam"),
        ("№ 55: 18,4 млн ₴ – на 20 %", "55-18-4-mln-na-20"),
        ("  --Дужки (та «лапки»)!..  ", "duzhky-ta-lapky"),
        ("/etc/passwd?a=1#b", "etc-passwd-a-1-b"),
        ("ﬁnal Ｎｅｗｓ x²", "final-news-x2"),
        ("И\u0306од", "yod"),
    ],
)
def test_headlines_of_all_kinds_get_an_address(text, slug):
    assert slugify(text) == slug


@pytest.mark.parametrize("text", ["", "   ", "日本", "😀", "…!?", "ʼ", "العربية"])
def test_a_text_without_our_letters_or_digits_has_no_slug(text):
    assert slugify(text) == ""


def test_a_long_headline_is_cut_between_words():
    assert slugify("Японія не планує стати частиною НАТО", limit=20) == "yaponiia-ne-planuie"
    assert slugify("Японія не планує стати", limit=19) == "yaponiia-ne-planuie"
    assert slugify("Японія не планує стати", limit=18) == "yaponiia-ne"


def test_a_word_longer_than_the_limit_is_cut():
    assert slugify("щ" * 50, limit=10) == "shchshchsh"


@given(st.text(), st.integers(min_value=1, max_value=90))
@settings(deadline=None)
def test_whatever_comes_a_slug_is_clean_and_fits(text, limit):
    slug = slugify(text, limit=limit)
    assert slug == "" or re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= limit
    assert slugify(slug, limit=limit) == slug


@given(
    st.text(st.sampled_from("абвгґдеєжзиіїйклмнопрстуфхцчшщьюяАБВГҐЄЇЮЯ’ -" + string.ascii_letters))
)
@settings(deadline=None)
def test_no_letter_of_ours_is_lost(text):
    letters = sum(character.isalpha() and character != "ь" for character in text)
    assert len(slugify(text, limit=10_000).replace("-", "")) >= letters
