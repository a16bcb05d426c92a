"""Where a request comes from, as far as it is told and kept: a network and a device."""

import ipaddress
from dataclasses import dataclass

import ua_parser
from django.utils.translation import gettext as _

NETWORK_MAX_LENGTH = 43  # of "ffff:ffff:ffff:ffff::/64", with room to spare
DEVICE_MAX_LENGTH = 80  # characters
USER_AGENT_MAX_LENGTH = 500  # characters worth reading

UNKNOWN_BROWSER = "Unknown browser"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a deed comes from.

    Attributes:
        network: see `network_of`.
        device: see `device_of`.
        known: the mark of a browser that the member has signed in with before, or "".
    """

    network: str = ""
    device: str = ""
    known: str = ""


INSIDE = Origin()  # done by staff or the operator, at no door of the web


def network_of(address: str) -> str:
    """Return what one subscriber has: an IPv4 address, or the /64 of an IPv6 one.

    Whoever has one address of a /64 has them all, and could knock from each in turn.
    """
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:  # a Unix socket has none
        return ""
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            return str(ip.ipv4_mapped)
        return str(ipaddress.ip_network((int(ip), 64), strict=False))
    return str(ip)


def device_of(user_agent: str) -> str:
    """Return what a browser says it is, in a few words: "Firefox on Linux".

    In English, in which it is stored; `spoken` has it for a page.
    """
    printable = filter(str.isprintable, user_agent[:USER_AGENT_MAX_LENGTH])
    said = ua_parser.parse("".join(printable))
    browser = said.user_agent.family if said.user_agent else UNKNOWN_BROWSER
    device = f"{browser} on {said.os.family}" if said.os else browser
    return device[:DEVICE_MAX_LENGTH]


def spoken(device: str) -> str:
    """Return what `device_of` stored in the language of who reads it."""
    browser, on, system = device.partition(" on ")
    if browser == UNKNOWN_BROWSER:
        browser = _("Unknown browser")
    if not on:
        return browser
    return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
