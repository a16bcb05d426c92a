import pytest
from django.core.checks import run_checks
from django.core.exceptions import ValidationError
from pytest_django import Settings

from posts.bodies import clean_body, length


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("café", 4),
        ("cafe\u0301", 4),  # an accent of its own
        ("👩‍👩‍👧‍👦", 1),
        ("👍🏽", 1),
        ("🇪🇸🇩🇪", 2),
        ("한국어", 3),
        ("नमस्ते", 3),
        ("a\nb", 3),
    ],
)
def test_counts_characters_as_people_see_them(text: str, count: int) -> None:
    assert length(text) == count


def test_takes_up_to_the_limit() -> None:
    assert clean_body("👩‍👩‍👧‍👦" * 500) == "👩‍👩‍👧‍👦" * 500
    assert clean_body("x\r\n" * 249 + "yz") == "x\n" * 249 + "yz"


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ("", "Write something first."),
        (" \n\t\u200b", "Write something first."),
        ("x" * 501, "Keep to 500 characters; this has 501."),
        ("x" * 1_000_000, "Keep to 500 characters; this is far too long."),
        ("e" + "\u0301" * 5_000, "Keep to 500 characters; this is far too long."),
        ("a\0b", "There are invisible control characters in this text."),
    ],
)
def test_refuses_with_a_reason(raw: str, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        clean_body(raw)


def test_the_limit_is_one_setting(settings: Settings) -> None:
    settings.POST_MAX_LENGTH = 10

    with pytest.raises(ValidationError, match="Keep to 10 characters; this has 11"):
        clean_body("x" * 11)


@pytest.mark.parametrize("limit", [0, 5_001])
def test_an_impossible_limit_is_told_at_the_start(settings: Settings, limit: int) -> None:
    settings.POST_MAX_LENGTH = limit

    assert [error.id for error in run_checks()] == ["posts.E001"]
