"""Who the members are."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser
from django.contrib.auth.models import UserManager as AuthUserManager
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Length, Upper
from django.db.models.lookups import Exact, LessThanOrEqual, Range
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import usernames
from accounts.fields import CleanCharField, FoldedField
from accounts.lookalikes import lettering, skeleton
from accounts.models.former_name import FormerName, skeleton_of
from accounts.preferences import languages, time_zones
from accounts.text import validate_one_line

EMAIL_MAX_LENGTH = 254  # characters, as RFC 5321 has it
ABOUT_ME_MAX_LENGTH = 140  # code points; a line break counts as one
DISPLAY_NAME_MAX_LENGTH = 50  # code points
SUSPENSION_REASON_MAX_LENGTH = 200  # characters
USERNAME_TAKEN = _("That username is taken.")
EMAIL_TAKEN = _("That e-mail address is in use.")

USERNAME_SKELETON = skeleton_of("username")


class UserManager(AuthUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the member of that name or e-mail address; see `find`."""
        if member := self.find(username or ""):
            return member
        raise self.model.DoesNotExist

    def find(self, name: str) -> "User | None":
        """Return the member of that name or e-mail address, in any case, if there is one.

        "Ada" may sign in as "ada" or "ada@example.org": the constraints below allow only one
        of each, and no name has an "@".
        """
        if len(name) > EMAIL_MAX_LENGTH:  # SQLite refuses to compare a megabyte
            return None
        kind = "email" if "@" in name else "username"
        return self.filter(**{f"{kind}__iexact": name}).first()

    def visible(self) -> models.QuerySet["User"]:
        """Return the members whom others may see."""
        return self.filter(is_active=True)

    def get_visible(self, name: str) -> "User":
        """Return the visible member who has that name in any case, or else had it last.

        Raises:
            User.DoesNotExist: there is none.
        """
        if member := self.visible().filter(username__iexact=name).first():
            return member
        had_it = FormerName.objects.named(name).filter(user__is_active=True)
        if former := had_it.select_related("user").order_by("-released_at").first():
            return former.user
        raise self.model.DoesNotExist

    def looking_like(self, name: str) -> models.QuerySet["User"]:
        """Return those whose usernames one could take `name` for."""
        alike = Q(skeleton=skeleton(name)) | Q(username__iexact=lettering(name))
        return self.alias(skeleton=USERNAME_SKELETON).filter(alike)

    def due_for_deletion(self) -> models.QuerySet["User"]:
        """Return those who asked to be deleted and whose days of grace are over."""
        return self.filter(delete_on__lte=timezone.now())


