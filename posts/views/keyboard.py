"""Which key does what; static/js/shortcuts.js does it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import MemberRequest, member_required


@member_required
@require_safe
def shortcuts(request: MemberRequest) -> HttpResponse:
    return render(request, "posts/shortcuts.html")
