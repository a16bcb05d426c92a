"""A mail server that is really there, and may refuse, hang or be gone."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message


class Mailbox(Message):
    """Keeps what it receives; refuses the first `refusals` mails."""

    def __init__(self, refusals: int = 0) -> None:
        super().__init__()
        self.mails: list[Any] = []
        self.refusals = refusals

    async def handle_DATA(self, *args: Any) -> str:  # noqa: N802  # aiosmtpd's name
        if self.refusals:
            self.refusals -= 1
            return "451 Come back later"
        answer: str = await super().handle_DATA(*args)
        return answer

    def handle_message(self, message: Any) -> None:
        self.mails.append(message)


@contextmanager
def serving(box: Mailbox, port: int) -> Iterator[None]:
    """Take mail for `box` at that port of this machine."""
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    try:
        yield
    finally:
        server.stop()
