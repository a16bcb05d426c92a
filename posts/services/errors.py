"""How the rules of posts and people say no."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from posts.models import Post


class PostsError(PermissionDenied):
    """A rule said no. The message is fit to show, and Django shows it, with 403."""


class GoneError(PostsError):
    def __init__(self) -> None:
        super().__init__(_("This account is closed."))


class UnseenError(PostsError):
    def __init__(self) -> None:
        super().__init__(_("This post is not there for you."))


class NotToShareError(PostsError):
    def __init__(self) -> None:
        super().__init__(_("What is for followers stays among them: it cannot be reposted."))


class NotTheirsToDeleteError(PostsError):
    def __init__(self) -> None:
        super().__init__(_("You can only delete posts of your own."))


class NotTheirsToEditError(PostsError):
    def __init__(self) -> None:
        super().__init__(_("You can only edit posts of your own."))


class ChangedError(PostsError):
    """Somebody else, or they themselves elsewhere, were quicker.

    Attributes:
        post: as it is now.
    """

    def __init__(self, post: Post) -> None:
        super().__init__(_("This post was changed elsewhere meanwhile."))
        self.post = post


class NotInvitedError(PostsError):
    """Somebody replies whom the author does not let."""


class NotTheirsToPinError(PostsError):
    def __init__(self) -> None:
        super().__init__(_("You can only pin posts of your own."))


class NotUnderTheirsError(PostsError):
    def __init__(self) -> None:
        super().__init__(_("You can only hide replies to posts of your own."))


class PinsFullError(PostsError):
    def __init__(self, most: int) -> None:
        said = ngettext(
            "You have pinned %(most)d post already. Unpin one of them first.",
            "You have pinned %(most)d posts already. Unpin one of them first.",
            most,
        )
        super().__init__(said % {"most": most})


class SelfFollowError(PostsError):
    def __init__(self) -> None:
        super().__init__(_("You cannot follow yourself."))


class SelfBlockError(PostsError):
    def __init__(self) -> None:
        super().__init__(_("You cannot block yourself."))


class SelfMuteError(PostsError):
    def __init__(self) -> None:
        super().__init__(_("You cannot mute yourself."))


class BlockedError(PostsError):
    def __init__(self) -> None:
        super().__init__(_("There is a block between the two of you: neither can follow."))


class NoTagError(PostsError):
    def __init__(self) -> None:
        super().__init__(_("That cannot be a hashtag."))


class TooManyTagsError(PostsError):
    def __init__(self, most: int) -> None:
        said = ngettext(
            "You follow %(most)d hashtag already. Unfollow one of them first.",
            "You follow %(most)d hashtags already. Unfollow one of them first.",
            most,
        )
        super().__init__(said % {"most": most})