class Theme(models.TextChoices):
    """In what light a member reads."""

    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class User(AbstractUser):
    """A member; `accounts.usernames` tells what a username may be.

    Attributes:
        pending_email: the address they want instead of `email`, until they confirm it.
        email_verified_at: when they showed that `email` is theirs.
        left_at: when they deactivated themselves; signing in brings them back. None for who
            was deactivated by staff, whom only staff bring back.
        describes_pictures: whether they want none of theirs to go without a description.
        uses_shortcuts: whether single keys do something on pages.
        delete_on: when all of theirs is deleted, if they do not come back before.
    """

    # ASCII, where every database's UPPER() agrees.
    username = models.CharField(
        _("username"),
        max_length=usernames.MAX_LENGTH,
        unique=True,
        validators=usernames.VALIDATORS,
        help_text=usernames.HELP_TEXT,
        error_messages={"unique": USERNAME_TAKEN},
    )
    display_name = CleanCharField(
        _("display name"),
        max_length=DISPLAY_NAME_MAX_LENGTH,
        blank=True,
        validators=[validate_one_line],
    )
    # To be searched.
    folded_username = FoldedField(of="username")
    folded_name = FoldedField(of="display_name")
    email = models.EmailField(_("e-mail address"), max_length=EMAIL_MAX_LENGTH)
    pending_email = models.EmailField(max_length=EMAIL_MAX_LENGTH, blank=True, editable=False)
    email_verified_at = models.DateTimeField(
        _("e-mail address confirmed"), null=True, blank=True, editable=False
    )
    about_me = CleanCharField(_("about me"), max_length=ABOUT_ME_MAX_LENGTH, blank=True)
    avatar = models.FileField(blank=True, editable=False)
    last_seen = models.DateTimeField(_("last seen"), null=True, blank=True, editable=False)

    # Empty: as their browser, and as the site has it.
    language = models.CharField(max_length=16, blank=True, choices=languages)
    time_zone = models.CharField(max_length=64, blank=True, choices=time_zones)
    theme = models.CharField(max_length=5, blank=True, choices=Theme.choices)
    hides_last_seen = models.BooleanField(default=False)
    hides_from_search = models.BooleanField(default=False)
    approves_followers = models.BooleanField(default=False)
    describes_pictures = models.BooleanField(default=False)
    uses_shortcuts = models.BooleanField(default=True)

    left_at = models.DateTimeField(_("left at"), null=True, blank=True, editable=False)
    delete_on = models.DateTimeField(_("delete on"), null=True, blank=True, editable=False)
    suspension_reason = models.CharField(
        _("suspension reason"),
        max_length=SUSPENSION_REASON_MAX_LENGTH,
        blank=True,
        help_text=_("Told to a deactivated member who tries to sign in."),
    )

    objects: ClassVar[UserManager] = UserManager()

    class Meta(AbstractUser.Meta):
        constraints = [
            # Upper, as `iexact` compares, so that the index serves it.
            models.UniqueConstraint(
                Upper("username"),
                name="accounts_user_username_ci",
                violation_error_message=USERNAME_TAKEN,
            ),
            models.UniqueConstraint(
                Upper("email"),
                name="accounts_user_email_ci",
                violation_error_message=EMAIL_TAKEN,
            ),
            models.CheckConstraint(
                condition=Range(
                    Length("username"), (usernames.MIN_LENGTH, usernames.MAX_LENGTH)
                ),
                name="accounts_user_username_length",
            ),
            # Trimming the alphabet off both ends leaves nothing only if there is nothing
            # else. (A regular expression would do on PostgreSQL alone: SQLite has none.)
            models.CheckConstraint(
                condition=Exact(
                    models.Func(F("username"), Value(usernames.ALPHABET), function="TRIM"),
                    Value(""),
                ),
                name="accounts_user_username_alphabet",
            ),
            models.CheckConstraint(condition=~Q(email=""), name="accounts_user_has_email"),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("about_me"), ABOUT_ME_MAX_LENGTH),
                name="accounts_user_about_me_length",
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("display_name"), DISPLAY_NAME_MAX_LENGTH),
                name="accounts_user_display_name_length",
            ),
            models.CheckConstraint(
                condition=Q(is_active=False) | Q(left_at=None, delete_on=None),
                name="accounts_user_leaver_is_hidden",
            ),
        ]
        indexes = [
            models.Index(USERNAME_SKELETON, name="accounts_user_looks"),
            # Both in each, so that what is inside names is looked for in the index alone.
            models.Index(
                fields=["folded_username", "folded_name"], name="accounts_user_by_username"
            ),
            models.Index(
                fields=["folded_name", "folded_username"], name="accounts_user_by_name"
            ),
            models.Index(
                fields=["delete_on"],
                name="accounts_user_due",
                condition=Q(delete_on__isnull=False),
            ),
        ]

    def save(
        self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any
    ) -> None:
        if update_fields is not None:
            saved = set(update_fields)
            folds = (field for field in self._meta.fields if isinstance(field, FoldedField))
            update_fields = saved | {field.name for field in folds if field.of in saved}
        super().save(*args, update_fields=update_fields, **kwargs)

    def clean_only(self, *names: str) -> None:
        """Do as `clean_fields`, for these fields alone."""
        self.clean_fields(exclude={field.name for field in self._meta.fields} - set(names))

    @property
    def shown_name(self) -> str:
        """What they are called on pages, where `@username` stands beside it."""
        return self.display_name or self.username

    @property
    def shown_last_seen(self) -> datetime | None:
        return None if self.hides_last_seen else self.last_seen
