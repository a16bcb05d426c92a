"""How usernames stand in addresses. What cannot be one is no address: 404 without a query."""

from django.urls.converters import StringConverter

from accounts.usernames import ALPHABET, MAX_LENGTH, MIN_LENGTH


class UsernameConverter(StringConverter):
    regex = f"[{ALPHABET}]{{{MIN_LENGTH},{MAX_LENGTH}}}"
