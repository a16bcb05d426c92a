"""What a request may say of its encoding: nothing. Pages are UTF-8, and so are their forms.

Django believes any codec that Python knows, "rot13" and "unicode_escape" too, and looks up any
that a parameter names: the one breaks before the first middleware, the other smuggles in text
that no database takes.
"""


def with_boundary_alone(content_type: str) -> str:
    """Return the header's value with the one parameter that a form needs, if it has it."""
    kind, *parameters = content_type.split(";")
    kept = (one for one in parameters if one.strip().lower().startswith("boundary="))
    return ";".join((kind, *kept))
