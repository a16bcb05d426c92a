"""The words of a post."""

from hypothesis import given
from hypothesis import strategies as st

from accounts.text import words
from posts.words import tokens


@given(st.text())
def test_no_word_has_a_blank_or_a_quote(text: str) -> None:
    for word in [*words(text), *tokens(text + " #" + text, 1).split(" ")]:
        assert word
        assert not set(word) & set(" \t\n\0'\"\\")
        assert len(word.split()) == 1
