"""What hashtags lead to: posts with those that a member follows."""

from django.db.models import Max, OuterRef, Q, Subquery

from accounts.models import User
from posts.models import Post, TagFollow, Tagging
from posts.paging import PAGE_SIZE


def with_followed_tags(reader: User, before: int | None = None) -> list[Post]:
    """Return what the reader's listings show with a hashtag that they follow.

    The newest first, and one more than fills a page. What would be the last of a page with
    one tag alone bounds the range to read, and is a few steps down the index of tags: the
    cost grows with the tags, of which nobody follows many, and not with the posts.
    """
    followed = TagFollow.objects.of(reader)
    listed = Post.objects.listed_for(reader)
    by_one = listed.tagged(OuterRef("tag"), before).values("pk")
    ends = followed.annotate(end=Subquery(by_one[PAGE_SIZE : PAGE_SIZE + 1]))
    in_range = Q(tag__in=followed.order_by().values("tag"))
    if end := ends.aggregate(Max("end"))["end__max"]:
        in_range &= Q(post__gte=end)
    if before is not None:
        in_range &= Q(post__lt=before)
    tagged = listed.filter(pk__in=Tagging.objects.filter(in_range).values("post"))
    return list(tagged.select_related("author").order_by("-pk")[: PAGE_SIZE + 1])
