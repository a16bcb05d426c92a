"""People, posts and forms for the style guide to draw. None of them is ever stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast
from urllib.parse import quote

from django import forms
from django.db.models import Model, QuerySet
from django.utils import timezone

from accounts.models import User
from notifications.listing import Entry
from notifications.models import Kind
from posts.activity import WEEKS, first_day
from posts.days import Daily
from posts.forms import PostForm
from posts.models import Audience, Mention, Picture, Post
from posts.services.pictures import Attachment

LANDSCAPE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
    'viewBox="0 0 90 60" preserveAspectRatio="xMidYMid slice">'
    '<path fill="{sky}" d="M0 0h90v60H0z"/>'
    '<circle cx="66" cy="17" r="8" fill="#fdf3c8"/>'
    '<path fill="{hill}" d="M0 60V42q22-24 45-4t45-10v32z"/></svg>'
)
SIZES = [(900, 600), (600, 800), (800, 600), (700, 700)]  # px
COLOURS = [
    ("#8fb7d9", "#3f6b4f"),
    ("#e0a58b", "#54486b"),
    ("#b9cbe0", "#2f5d73"),
    ("#d8c39a", "#6b5a34"),
]


def person(number: int, username: str, **fields: Any) -> User:
    # No member has such a key.
    return User(pk=-number, username=username, email=f"{username}@example.org", **fields)


ADA = person(1, "ada", display_name="Ada Lovelace", about_me="Tea and engines.")
BRUNO = person(2, "bruno", about_me="Too many tomatoes, not enough jars.")
LEILA = person(3, "leila", display_name="ليلى منصور", about_me="أكتب عن الحدائق والكتب.")
LONG = person(
    4,
    "w" * 64,
    display_name="Donaudampfschifffahrtsgesellschaftskapitänsmützenb",
    about_me="One word after another, each of them longer than most columns are wide.",
)


@dataclass(frozen=True, slots=True)
class ExamplePicture:
    """What templates and forms know of a `Picture`, drawn here instead of uploaded."""

    number: int
    alt: str = "Hills under a low sun"
    post_id: None = None

    @property
    def name(self) -> str:
        return f"{self.number:032x}"

    @property
    def width(self) -> int:
        return SIZES[self.number][0]

    @property
    def height(self) -> int:
        return SIZES[self.number][1]

    def get_absolute_url(self) -> str:
        sky, hill = COLOURS[self.number]
        drawn = LANDSCAPE.format(width=self.width, height=self.height, sky=sky, hill=hill)
        return f"data:image/svg+xml,{quote(drawn)}"


PICTURES = [ExamplePicture(number) for number in range(len(SIZES))]


def post(
    number: int,
    body: str,
    *,
    author: User = BRUNO,
    pictures: Sequence[ExamplePicture] = (),
    mentioned: Sequence[User] = (),
    minutes: int = 5,
    **fields: Any,
) -> Post:
    """Make a post as `posts.cards` would fetch it.

    Args:
        fields: of the model, and what is known of a post besides: `liked`, `like_count`, …
    """
    known = {"like_count": 0, "repost_count": 0, "reply_count": 0, "reposted_by": ()}
    known |= {"liked": False, "reposted": False, "bookmarked": False, "pinned": False}
    known |= {name: fields.pop(name) for name in known.keys() & fields.keys()}
    at = timezone.now() - timedelta(minutes=minutes)
    # The ids of real posts are greater by far.
    made = Post(pk=number, conversation=number, author=author, body=body, created_at=at)
    for name, value in (known | fields).items():
        setattr(made, name, value)
    mentions = [Mention(post=made, member=one, name=one.username) for one in mentioned]
    cache = {"mentions": _fetched(Mention, mentions), "pictures": _fetched(Picture, pictures)}
    made._prefetched_objects_cache = cache  # type: ignore[attr-defined]
    return made


def _fetched(model: type[Model], rows: Sequence[object]) -> QuerySet[Any]:
    """Return what `prefetch_related` would leave behind: nothing is asked of the database."""
    fetched: QuerySet[Any] = QuerySet(model)
    fetched._result_cache = list(rows)
    return fetched


def posts() -> list[tuple[str, Post]]:
    """Return each state of a post's card, with its name."""
    mine = post(1, "The kettle is on.", author=ADA, reply_count=2, like_count=3, minutes=90)
    quoted = post(2, "Rain at last. You could hear the whole garden drink.", minutes=300)
    plain = "Tea at four, @ada? https://example.org/a/rather/long/path/to/a/page #tea"
    long = (
        "The path along the river is open again.\n\nNo more detour through the estate, no "
        "more bridge with the steps, and at the weir somebody has put up a bench. "
    ) + "Donaudampfschifffahrtsgesellschaft" * 3
    return [
        ("Plain", post(3, plain, mentioned=[ADA])),
        ("Liked, reposted and bookmarked by the reader", _touched()),
        ("By the reader, edited, for followers", _own()),
        ("Long words, long name", post(5, long, author=LONG, minutes=60 * 24 * 9)),
        ("Right to left", post(6, "أمطرت أخيرًا، والحديقة كلها تشرب. #حديقة", author=LEILA)),
        ("Behind a warning", post(7, "The boat sinks.", warning="The end of a film")),
        ("Brought by reposts", post(8, "Slugs: 4. Beans: 0.", reposted_by=[ADA, LEILA])),
        ("A reply", post(9, "I bring the cake.", reply_to=mine)),
        ("A reply to what is gone", _without("reply_to", post(10, "And I the tea."))),
        ("A quote", post(11, "All of it!", author=LEILA, repost_of=quoted)),
        ("A quote of what is gone", _without("repost_of", post(13, "I could not agree less."))),
        *[_pictured(number) for number in range(1, len(PICTURES) + 1)],
    ]


