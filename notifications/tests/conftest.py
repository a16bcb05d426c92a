from accounts.tests.conftest import member

__all__ = ["member"]
