"""What other sites and crawlers ask for: cards of posts, robots.txt and the sitemap."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import unquote, urlsplit

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.site import site_name, site_url
from posts import cards
from posts.ids import EPOCH, MILLISECOND, RANDOM_BITS, first_post_id
from posts.models import Post, PostQuerySet, findable_by
from posts.paging import key_in

CARD_WIDTH = 550  # pixels
CARD_AGE = 3600  # seconds that others may keep one
MAX_URLS = 50_000  # of a section, by sitemaps.org
DAY = timedelta(days=1)

NOT_FOR_CRAWLERS = ["/admin/", "/settings/", "/search/", "/posts/", "/login/", "/logout/"]
NOT_FOR_CRAWLERS += ["/register/", "/password-reset/", "/confirm/", "/confirm-address/"]
NOT_FOR_CRAWLERS += ["/bookmarks/", "/follow-requests/", "/notifications/", "/new/"]
NOT_FOR_CRAWLERS += ["/keyboard/"]


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """Answer with a post's card, as https://oembed.com has it."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse("Only JSON is spoken here.", status=501, content_type="text/plain")
    url = request.GET.get("url")
    if not url:
        return HttpResponse("Say which url.", status=400, content_type="text/plain")
    post = get_object_or_404(cards.for_everyone(request.user), pk=_post_id(url))
    author = post.author.username
    return JsonResponse(
        {
            "type": "rich",
            "version": "1.0",
            "provider_name": site_name(),
            "provider_url": f"{site_url()}/",
            "author_name": author,
            "author_url": site_url() + reverse("posts:profile", args=[author]),
            "html": render_to_string("posts/_embed.html", {"post": post}),
            "width": min(CARD_WIDTH, _most(request, "maxwidth")),
            "height": None,  # as the text needs
            "cache_age": CARD_AGE,
        }
    )


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in NOT_FOR_CRAWLERS)]
    lines += ["", f"Sitemap: {site_url()}{reverse('posts:sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Name the sections: the pages, members by key, and posts by day, none of them counted."""
    places = [reverse("posts:sitemap_pages")]
    if last := _members().order_by("-pk").first():
        sections = range(last.pk // MAX_URLS + 1)
        places += [reverse("posts:sitemap_members", args=[number]) for number in sections]
    oldest, newest = _posts().order_by("pk").first(), _posts().order_by("-pk").first()
    if oldest and newest:
        day, end = _day_of(oldest), _day_of(newest)
        while day <= end:
            places.append(reverse("posts:sitemap_posts", args=[f"{day:%Y-%m-%d}"]))
            day += DAY
    return _xml(request, "posts/sitemap_index.xml", places)


@require_safe
def sitemap_pages(request: HttpRequest) -> HttpResponse:
    places = [reverse("posts:home"), reverse("posts:explore")]
    return _xml(request, "posts/sitemap.xml", places)


@require_safe
def sitemap_members(request: HttpRequest, number: int) -> HttpResponse:
    last = _members().order_by("-pk").first()
    if last is None or number > last.pk // MAX_URLS:
        raise Http404("There is no such section.")
    start = number * MAX_URLS
    names = _members().filter(pk__gte=start, pk__lt=start + MAX_URLS).order_by("pk")
    places = [reverse("posts:profile", args=[member.username]) for member in names]
    return _xml(request, "posts/sitemap.xml", places)


@require_safe
def sitemap_posts(request: HttpRequest, day: str) -> HttpResponse:
    try:
        start = datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC)
        first, end = first_post_id(start), first_post_id(start + DAY)
    except (ValueError, OverflowError):
        raise Http404("There is no such section.") from None
    if end.bit_length() > 63:  # what no key can be
        raise Http404("There is no such section.")
    posts = _posts().filter(pk__gte=first, pk__lt=end).order_by("-pk")[:MAX_URLS]
    keys = posts.values_list("author__username", "pk")
    places = [reverse("posts:post", args=key) for key in keys]
    return _xml(request, "posts/sitemap.xml", places)


def _post_id(url: str) -> int:
    """Return the key of the post whose page `url` is; raises Http404."""
    try:
        parts, home = urlsplit(url), urlsplit(site_url())
        ours = parts.scheme in ("http", "https") and parts.netloc.lower() == home.netloc.lower()
        match = resolve(unquote(parts.path)) if ours else None
    except (ValueError, Resolver404):
        match = None
    if match is None or match.view_name != "posts:post":
        raise Http404("That is no post of this site.")
    key: int = match.kwargs["post_id"]
    return key


def _most(request: HttpRequest, name: str) -> int:
    """Return the greatest size asked for; what is no number asks for nothing."""
    return key_in(request.GET.get(name, "")) or CARD_WIDTH


def _members() -> QuerySet[User]:
    return findable_by(AnonymousUser())


def _posts() -> PostQuerySet:
    return Post.objects.visible_to(AnonymousUser()).findable_by(AnonymousUser())


def _day_of(post: Post) -> date:
    return (EPOCH + (post.pk >> RANDOM_BITS) * MILLISECOND).date()


def _xml(request: HttpRequest, template: str, places: list[str]) -> HttpResponse:
    urls = [site_url() + place for place in places]
    return render(request, template, {"urls": urls}, content_type="application/xml")
