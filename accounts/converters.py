"""How usernames stand in addresses. What cannot be one is no address: 404 without a query."""

from django.urls import register_converter

from accounts.usernames import ALPHABET, MAX_LENGTH, MIN_LENGTH


class UsernameConverter:
    regex = f"[{ALPHABET}]{{{MIN_LENGTH},{MAX_LENGTH}}}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(UsernameConverter, "username")
