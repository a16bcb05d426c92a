"""How much there is of somebody, counted ahead."""

from dataclasses import dataclass

from django.conf import settings
from django.db import models

from accounts.models import User
from posts.models.people import Follow, Viewer, unlisted_for
from posts.models.post import Audience, Post


def audiences_counted(viewer: Viewer, author: int, *, follows: bool) -> list[Audience]:
    """Return the audiences whose posts by the author with that key the viewer may know of.

    Who is only mentioned in a post for followers sees it, but no count tells of it: it would
    have to be counted for each reader anew.

    Args:
        follows: whether the viewer follows the author.
    """
    if viewer.is_anonymous:
        return [Audience.EVERYONE]
    among_them = follows or viewer.pk == author
    return list(Audience) if among_them else [Audience.EVERYONE, Audience.MEMBERS]


@dataclass(frozen=True, slots=True)
class Counts:
    """How much of somebody a viewer may know of."""

    posts: int
    followers: int
    following: int


class TallyQuerySet(models.QuerySet["Tally"]):
    def of(self, user: User) -> "Tally":
        """Return the user's counts; all zero for who did nothing yet."""
        return self.filter(user=user).first() or Tally(user=user)


class Tally(models.Model):
    """How much there is of somebody, without counting it for every page.

    Followers and followed count while they are active. Kept by triggers (posts/triggers.py)
    in the very statement that inserts or deletes a row, or hides somebody, whatever code,
    cascade or SQL prompt it comes from. (TRUNCATE, SQLite's REPLACE and a change of who wrote
    or follows, or of an audience, are not such statements, and nothing here uses them.)

    Attributes:
        posts: those for everyone, reposts aside; those for members and for followers are
            counted apart, as a count tells of what it counts.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    posts = models.PositiveBigIntegerField(default=0)
    members_posts = models.PositiveBigIntegerField(default=0)
    followers_posts = models.PositiveBigIntegerField(default=0)
    followers = models.PositiveBigIntegerField(default=0)
    following = models.PositiveBigIntegerField(default=0)

    objects = TallyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "tallies"

    def __str__(self) -> str:
        return f"{self.user}: {self.posts} posts"

    def counts_for(self, viewer: Viewer, *, follows: bool) -> Counts:
        """Return the counts less what the viewer may not know of.

        Args:
            follows: whether the viewer follows the user.
        """
        by_audience = {
            Audience.EVERYONE: self.posts,
            Audience.MEMBERS: self.members_posts,
            Audience.FOLLOWERS: self.followers_posts,
        }
        audiences = audiences_counted(viewer, self.user_id, follows=follows)
        posts = sum(by_audience[audience] for audience in audiences)
        if viewer.is_anonymous:
            return Counts(posts, self.followers, self.following)
        unlisted = unlisted_for(viewer).filter(is_active=True)
        followers = Follow.objects.filter(followed=self.user_id, follower__in=unlisted)
        following = Follow.objects.filter(follower=self.user_id, followed__in=unlisted)
        return Counts(
            posts=posts,
            followers=self.followers - followers.count(),
            following=self.following - following.count(),
        )


class PostTally(models.Model):
    """How much was made of a post; kept as `Tally` is, and by the active alone.

    A post that nothing was made of has none. Replies for followers are not counted: who sees
    each of them differs from reader to reader.

    Attributes:
        replies: those for everyone; those for members are counted apart.
    """

    post = models.OneToOneField(
        Post, on_delete=models.CASCADE, primary_key=True, related_name="tally"
    )
    likes = models.PositiveBigIntegerField(default=0)
    reposts = models.PositiveBigIntegerField(default=0)
    replies = models.PositiveBigIntegerField(default=0)
    members_replies = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name_plural = "post tallies"

    def __str__(self) -> str:
        return f"{self.post_id}: {self.likes} likes"
