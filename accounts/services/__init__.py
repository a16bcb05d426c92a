"""Rules about people: what may be done, and why not. A module per subject."""

from accounts.services.addresses import (
    ask_for_address,
    confirm_address,
    forget_pending_address,
    send_confirmation,
)
from accounts.services.entering import enter, prove
from accounts.services.history import forget_old, record
from accounts.services.joining import sign_up
from accounts.services.leaving import (
    come_back,
    deactivate,
    delete_due,
    leave,
    leave_for_good,
    reactivate,
)
from accounts.services.passwords import (
    adopt_password,
    ask_for_reset,
    reset_password,
    set_password,
)
from accounts.services.profiles import (
    clear_profile,
    edit_profile,
    remove_avatar,
    see,
    set_avatar,
    set_preferences,
    set_privacy,
)
from accounts.services.sessions import end_other_sessions, end_session

__all__ = [
    "adopt_password",
    "ask_for_address",
    "ask_for_reset",
    "clear_profile",
    "come_back",
    "confirm_address",
    "deactivate",
    "delete_due",
    "edit_profile",
    "end_other_sessions",
    "end_session",
    "enter",
    "forget_old",
    "forget_pending_address",
    "leave",
    "leave_for_good",
    "prove",
    "reactivate",
    "record",
    "remove_avatar",
    "reset_password",
    "see",
    "send_confirmation",
    "set_avatar",
    "set_password",
    "set_preferences",
    "set_privacy",
    "sign_up",
]
