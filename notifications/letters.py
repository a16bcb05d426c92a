"""The letter about a notification, as it stands when the letter leaves."""

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.letters import language_of, write
from accounts.site import site_url
from notifications import listing, sentences
from notifications.models import Kind, Notification


def compose(pk: int) -> EmailMultiAlternatives | None:
    """Return the letter, or None if there is no need for it any more.

    It was read, undone, or is not for the member to know; or they have no confirmed address.
    It is in the member's language.
    """
    told = Notification.objects.select_related("recipient").filter(pk=pk).first()
    if told is None or not told.recipient.is_active or not told.recipient.email_verified_at:
        return None
    member = told.recipient
    found = listing.entries(Notification.objects.shown_to(member).filter(pk=pk), member)
    if not found or not found[0].unread:
        return None
    entry = found[0]
    link = site_url() + _page_of(entry)
    with language_of(member):
        context = {
            "member": member,
            "entry": entry,
            "sentence": sentences.full(entry, lambda person: f"@{person.username}", str.format),
            "link": link,
            "choices": site_url() + reverse("notifications:preferences"),
        }
        return write(
            subject=sentences.short(entry),
            text=render_to_string("notifications/letter.txt", context),
            link=link,
            action=_("Answer the request") if entry.kind == Kind.REQUEST else _("See it"),
            to=member.email,
        )


def _page_of(entry: listing.Entry) -> str:
    if entry.post:
        return entry.post.get_absolute_url()
    if entry.kind == Kind.REQUEST:
        return reverse("posts:follow_requests")
    return reverse("posts:profile", args=[entry.people[0].username])
