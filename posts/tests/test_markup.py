"""What in a text can be followed, and what only looks like it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posts.markup import Kind, is_tag, normal_tag, pieces


def found(body: str, kind: Kind) -> list[str]:
    return [piece.value for piece in pieces(body) if piece.kind is kind]


@pytest.mark.parametrize(
    ("body", "links"),
    [
        ("see https://a.example.", ["https://a.example"]),
        ("(https://a.example/b_(c))", ["https://a.example/b_(c)"]),
        ("https://a.example/?q=1&b=[2]!?", ["https://a.example/?q=1&b=[2]"]),
        ("日本語https://日本.jp/あ。", ["https://日本.jp/あ"]),
        ("「https://a.example/」", ["https://a.example/"]),
        ("HTTP://A.EXAMPLE/B", ["HTTP://A.EXAMPLE/B"]),
        ("http://[::1]:8000/", ["http://[::1]:8000/"]),
        ("https://a.example/#part https://b.example/@ada", ["https://a.example/#part", "https://b.example/@ada"]),
        ("'https://a.example'", ["https://a.example"]),
        ("<https://a.example>", ["https://a.example"]),
        ('"https://a.example"', ["https://a.example"]),
        ("https:// http://. https://@ ahttps://a.example", []),
        ("見https://a.example。謝謝", ["https://a.example"]),
        ("（https://a.example）と言う", ["https://a.example"]),  # noqa: RUF001
        ("“https://a.example”—she", ["https://a.example"]),
        ("(see https://a.example/x),then (https://a.example/(y))z", ["https://a.example/x", "https://a.example/(y)"]),
        ("javascript:alert(1) ftp://a.example www.a.example", []),
    ],
)  # fmt: skip
def test_links(body: str, links: list[str]) -> None:
    assert found(body, Kind.LINK) == links


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("@ada", ["ada"]),
        ("Hi @ada, @Grace_Hopper.", ["ada", "Grace_Hopper"]),
        ("(@ada) @ada's “@ada”", ["ada", "ada", "ada"]),
        ("日本語 @ada。", ["ada"]),
        ("@adaさん ありがとう@ada .@ada", ["ada", "ada", "ada"]),
        ("a@ada ada@example.org @ada@example.org @@ada /@ada", []),
        (f"@ab @{'x' * 65} @ädä @adaé é@ada @ ada", []),
        (f"@{'x' * 64}", ["x" * 64]),
    ],
)
def test_mentions(body: str, names: list[str]) -> None:
    assert found(body, Kind.MENTION) == names


@pytest.mark.parametrize(
    ("body", "tags"),
    [
        ("#Tomatoes, #beans!", ["tomatoes", "beans"]),
        ("#Straße #STRASSE", ["strasse", "strasse"]),
        ("#日本語 ＃タグ #می‌خواهم #हिन्दी", ["日本語", "タグ", "می‌خواهم", "हिन्दी"]),  # noqa: RUF001
        ("(#a1) #under_score #2026goals", ["a1", "under_score", "2026goals"]),
        ("#1 #2026 #_ # a ## ##a a#b #a#b &#39; /#a #", []),
        ("#rock'n'roll", ["rock"]),
        ("#" + "x" * 101, []),
        ("C# and #C", ["c"]),
    ],
)
def test_tags(body: str, tags: list[str]) -> None:
    assert found(body, Kind.TAG) == tags


texts = st.one_of(
    st.text(),
    st.lists(
        st.sampled_from(["#", "@", "https://", "a", "ada", ")", "(", ".", " ", "\n", "é", "日", "＃"])  # noqa: E501, RUF001
    ).map("".join),
)  # fmt: skip


@given(texts)
def test_the_parts_in_a_row_are_the_whole(body: str) -> None:
    parts = list(pieces(body))

    assert "".join(part.text for part in parts) == body
    assert all(part.text for part in parts)


@given(texts)
def test_a_tag_has_one_form(body: str) -> None:
    for tag in found(body, Kind.TAG):
        assert normal_tag(tag) == tag
        assert is_tag(tag)


@pytest.mark.parametrize(
    "unit",
    ["#", "@", "#a", "@ada", "https://", "https://a(", ")", "a", "é", "\u200d", "#\u200d"],
)
@pytest.mark.parametrize("head", ["", "https://a.example/", "#", "@"])
def test_no_text_makes_it_hang(head: str, unit: str) -> None:
    body = (head + unit * 5_000)[:5_000]

    started = time.process_time()
    list(pieces(body))

    assert time.process_time() - started < 0.1


@pytest.mark.parametrize("text", ["#½a", "#ﷺ", "#a½"])
def test_what_would_have_no_page_as_a_tag_is_none(text: str) -> None:
    assert all(piece.kind is Kind.TEXT for piece in pieces(text))
