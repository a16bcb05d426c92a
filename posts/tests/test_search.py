"""Search: what is found, by whom, and what is refused."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.tests.factories import UserFactory
from posts import references, services
from posts.models import Audience, Post, PostWords
from posts.paging import PAGE_SIZE
from posts.search import MAX_NAMES, MAX_PEOPLE
from posts.tests.factories import PostFactory

pytestmark = pytest.mark.django_db


def post(body: str, **kwargs: object) -> Post:
    made: Post = PostFactory.create(body=body, **kwargs)
    references.store([made])
    return made


def found(client: Client, q: str) -> list[str]:
    response = client.get("/search/", {"q": q})
    assert response.status_code == 200
    return [row.body for row in response.context["page"].rows]


@pytest.mark.parametrize(
    ("q", "body"),
    [
        ("tea", "Green TEA"),
        ("creme brulee", "Brûlée, crème"),
        ("CRÈME", "creme"),
        ("日本", "私は日本語を話す"),
        ('"green tea"', "Green tea!"),
        ("green-tea", "green tea"),
        ("tea -coffee", "tea"),
        ('tea -"green tea"', "tea green"),
        ("#Tea", "I like #tea"),
        ("tea -#green", "tea green"),
        ("has:link tea", "tea https://a.example/"),
        ('"green tea', "green tea"),
        ("and or not near", "not near or and"),
        ("http://a.example/", "see http://a.example/"),
        ("हिन्दी", "मैं हिन्दी"),
    ],
)
def test_what_is_asked_for_is_found(client: Client, q: str, body: str) -> None:
    post(body)
    assert found(client, q) == [body]


@pytest.mark.parametrize(
    ("q", "body"),
    [
        ("tea", "team"),
        ("本日", "日本"),
        ('"green tea"', "tea green"),
        ("tea coffee", "tea"),
        ("tea -coffee", "tea, coffee"),
        ('tea -"green tea"', "a green tea"),
        ("#tea", "tea"),
        ("tea -#green", "tea #green"),
        ("tea has:link", "tea"),
        ("tea -has:link", "tea https://a.example/"),
    ],
)
def test_what_is_not_asked_for_is_not_found(client: Client, q: str, body: str) -> None:
    post(body)
    assert found(client, q) == []


def test_posts_are_found_by_their_author(client: Client) -> None:
    ada = UserFactory.create(username="Ada")
    post("by Ada", author=ada)
    post("by another")

    assert found(client, "from:@ADA") == ["by Ada"]
    assert found(client, "by -from:ada") == ["by another"]


def test_days_bound_what_is_found(client: Client) -> None:
    for day in (1, 2, 3):
        post(f"tea {day}", created_at=datetime(2026, 1, day, 12, tzinfo=UTC))

    assert found(client, "tea before:2026-01-02") == ["tea 1"]
    assert found(client, "tea after:2026-01-02") == ["tea 3"]
    assert found(client, "tea after:2026-01-01 before:2026-01-03") == ["tea 2"]


def test_a_post_is_found_as_soon_as_it_is_published(client: Client) -> None:
    services.publish(author=UserFactory.create(), body="fresh tea")
    assert found(client, "fresh") == ["fresh tea"]


def test_posts_of_somebody_hidden_are_not_found(client: Client) -> None:
    author = post("tea").author
    User.objects.filter(pk=author.pk).update(is_active=False)
    assert found(client, "tea") == []


def test_who_stays_out_of_search_is_found_by_nobody_else(client: Client) -> None:
    shy = UserFactory.create(username="shy", hides_from_search=True)
    post("shy tea", author=shy)

    assert found(client, "tea") == []
    assert client.get("/search/", {"q": "shy"}).context["people"] == []
    client.force_login(shy)
    assert found(client, "tea") == ["shy tea"]
    assert client.get("/search/", {"q": "shy"}).context["people"] == [shy]


def test_older_pages_go_on_where_one_ended_while_others_post(client: Client) -> None:
    posts = [post("tea & more") for _ in range(PAGE_SIZE + 1)]
    first = client.get("/search/", {"q": "tea & more"})
    post("tea & more")
    before = first.context["page"].before

    link = f"?q=tea%20%26%20more&amp;before={before}"
    assert link in first.content.decode()
    second = client.get("/search/" + link.replace("&amp;", "&")).context["page"].rows
    assert [*first.context["page"].rows, *second] == posts[::-1]


@pytest.mark.parametrize("way", ["service", "queryset", "author"])
def test_nothing_is_left_of_what_is_deleted(client: Client, way: str) -> None:
    gone = post("tea")
    if way == "service":
        services.delete(gone, by=gone.author)
    elif way == "queryset":
        Post.objects.filter(pk=gone.pk).delete()
    else:
        gone.author.delete()

    assert found(client, "tea") == []
    assert not PostWords.objects.exists()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT rowid FROM posts_postwords_fts WHERE posts_postwords_fts MATCH 'tea'"
            )
            assert cursor.fetchall() == []


def test_words_that_change_are_found_anew(client: Client) -> None:
    changed = post("tea")
    PostWords.objects.filter(post=changed).update(words="coffee")

    assert found(client, "coffee") == ["tea"]
    assert found(client, "tea") == []


def test_cost_does_not_grow_with_what_is_found(client: Client) -> None:
    post("tea @nobody")
    with CaptureQueriesContext(
        connection,
    ) as few:
        found(client, "tea")
    for _ in range(5):
        post("tea")
    with CaptureQueriesContext(connection) as many:
        found(client, "tea")
    assert len(many) == len(few)


def test_people_are_found_exact_names_first(client: Client) -> None:
    inside = UserFactory.create(username="xada")
    start = UserFactory.create(username="adam")
    exact = UserFactory.create(username="Ada")
    shown = UserFactory.create(username="zoe", display_name="Élodie Ada")

    people = client.get("/search/", {"q": "ada"}).context["people"]

    assert people == [exact, start, inside, shown]
    assert client.get("/search/", {"q": "élodie"}).context["people"] == [shown]


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("José", ["jose", "JOSÉ", "Jose\u0301,"]),
        ("Jose\u0301", ["jose", "José"]),
        ("Élodie", ["elodie", "éLODIE", "ÉLO"]),
        ("éÉlodie", ["ééLODIE", "eelodie"]),
        ("Mary O’Brien", ["o'brien", "brien"]),  # noqa: RUF001
        ("Jean-Luc", ["jean-luc", '"jean luc"', "luc jean"]),
        ("★ Zoë ★", ["zoe", "zoe★"]),
        ("Straße", ["STRASSE", "strasse"]),
        ("ｆｕｌｌ", ["full"]),  # noqa: RUF001
        ("Jürgen MÜLLER", ["müller", '"jürgen müller"', "jurgen, Muller!"]),
        ("山田太郎", ["太郎"]),
    ],
)
def test_people_are_found_without_case_and_accents(
    client: Client, name: str, asked: list[str]
) -> None:
    person = UserFactory.create(display_name=name)
    UserFactory.create(display_name="Somebody else")

    for q in asked:
        assert client.get("/search/", {"q": q}).context["people"] == [person], q


def test_a_phrase_is_found_in_its_order_in_names_too(client: Client) -> None:
    UserFactory.create(display_name="Müller Jürgen")
    UserFactory.create(display_name="郎太")

    for q in ('"jürgen müller"', "太郎", "ı"):  # noqa: RUF001
        assert client.get("/search/", {"q": q}).context["people"] == [], q


def test_exact_display_names_are_found_first_in_any_script(client: Client) -> None:
    longer = UserFactory.create(username="aaa", display_name="太郎丸")
    inside = UserFactory.create(username="bbb", display_name="山田太郎")
    exact = UserFactory.create(username="zzz", display_name="太郎")

    people = client.get("/search/", {"q": "太郎"}).context["people"]

    assert people == [exact, longer, inside]


def test_no_more_than_a_few_people_are_found_and_the_first_of_them(client: Client) -> None:
    inside = [UserFactory.create(username=username) for username in ("a_ada", "b_ada")]
    start = [UserFactory.create(username=f"ada_{n}") for n in range(MAX_PEOPLE)]

    assert client.get("/search/", {"q": "ada"}).context["people"] == start
    start[0].delete()
    assert client.get("/search/", {"q": "ada"}).context["people"] == [*start[1:], inside[0]]


@pytest.mark.parametrize("start", ["jose", "JOSÉ", "Jose\u0301", "josé  m", "JoséMüller"])
def test_names_go_on_without_case_and_accents(client: Client, member: User, start: str) -> None:
    names = ["José Müller", "Josémüller", "Ann José", "Jonas"]
    people = [UserFactory.create(display_name=name) for name in names]

    found = client.get("/search/names/", {"q": start}).json()["names"]

    expected = {
        "josé  m": people[:1],
        "JoséMüller": people[1:2],
    }.get(start, people[:2])
    assert [row["username"] for row in found] == [person.username for person in expected]


def test_names_go_on_with_no_more_than_a_few(client: Client, member: User) -> None:
    known = UserFactory.create(username="zoe", display_name="Ada")
    people = [UserFactory.create(username=f"ada_{n}") for n in range(MAX_NAMES)]
    services.follow(follower=member, followed=known)

    found = client.get("/search/names/", {"q": "ada"}).json()["names"]

    expected = [known, *people[: MAX_NAMES - 1]]
    assert [row["username"] for row in found] == [person.username for person in expected]


@pytest.mark.parametrize(
    ("q", "message"),
    [
        ("before:yesterday", "Write a date as year, month and day: 2026-01-31."),
        ("tea before:0001-01-01", "Write a date as year, month and day: 2026-01-31."),
        ("tea after:9999-12-31", "Write a date as year, month and day: 2026-01-31."),
        ("from:nobody", "There is nobody of the name after from:."),
        ("from:", "There is nobody of the name after from:."),
        ("has:video", "After has: only link and image are known."),
        ("is:answer tea", "There is no is: here."),
        ("-tea", "Say what to look for"),
        ("before:2026-01-01", "Say what to look for"),
        ("🙂", "Say what to look for"),
        ("tea " * 21, "Keep your search to 20 words."),
        ("x" * 10_000, "Keep your search to 200 characters."),
        ("tea\0", "Null characters are not allowed."),
    ],
)
def test_what_cannot_be_understood_is_told_at_the_field(
    client: Client, q: str, message: str
) -> None:
    response = client.get("/search/", {"q": q})

    assert response.status_code == 422
    assert message in response.context["form"].errors["q"][0]


@pytest.mark.parametrize(
    "q",
    ["'", '"', '""', "*", "te*", "NEAR(", "NEAR(a b)", "^a", "-", "--", ":", "#", "#'", "a:b",
     "\\", "{a}", "a' & !'b", "שלום", "\u202eabc", "%", "from:%", "#a\\'b", "\uff03", "a\ud7ff",
     "from:" + "x" * 150, 'from:"ada"', "-#", "-before:2026-01-01", "ﷺ #ﷺ", "#\u200d"],
)  # fmt: skip
def test_nothing_that_is_typed_breaks_it(client: Client, q: str) -> None:
    assert client.get("/search/", {"q": q}).status_code in (200, 422)
    assert client.get("/search/", {"q": "tea -" + q}).status_code in (200, 422)


def test_an_empty_search_gives_hints(client: Client) -> None:
    response = client.get("/search/?q=+")
    assert response.status_code == 200
    assert b"from:ada" in response.content


def test_names_go_on_with_those_whom_the_member_follows(client: Client, member: User) -> None:
    stranger = UserFactory.create(username="adam")
    followed = UserFactory.create(username="zed", display_name="Ada")
    UserFactory.create(username="adele", hides_from_search=True)
    services.follow(follower=member, followed=followed)
    client.force_login(member)

    assert client.get("/search/names/", {"q": "AD"}).json() == {
        "names": [
            {"username": followed.username, "name": "Ada"},
            {"username": stranger.username, "name": ""},
        ]
    }
    assert client.get("/search/names/").json() == {"names": []}


def test_names_are_not_for_visitors(client: Client) -> None:
    assert client.get("/search/names/", {"q": "a"}).status_code == 403


def test_what_is_not_for_me_is_not_found(client: Client, member: User) -> None:
    ada = UserFactory.create(username="ada_b", display_name="Ada B")
    services.publish(author=ada, body="marzipan among us", audience=Audience.FOLLOWERS)
    services.publish(author=ada, body="marzipan for members", audience=Audience.MEMBERS)

    def hits() -> int:
        return len(client.get("/search/", {"q": "marzipan"}).context["page"].rows)

    assert hits() == 1
    services.follow(follower=member, followed=ada)
    assert hits() == 2
    services.mute(muter=member, muted=ada)
    assert hits() == 0
    assert not client.get("/search/", {"q": "ada_b"}).context["people"]
    assert not client.get("/search/names/", {"q": "ada_b"}).json()["names"]
    services.unmute(muter=member, muted=ada)
    assert client.get("/search/", {"q": "ada_b"}).context["people"] == [ada]

    services.block(blocker=ada, blocked=member)
    assert hits() == 0
    assert client.get("/search/", {"q": "from:ada_b"}).status_code == 422
    assert not client.get("/search/names/", {"q": "ada_b"}).json()["names"]
    client.logout()
    assert hits() == 0


def test_replies_are_found_alone_or_left_out(client: Client) -> None:
    first = post("tea?")
    post("tea!", reply_to=first)

    assert found(client, "tea is:reply") == ["tea!"]
    assert found(client, "tea -is:reply") == ["tea?"]
    assert client.get("/search/", {"q": "is:reply"}).status_code == 422
    assert client.get("/search/", {"q": "is:answer tea"}).status_code == 422


def test_a_tag_that_grows_when_it_is_brought_to_its_one_form_is_no_error(
    client: Client,
) -> None:
    assert found(client, "#" + "ﷺ" * 190) == []
