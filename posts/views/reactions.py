"""What members make of a post, and who did."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import MemberRequest, member_required
from accounts.pages import in_place
from accounts.redirects import previous_url
from posts import cards, services
from posts.models import Bookmark, Like, Post
from posts.paging import Page
from posts.views import lookups


def _deed(deed: Callable[..., bool]) -> Callable[..., HttpResponseBase]:
    """Return the view of a service that members call for a post."""

    @require_POST
    @member_required
    @lookups.of_post
    def view(request: MemberRequest, post: Post) -> HttpResponse:
        deed(post, by=request.user)
        if in_place(request):
            return _deeds_of(request, post.pk)
        page, _, _ = previous_url(request).partition("#")
        return HttpResponseRedirect(f"{page}#post-{post.pk}")  # where it stands there

    return view


def _deeds_of(request: MemberRequest, key: int) -> HttpResponse:
    """Answer with the foot of the post's card, and tell htmx where on the page that goes."""
    posts = cards.for_viewer(Post.objects.visible_to(request.user), request.user)
    context = {"post": get_object_or_404(posts, pk=key), "viewer": request.user}
    response = render(request, "posts/_post_deeds.html", context)
    response["HX-Retarget"] = f"#post-{key} > .post-deeds"
    response["HX-Reselect"] = ".post-deeds"
    return response


like = _deed(services.like)
unlike = _deed(services.unlike)
repost = _deed(services.repost)
unrepost = _deed(services.unrepost)
bookmark = _deed(services.bookmark)
unbookmark = _deed(services.unbookmark)


@require_safe
@member_required
@never_cache
def bookmarks(request: MemberRequest) -> HttpResponse:
    marks = Bookmark.objects.of(request.user).page(lookups.before(request))
    keys = [mark.post_id for mark in marks.rows]
    visible = Post.objects.visible_to(request.user)
    posts = cards.for_viewer(visible, request.user).in_bulk(keys)
    page = Page([posts[key] for key in keys if key in posts], marks.before)
    return render(request, "posts/bookmarks.html", {"page": page})


@require_safe
@lookups.of_post
def likes(request: HttpRequest, post: Post) -> HttpResponse:
    page = Like.objects.of(post, request.user).page(lookups.before(request))
    people = [like.member for like in page.rows]
    return render(request, "posts/likes.html", {"post": post, "page": page, "people": people})


@require_safe
@lookups.of_post
def reposts(request: HttpRequest, post: Post) -> HttpResponse:
    listed = Post.objects.listed_reposts_of(post, request.user)
    page = listed.page(lookups.before(request))
    people = [repost.author for repost in page.rows]
    return render(request, "posts/reposts.html", {"post": post, "page": page, "people": people})