def _touched() -> Post:
    counts: dict[str, Any] = {"like_count": 1200, "repost_count": 31, "reply_count": 7}
    done: dict[str, Any] = {"liked": True, "reposted": True, "bookmarked": True}
    return post(4, "Saturn after nine, low in the south.", author=LEILA, **counts, **done)


def _own() -> Post:
    edited: dict[str, Any] = {"edited_at": timezone.now(), "audience": Audience.FOLLOWERS}
    return post(12, "New chain, new cassette, same legs.", author=ADA, **edited)


def _without(named: str, made: Post) -> Post:
    """Return the post as one that names another, by that field, which is gone."""
    setattr(made, f"{named}_id", 1)
    made._state.fields_cache[named] = None
    return made


def _pictured(count: int) -> tuple[str, Post]:
    name = f"With {count} picture{'s' if count > 1 else ''}"
    return name, post(20 + count, "Out before breakfast.", pictures=PICTURES[:count])


def shown_post() -> Post:
    """Return one that a page is about."""
    return post(31, "Read somewhere that moss has no roots, only patience.", author=LEILA)


def hidden_reply() -> Post:
    """Return a reply that the reader hid under a post of theirs."""
    hidden = timezone.now()
    return post(30, "Coffee is better.", reply_to=post(1, "Tea!", author=ADA), hidden_at=hidden)


def composers() -> list[tuple[str, PostForm]]:
    """Return each state of the form to write a post, with its name."""
    refused = PostForm(ADA, {"body": "", "warning": "Tea? " * 21}, auto_id="refused_%s")
    refused.is_valid()
    refused.add_error("body", "Write something first.")
    pictured = PostForm(ADA, initial={"body": "Out before breakfast."}, auto_id="pictured_%s")
    for picture in PICTURES[:2]:
        pictured.attachments.append(Attachment(cast("Any", picture), picture.alt))
    reply = PostForm(ADA, auto_id="reply_%s")
    reply.answered = post(40, "Tea at four?")
    reply.fields["body"].label = "Your reply to @bruno"
    quote_of = PostForm(ADA, auto_id="quote_%s")
    quote_of.quoted = post(41, "Rain at last. You could hear the whole garden drink.")
    quote_of.fields["body"].label = "Your words on @bruno's post"
    return [
        ("Empty", PostForm(ADA, auto_id="empty_%s")),
        ("Refused", refused),
        ("With pictures", pictured),
        ("A reply", reply),
        ("A quote", quote_of),
    ]


class FieldsForm(forms.Form):
    """Every kind of control."""

    text = forms.CharField(label="Text", help_text="What helps to fill it in.")
    wrong = forms.CharField(label="Refused", help_text="Up to ten characters.", max_length=10)
    secret = forms.CharField(label="Password", widget=forms.PasswordInput, required=False)
    choice = forms.ChoiceField(label="Choice", choices=[("a", "One"), ("b", "Another")])
    words = forms.CharField(label="Long text", widget=forms.Textarea(attrs={"rows": 3}))
    file = forms.FileField(label="File", required=False)
    off = forms.CharField(label="Disabled", disabled=True, initial="Not now", required=False)
    yes = forms.BooleanField(label="Yes or no", help_text="What a yes does.", required=False)


def fields() -> FieldsForm:
    typed = {"text": "Something", "wrong": "Far too long", "choice": "a", "words": "Words"}
    form = FieldsForm(typed, auto_id="field_%s")
    form.add_error(None, "What is wrong with the whole form is said above it.")
    return form


def people() -> list[User]:
    return [BRUNO, LEILA, LONG]


def notifications() -> list[Entry]:
    liked = post(50, "The kettle is on.", author=ADA)
    said = post(51, "@ada I bring the cake.", mentioned=[ADA])
    told: list[tuple[Kind, Post | None, list[User], int, bool]] = [
        (Kind.LIKE, liked, [BRUNO, LEILA, LONG], 12, True),
        (Kind.REQUEST, None, [LEILA], 1, True),
        (Kind.REPLY, said, [BRUNO], 1, False),
        (Kind.FOLLOW, None, [BRUNO, LEILA], 2, False),
    ]
    at = timezone.now() - timedelta(hours=2)
    return [
        Entry(number, kind, number, about, people, count, at, unread)
        for number, (kind, about, people, count, unread) in enumerate(told)
    ]


def written(days: int = 7 * WEEKS - 3) -> Daily:
    """Return how much somebody wrote on so many days, some of them busy."""
    return Daily(first_day(), tuple(day * day % 11 % 7 for day in range(days)))
