"""Who sees what: the query against the rules in plain Python, over random small worlds."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import User
from accounts.tests.factories import UserFactory
from posts.models import (
    Audience,
    Block,
    Follow,
    Mention,
    Mute,
    MutedConversation,
    Post,
    Tally,
    Viewer,
    ties,
)
from posts.tests.factories import PostFactory
from posts.timelines import home_page

PEOPLE = 5
VISITOR = None

Pairs = set[tuple[int, int]]

someone = st.integers(0, PEOPLE - 1)
pairs = st.sets(st.tuples(someone, someone).filter(lambda pair: pair[0] != pair[1]), max_size=6)


@dataclass(frozen=True)
class Saying:
    """A post of a small world: who wrote it, for whom, and whom it mentions.

    Attributes:
        answers: which of the posts before it; None if none.
    """

    author: int
    audience: Audience
    mentions: frozenset[int]
    answers: int | None


@dataclass(frozen=True)
class World:
    """People by number, and the rules of seeing as one would tell them to a child."""

    follows: Pairs
    blocks: Pairs
    mutes: Pairs
    hidden: set[int]
    sayings: list[Saying]
    reposts: Pairs
    muted_conversations: Pairs

    def conversation(self, number: int) -> int:
        """Return which post the conversation of that one began with."""
        answers = self.sayings[number].answers
        if answers is None or answers >= number:
            return number
        return self.conversation(answers)

    def sees(self, viewer: int | None, saying: Saying) -> bool:
        author = saying.author
        if author in self.hidden:
            return False
        if viewer is VISITOR:
            return saying.audience == Audience.EVERYONE
        if (viewer, author) in self.blocks or (author, viewer) in self.blocks:
            return False
        if viewer == author or saying.audience != Audience.FOLLOWERS:
            return True
        return (viewer, author) in self.follows or viewer in saying.mentions

    def lists(self, viewer: int | None, saying: Saying) -> bool:
        return self.sees(viewer, saying) and (viewer, saying.author) not in self.mutes

    def at_home(self, viewer: int, number: int) -> bool:
        if (viewer, self.conversation(number)) in self.muted_conversations:
            return False
        saying = self.sayings[number]
        bringers = {by for by, reposted in self.reposts if reposted == number}
        if saying.audience == Audience.FOLLOWERS:
            bringers = set()
        return self.lists(viewer, saying) and any(
            self.brings(viewer, by) for by in bringers | {saying.author}
        )

    def brings(self, viewer: int, other: int) -> bool:
        """Whether what the other says or reposts is at the viewer's home."""
        if other == viewer:
            return True
        apart = self.blocks & {(viewer, other), (other, viewer)}
        apart |= self.mutes & {(viewer, other)}
        return (viewer, other) in self.follows and other not in self.hidden and not apart


worlds = st.builds(
    World,
    follows=pairs,
    blocks=pairs,
    mutes=pairs,
    hidden=st.sets(someone, max_size=1),
    sayings=st.lists(
        st.builds(
            Saying,
            author=someone,
            audience=st.sampled_from(list(Audience)),
            mentions=st.frozensets(someone, max_size=2),
            answers=st.none() | st.integers(0, 6),
        ),
        max_size=8,
    ),
    reposts=st.sets(st.tuples(someone, st.integers(0, 7)), max_size=6),
    muted_conversations=st.sets(st.tuples(someone, st.integers(0, 7)), max_size=4),
)


class EachSeesWhatTheRulesSay(TestCase):
    @settings(max_examples=60, deadline=None)
    @given(world=worlds)
    def test_in_every_world(self, world: World) -> None:
        people = [UserFactory.create() for _ in range(PEOPLE)]
        posts = _bring_about(world, people)
        told = dict(zip(posts, world.sayings, strict=True))

        for number in (VISITOR, *range(PEOPLE)):
            if number in world.hidden:
                continue
            viewer: Viewer = AnonymousUser() if number is VISITOR else people[number]
            seen = {post for post, saying in told.items() if world.sees(number, saying)}
            listed = {post for post, saying in told.items() if world.lists(number, saying)}
            assert set(Post.objects.visible_to(viewer)) == seen
            assert set(Post.objects.listed_for(viewer)) == listed
            if isinstance(viewer, User):
                home = {p for i, p in enumerate(posts) if world.at_home(number or 0, i)}
                assert set(home_page(viewer).rows) == home

    @settings(max_examples=40, deadline=None)
    @given(world=worlds)
    def test_no_count_tells_of_what_is_not_seen(self, world: World) -> None:
        people = [UserFactory.create() for _ in range(PEOPLE)]
        _bring_about(world, people)

        for number in (VISITOR, *range(PEOPLE)):
            viewer: Viewer = AnonymousUser() if number is VISITOR else people[number]
            for person in people:
                follows = ties(viewer, person).follows
                counts = Tally.objects.of(person).counts_for(viewer, follows=follows)
                followers = Follow.objects.followers_of(person, viewer).count()
                following = Follow.objects.followed_by(person, viewer).count()
                assert (counts.followers, counts.following) == (followers, following)
                among = [saying for saying in world.sayings if people[saying.author] == person]
                told = {Audience.EVERYONE}
                told |= {Audience.MEMBERS} if number is not VISITOR else set()
                told |= {Audience.FOLLOWERS} if follows or viewer == person else set()
                assert counts.posts == sum(saying.audience in told for saying in among)


def _bring_about(world: World, people: list[User]) -> list[Post]:
    """Make the world, round the services: as it may be, and not only as it may become."""
    for one, other in world.follows:
        Follow.objects.create(follower=people[one], followed=people[other])
    for one, other in world.blocks:
        Block.objects.create(blocker=people[one], blocked=people[other])
    over = timezone.now() - timedelta(seconds=1)
    for one, other in world.mutes:
        Mute.objects.create(muter=people[one], muted=people[other])
    for one, other in {(a, b) for a in range(PEOPLE) for b in range(a)} - world.mutes:
        Mute.objects.create(muter=people[one], muted=people[other], until=over)
    posts: list[Post] = []
    for number, saying in enumerate(world.sayings):
        answers = saying.answers
        post = PostFactory.create(
            author=people[saying.author],
            audience=saying.audience,
            reply_to=posts[answers] if answers is not None and answers < number else None,
        )
        for number in saying.mentions:
            Mention.objects.create(post=post, member=people[number], name="x")
        posts.append(post)
    for number, reposted in world.reposts:
        shown = posts[reposted] if reposted < len(posts) else None
        if shown and shown.may_be_shared:
            reposter = people[number]
            PostFactory.create(
                author=reposter, body="", repost_of=shown, audience=shown.audience
            )
    for member, conversation in world.muted_conversations:
        if conversation < len(posts):
            key = posts[conversation].pk
            MutedConversation.objects.create(member=people[member], conversation=key)
    User.objects.filter(pk__in=[people[i].pk for i in world.hidden]).update(is_active=False)
    return posts
