"""The words of a text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posts.words import MAX_LENGTH, tokens, words


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
        ("x" * 100, ["x" * MAX_LENGTH]),
    ],
)
def test_words_are_found_without_case_and_accents(text: str, found: list[str]) -> None:
    assert words(text) == found


@given(st.text())
def test_no_word_has_a_blank_or_a_quote(text: str) -> None:
    for word in [*words(text), *tokens(text + " #" + text, 1).split(" ")]:
        assert word
        assert not set(word) & set(" \t\n\0'\"\\")
        assert len(word.split()) == 1


@pytest.mark.parametrize("text", ["a", "é", "a\u0301", "日", "\u0301", "_-", '"'])
def test_long_texts_take_little_time(text: str) -> None:
    start = time.perf_counter()
    words(text * 100_000)
    assert time.perf_counter() - start < 2
