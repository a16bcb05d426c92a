"""What a request may say of its encoding: nothing. Pages are UTF-8, and so are their forms.

Django believes any codec that Python knows, "rot13" and "unicode_escape" too: the one breaks
before the first middleware, the other smuggles in text that no database takes.
"""

from email.message import Message


def without_charset(content_type: str) -> str:
    """Return the header's value without a `charset` parameter; the others stay."""
    if "charset" not in content_type.lower():
        return content_type
    message = Message()
    message["Content-Type"] = content_type
    message.del_param("charset")
    return str(message["Content-Type"])
