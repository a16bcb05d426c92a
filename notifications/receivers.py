"""What the app hears of from posts, and what it does then."""

from typing import Any

from accounts.models import User
from notifications import services
from notifications.models import Kind
from posts import signals
from posts.models import Follow, FollowRequest, Like, Post


def connect() -> None:
    signals.post_published.connect(on_post)
    signals.post_edited.connect(on_edit)
    signals.reposted.connect(on_repost)
    signals.unreposted.connect(on_unrepost)
    signals.liked.connect(on_like)
    signals.unliked.connect(on_unlike)
    signals.followed.connect(on_follow)
    signals.follow_requested.connect(on_request)


def on_post(post: Post, **_: Any) -> None:
    services.tell_of(post)


def on_edit(post: Post, mentioned: list[User], **_: Any) -> None:
    services.forget_mentions(post)
    services.tell_mentioned(mentioned, post)


def on_repost(repost: Post, **_: Any) -> None:
    if shown := repost.repost_of:
        services.tell(shown.author, Kind.REPOST, by=repost.author, post=shown)


def on_unrepost(post: Post, by: User, **_: Any) -> None:
    services.forget(Kind.REPOST, post, by=by)


def on_unlike(post: Post, by: User, **_: Any) -> None:
    services.forget(Kind.LIKE, post, by=by)


def on_like(like: Like, **_: Any) -> None:
    services.tell(like.post.author, Kind.LIKE, by=like.member, post=like.post)


def on_follow(follow: Follow, *, asked: bool, **_: Any) -> None:
    if asked:  # and who is followed said yes
        services.tell(follow.follower, Kind.ACCEPTED, by=follow.followed)
    else:
        services.tell(follow.followed, Kind.FOLLOW, by=follow.follower)


def on_request(request: FollowRequest, **_: Any) -> None:
    services.tell(request.followed, Kind.REQUEST, by=request.follower)
