"""Who the members are: facts the database keeps. What may be done is in services."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.contrib.auth.models import UserManager as AuthUserManager
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Length, Upper
from django.db.models.lookups import Exact, LessThanOrEqual, Range

from accounts import usernames
from accounts.fields import CleanCharField

EMAIL_MAX_LENGTH = 254  # characters, as RFC 5321 has it
ABOUT_ME_MAX_LENGTH = 140  # code points; a line break counts as one
USERNAME_TAKEN = "That username is taken."
EMAIL_TAKEN = "That e-mail address is in use."


class UserManager(AuthUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the member of that name or e-mail address, in any case.

        "Ada" may sign in as "ada" or "ada@example.org": the constraints below allow only one
        of each, and no name has an "@".
        """
        name = username or ""
        if len(name) > EMAIL_MAX_LENGTH:  # SQLite refuses to compare a megabyte
            raise self.model.DoesNotExist
        return self.get(**{"email__iexact" if "@" in name else "username__iexact": name})

    def visible(self) -> models.QuerySet["User"]:
        """Return the members whom others may see."""
        return self.filter(is_active=True)


class User(AbstractUser):
    """A member; `accounts.usernames` tells what a username may be."""

    # ASCII, where every database's UPPER() agrees.
    username = models.CharField(
        max_length=usernames.MAX_LENGTH,
        unique=True,
        validators=usernames.VALIDATORS,
        help_text=usernames.HELP_TEXT,
        error_messages={"unique": USERNAME_TAKEN},
    )
    email = models.EmailField("e-mail address", max_length=EMAIL_MAX_LENGTH)
    about_me = CleanCharField("about me", max_length=ABOUT_ME_MAX_LENGTH, blank=True)
    last_seen = models.DateTimeField(null=True, blank=True, editable=False)

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
        ]
