import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from accounts.text import clean_text


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
