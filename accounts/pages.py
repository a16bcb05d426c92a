"""How a page with a form answers."""

from http import HTTPStatus

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.redirects import next_url


def in_place(request: HttpRequest) -> bool:
    """Whether htmx asks, for a part of the page that its reader is on."""
    return request.headers.get("HX-Request") == "true"


def form_page(
    request: HttpRequest, template: str, form: BaseForm, **others: BaseForm
) -> HttpResponse:
    """Return the page with its forms, as 4xx if what was typed in one is refused."""
    refused = any(one.errors for one in (form, *others.values()))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    context = {"form": form, "next": next_url(request)} | others
    return render(request, template, context, status=status)
