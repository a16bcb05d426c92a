"""Makes the community: people, whom they follow, and posts over months.

The same seed makes the same community, at times before the moment that is given.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from random import Random

from django.contrib.auth.hashers import make_password

from accounts.models import User
from microblog.demo.landscapes import Landscape, landscape
from microblog.demo.texts import INTERESTS, NAMES, QUOTES, REPLIES, SMALL_TALK, WORDS
from posts.ids import RANDOM_BITS, first_post_id
from posts.models import Follow, Like, Post

MONTHS = timedelta(days=180)
MINUTE = timedelta(minutes=1)
PASSWORD = "microblog-demo"  # noqa: S105  # told to everyone, for a toy
FOLLOWS_EACH = 12  # on average
FIRST_HOUR, LAST_HOUR = 7, 23  # when people are awake, UTC
SMALL_TALK_SHARE = 0.25  # of what people say
REPOST_SHARE = 0.08  # of all that is posted
QUOTE_SHARE = 0.3  # of those, with words of one's own
REPLY_SHARE = 0.25  # of all that is said
RECENT = 12  # posts, that one may reply to
TAG_SHARE = 0.2  # of what they say on what they love
PICTURE_SHARE = 0.06  # of what is no reply


@dataclass(frozen=True, slots=True)
class Community:
    """Plans `members` people and `posts` posts in the months before `until`."""

    members: int
    posts: int
    until: datetime
    seed: int

    def people(self) -> Iterator[User]:
        rng = Random(f"{self.seed}/people")  # noqa: S311  # no secret
        password = make_password(PASSWORD)
        for number in range(self.members):
            name = _name(number)
            seen = self.until - timedelta(minutes=int(rng.expovariate(1 / 2_000)))
            joined = self.until - MONTHS - timedelta(days=rng.randrange(200))
            yield User(
                username=name,
                email=f"{name.lower()}@example.org",
                email_verified_at=joined,
                password=password,
                about_me=INTERESTS[_interest(number)][0],
                date_joined=joined,
                last_seen=seen,
            )

    def follows(self, people: list[User]) -> Iterator[Follow]:
        """Some are followed by many and most by few, as everywhere."""
        rng = Random(f"{self.seed}/follows")  # noqa: S311  # no secret
        fame = list(accumulate(_zipf(len(people))))
        for follower in people:
            wanted = min(rng.randint(3, 2 * FOLLOWS_EACH), len(people) - 1)
            chosen = dict.fromkeys(rng.choices(people, cum_weights=fame, k=wanted))
            chosen.pop(follower, None)
            for followed in chosen:
                since = self.until - timedelta(minutes=rng.randrange(1, MONTHS // MINUTE))
                yield Follow(follower=follower, followed=followed, created_at=since)

    def timeline(self, people: list[User]) -> Iterator[Post]:
        """A few say a lot and most say little; oldest first."""
        # Several of them, for who says what must not depend on when it is said.
        clock = Random(f"{self.seed}/moments")  # noqa: S311  # no secret
        rng = Random(f"{self.seed}/posts")  # noqa: S311  # no secret
        talk = Random(f"{self.seed}/replies")  # noqa: S311  # no secret
        share = Random(f"{self.seed}/reposts")  # noqa: S311  # no secret
        recent: deque[Post] = deque(maxlen=RECENT)
        reposted: set[tuple[User, Post | None]] = set()
        zeal = list(accumulate(_zipf(len(people))))
        moments = sorted(self._moment(clock) for _ in range(self.posts))
        for moment in moments:
            (number,) = rng.choices(range(len(people)), cum_weights=zeal)
            post = Post(
                id=first_post_id(moment) | rng.getrandbits(RANDOM_BITS),
                author=people[number],
                body=_text(rng, _interest(number)),
                created_at=moment,
            )
            if recent and talk.random() < REPLY_SHARE:
                post.reply_to = talk.choice(recent)
                post.body = _filled(talk, REPLIES)
            elif recent and share.random() < REPOST_SHARE:
                post.repost_of = share.choice(recent)
                quotes = share.random() < QUOTE_SHARE
                post.body = _filled(share, QUOTES) if quotes else ""
            post.conversation = post.conversation_joined()
            if not post.is_repost:
                recent.append(post)
                yield post
            elif (post.author, post.repost_of) not in reposted:
                reposted.add((post.author, post.repost_of))
                yield post

    def likes(self, people: list[User], posts: list[Post]) -> Iterator[Like]:
        """A few for each post, by whoever passes by."""
        for post in posts:
            rng = Random(post.body)  # noqa: S311  # no secret
            fans = rng.choices(people, k=min(int(rng.expovariate(1)), len(people)))
            for fan in dict.fromkeys(fans):
                yield Like(member=fan, post=post, created_at=post.created_at)

    def pictures(self, post: Post) -> list[Landscape]:
        """A few posts have some."""
        rng = Random(f"{self.seed}/{post.body}")  # noqa: S311  # no secret
        if post.reply_to_id or rng.random() >= PICTURE_SHARE:
            return []
        return [landscape(rng) for _ in range(rng.choice((1, 1, 1, 2, 3, 4)))]

    def _moment(self, rng: Random) -> datetime:
        """Return one of the waking hours; of late there are more, for the community grew."""
        while True:
            moment = self.until - MINUTE - MONTHS * rng.random() ** 2
            if FIRST_HOUR <= moment.hour < LAST_HOUR:
                return moment


def _zipf(people: int) -> list[float]:
    """Return the weight of each person: a few have much of it, and most have little."""
    return [1 / (rank + 3) for rank in range(people)]


def _name(number: int) -> str:
    rounds, index = divmod(number, len(NAMES))
    return f"{NAMES[index]}{rounds + 1}" if rounds else NAMES[index]


def _interest(number: int) -> str:
    return list(INTERESTS)[number * 5 % len(INTERESTS)]


def _text(rng: Random, interest: str) -> str:
    at_ease = rng.random() < SMALL_TALK_SHARE
    words = _filled(rng, SMALL_TALK if at_ease else INTERESTS[interest][1])
    return f"{words} #{interest}" if not at_ease and rng.random() < TAG_SHARE else words


def _filled(rng: Random, sayings: tuple[str, ...]) -> str:
    words = {name: rng.choice(choices) for name, choices in WORDS.items()}
    words |= {name.capitalize(): word.capitalize() for name, word in words.items()}
    return rng.choice(sayings).format(**words)
