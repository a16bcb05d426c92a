import time
import unicodedata

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.text import WORD_MAX_LENGTH, clean_text, folded, words


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("  a\r\nb\rc\n", "a\nb\nc"),
        ("a\u2028b\x85c", "a\nb\nc"),
        ("tab\there", "tab\there"),
        ("\u202eright to left\u202c", "\u202eright to left\u202c"),
        ("\u200b\u2060\u00a0", ""),
        ("\u3164", ""),
        ("\ufeffmarked", "marked"),
        ("\U0001fa77", "\U0001fa77"),  # newer than this Python's tables
        ("👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦"),
    ],
)
def test_brings_text_to_one_form(raw: str, clean: str) -> None:
    assert clean_text(raw) == clean


@pytest.mark.parametrize("character", ["\0", "\x07", "\x1b", "\x7f", "\x9b"])
def test_refuses_control_characters(character: str) -> None:
    with pytest.raises(ValidationError, match="control"):
        clean_text(f"a{character}b")


@given(st.text())
def test_what_is_clean_stays_as_it_is(raw: str) -> None:
    try:
        clean = clean_text(raw)
    except ValidationError:
        return
    assert clean_text(clean) == clean


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Crème BRÛLÉE, please!", ["creme", "brulee", "please"]),
        ("don't a_b x-1", ["don", "t", "a_b", "x", "1"]),
        ("Straße Ελλάδα Ёлка", ["strasse", "ελλαδα", "елка"]),
        ("日本語です", ["日", "本", "語", "で", "す"]),
        ("中文abc中", ["中", "文", "abc", "中"]),
        ("हिन्दी", ["हिन्दी"]),
        ("한국어", ["한국어"]),
        ("🙂 …", []),
        ("x" * 100, ["x" * WORD_MAX_LENGTH]),
    ],
)
def test_words_are_found_without_case_and_accents(text: str, found: list[str]) -> None:
    assert words(text) == found


@pytest.mark.parametrize("text", ["a", "é", "a\u0301", "日", "\u0301", "_-", '"'])
def test_long_texts_take_little_time(text: str) -> None:
    start = time.perf_counter()
    words(text * 100_000)
    assert time.perf_counter() - start < 2


@settings(max_examples=50)
@given(st.text())
def test_all_forms_of_a_text_are_folded_alike(text: str) -> None:
    forms = {unicodedata.normalize(form, text) for form in ("NFC", "NFD", "NFKC", "NFKD")}
    assert len({folded(form) for form in forms}) == 1
