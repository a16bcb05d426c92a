"""What an address asks for: found, or answered with 404."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Concatenate, ParamSpec, TypeVar

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.models import User
from posts import cards
from posts.markup import is_tag, normal_tag
from posts.models import Block, Post
from posts.paging import GREATEST, key_in

NOBODY = "There is nobody of that name."

P = ParamSpec("P")
Request = TypeVar("Request", bound=HttpRequest)


def before(request: HttpRequest) -> int | None:
    """Return the key that the page asked for starts below: `?before=`."""
    return _key(request, "before")


def after(request: HttpRequest) -> int | None:
    """Return the key that the page asked for starts above: `?after=`."""
    return _key(request, "after")


def _key(request: HttpRequest, name: str) -> int | None:
    asked = request.GET.get(name)
    if asked is None:
        return None
    key = key_in(asked)
    if key is None:
        raise Http404("There is no such page.")
    return min(key, GREATEST)


def of_person(
    view: Callable[Concatenate[Request, User, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Hand the view the person in place of the username in the address.

    A page under a name that they had before redirects to the one under the name they have; a
    deed is done all the same. Who blocks the viewer is not found, and whom the viewer blocks
    neither, though the viewer is told why.
    """

    @wraps(view)
    def found(
        request: Request, /, username: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        person = _person(username)
        blocks = Block.objects.across(request.user, person)
        blockers = set(blocks.values_list("blocker", flat=True))
        if person.pk in blockers:
            raise Http404(NOBODY)
        if blockers:
            status = HTTPStatus.NOT_FOUND
            return render(request, "posts/blocked.html", {"person": person}, status=status)
        match = request.resolver_match
        renamed = person.username.lower() != username.lower()
        if renamed and match and request.method in ("GET", "HEAD"):
            here = reverse(match.view_name, args=[person.username], query=request.GET)
            return HttpResponseRedirect(here)
        return view(request, person, *args, **kwargs)

    return found


def of_anybody(
    view: Callable[Concatenate[Request, User, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Like `of_person`, for deeds that a block does not keep one from: blocking, unblocking."""

    @wraps(view)
    def found(
        request: Request, /, username: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        return view(request, _person(username), *args, **kwargs)

    return found


def of_post(
    view: Callable[Concatenate[Request, Post, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Hand the view the post in place of its id in the address, if the viewer may see it.

    An address with another name than its author's, who was renamed say, leads to the right one.
    """

    @wraps(view)
    def found(
        request: Request,
        /,
        post_id: int,
        username: str | None = None,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> HttpResponse:
        posts = Post.objects.visible_to(request.user).select_related("author")
        if request.method in ("GET", "HEAD"):  # a deed draws nothing
            posts = cards.for_viewer(posts, request.user)
        post = get_object_or_404(posts, pk=post_id)
        name = post.author.username
        if username and username.lower() != name.lower() and request.resolver_match:
            return redirect(request.resolver_match.view_name, name, post.pk)
        return view(request, post, *args, **kwargs)

    return found


def of_tag(view: Callable[[Request, str], HttpResponse]) -> Callable[..., HttpResponse]:
    """Hand the view the hashtag in its one form, to which a page in another redirects."""

    @wraps(view)
    def found(request: Request, /, name: str) -> HttpResponse:
        tag = normal_tag(name)
        if not is_tag(tag):
            raise Http404("That cannot be a hashtag.")
        match = request.resolver_match
        if tag != name and match and request.method in ("GET", "HEAD"):
            return redirect(match.view_name, tag)
        return view(request, tag)

    return found


def _person(username: str) -> User:
    try:
        return User.objects.get_visible(username)
    except User.DoesNotExist:
        raise Http404(NOBODY) from None
