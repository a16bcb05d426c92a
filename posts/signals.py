"""What the services tell of deeds to whoever looks on, such as another app.

Told after the commit, and only of what is new: asking twice is no deed. A receiver that fails
is logged, and takes nothing from the deed. Somebody may have undone it by then.
"""

from typing import Any

from django.db import transaction
from django.db.models import Model
from django.dispatch import Signal

post_published = Signal()  # post
post_edited = Signal()  # post; mentioned, whom it did not mention before
reposted = Signal()  # repost
unreposted = Signal()  # post; by, who reposted it
liked = Signal()  # like
unliked = Signal()  # post; by, who liked it
followed = Signal()  # follow; asked, whether it had been asked for
follow_requested = Signal()  # request


def tell(signal: Signal, sender: type[Model], **deed: Any) -> None:
    """Send the signal once what happened is stored for good; if it is undone, never."""
    transaction.on_commit(lambda: signal.send_robust(sender, **deed), robust=True)
