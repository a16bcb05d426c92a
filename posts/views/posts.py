"""One post: writing it, reading it, editing it, deleting it."""

from http import HTTPStatus
from secrets import token_hex

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import unsent
from accounts.access import MemberRequest, member_form, member_required
from accounts.pages import form_page, in_place
from accounts.redirects import previous_url, redirect_next
from posts import conversations, history, services
from posts.forms import EditForm, PostForm
from posts.models import Post
from posts.paging import key_in
from posts.views import lookups


@member_form
@require_http_methods(["GET", "HEAD", "POST"])
def compose(request: MemberRequest) -> HttpResponse:
    typed = (request.POST, request.FILES) if request.method == "POST" else ()
    start = _asked_for(request) or unsent.kept(request, request.user, request.path)
    form = PostForm(request.user, *typed, initial=start, auto_id=_ids(request))
    if form.is_valid() and not form.only_describes and (post := form.publish()):
        unsent.drop(request)
        says = format_html(
            '{} <a href="{}">{}</a>',
            _("Your post is live."),
            post.get_absolute_url(),
            _("See it"),
        )
        messages.success(request, says, extra_tags=str(form.cleaned_data["submission"] or ""))
        return redirect_next(request)
    return form_page(request, "posts/compose.html", form)


def _asked_for(request: MemberRequest) -> dict[str, object]:
    """Return how a form starts that answers or quotes the post which the address names."""
    visible = Post.objects.visible_to(request.user)
    if quoted := request.GET.get("quote"):
        post = get_object_or_404(visible, pk=key_in(quoted))
        if not post.may_be_shared:
            raise Http404("That post cannot be quoted.")
        return {"quote_of": post.pk}
    if answered := request.GET.get("reply"):
        answerable = visible.answerable_by(request.user)
        return _answering(get_object_or_404(answerable, pk=key_in(answered)))
    return {}


def _answering(post: Post) -> dict[str, object]:
    return {"reply_to": post.pk, "audience": post.audience, "warning": post.warning}


def _ids(request: HttpRequest) -> str:
    """Return how fields get ids; in place, such as no form has that is there already."""
    return f"id_%s_{token_hex(4)}" if in_place(request) else "id_%s"


@require_safe
@lookups.of_post
def show(request: HttpRequest, post: Post) -> HttpResponse:
    conversation = conversations.around(post, request.user, lookups.after(request))
    context = {"post": post, "conversation": conversation}
    if request.user.is_authenticated and services.may_reply(request.user, post):
        context["form"] = PostForm(request.user, initial=_answering(post))
    return render(request, "posts/post.html", context)


@member_form
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: MemberRequest, post_id: int) -> HttpResponse:
    try:
        return _edit(request, post_id=post_id)
    except (Http404, services.UnseenError) as error:
        kept = unsent.kept(request, request.user, request.path)
        typed = {name: (request.POST or kept).get(name, "") for name in EditForm.base_fields}
        if not typed["body"]:
            raise Http404("There is no such post.") from error
        form = PostForm(request.user, initial=typed)
        return render(request, "posts/gone.html", {"form": form}, status=HTTPStatus.NOT_FOUND)


@lookups.of_post
def _edit(request: MemberRequest, post: Post) -> HttpResponse:
    if not services.may_edit(request.user, post):
        raise services.NotTheirsToEditError
    typed = request.POST if request.method == "POST" else None
    kept = unsent.kept(request, request.user, request.path)
    form = EditForm(post, typed, initial=kept)
    if form.is_valid() and form.revise(request.user):
        unsent.drop(request)
        sent = form.cleaned_data["version"] or ""
        messages.success(request, _("Your post is changed."), extra_tags=sent)
        return redirect_next(request, post.get_absolute_url())
    return form_page(request, "posts/edit.html", form)


@require_safe
@lookups.of_post
def show_history(request: HttpRequest, post: Post) -> HttpResponse:
    page = history.of(post, lookups.before(request))
    return render(request, "posts/history.html", {"post": post, "page": page})


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
@lookups.of_post
def delete(request: MemberRequest, post: Post) -> HttpResponse:
    if request.method == "POST":
        services.delete(post, by=request.user)
        messages.success(request, _("The post is deleted."))
        return redirect_next(request)
    if not services.may_delete(request.user, post):
        raise services.NotTheirsToDeleteError
    context = {"post": post, "next": _back_without(request, post)}
    return render(request, "posts/delete.html", context)


def _back_without(request: HttpRequest, post: Post) -> str:
    """Return where to go on from when the post, and so its own pages, are gone."""
    profile = reverse("posts:profile", args=[post.author.username])
    back = previous_url(request, profile)
    doors = (reverse("accounts:login"), reverse("accounts:register"))
    gone = str(post.pk) in back or any(door in back for door in doors)
    return profile if gone else back
