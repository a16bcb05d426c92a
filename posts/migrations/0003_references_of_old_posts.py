from itertools import islice

from django.db import migrations

from posts.markup import Kind, pieces

BATCH = 1000  # posts


def store(apps, schema_editor):
    """Find the hashtags and mentions of posts that were there before they were stored."""
    Post = apps.get_model('posts', 'Post')
    Tagging = apps.get_model('posts', 'Tagging')
    Mention = apps.get_model('posts', 'Mention')
    User = apps.get_model('accounts', 'User')
    telling = Post.objects.filter(body__regex='[#＃@]').only('pk', 'body')
    posts = telling.iterator(chunk_size=BATCH)
    while batch := list(islice(posts, BATCH)):
        found = {post.pk: list(pieces(post.body)) for post in batch}
        tags = {
            (piece.value, pk)
            for pk, parts in found.items()
            for piece in parts if piece.kind is Kind.TAG
        }
        Tagging.objects.bulk_create(
            [Tagging(tag=tag, post_id=pk) for tag, pk in sorted(tags)], ignore_conflicts=True
        )
        names = {
            (piece.value.lower(), pk)
            for pk, parts in found.items()
            for piece in parts if piece.kind is Kind.MENTION
        }
        members = {
            name: member.pk
            for name in {name for name, _ in names}
            if (member := User.objects.filter(username__iexact=name, is_active=True).first())
        }
        Mention.objects.bulk_create(
            [
                Mention(post_id=pk, member_id=members[name], name=name)
                for name, pk in sorted(names) if name in members
            ],
            ignore_conflicts=True,
        )


class Migration(migrations.Migration):

    dependencies = [
        ('posts', '0002_references'),
        ('accounts', '0001_initial'),
    ]

    operations = [
        migrations.RunPython(store, migrations.RunPython.noop, elidable=True),
    ]
