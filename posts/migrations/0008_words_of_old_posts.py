from itertools import islice

from django.db import migrations

from posts.words import tokens

BATCH = 1000  # posts


def store(apps, schema_editor):
    """Find the words of posts that were there before words were stored."""
    Post = apps.get_model('posts', 'Post')
    PostWords = apps.get_model('posts', 'PostWords')
    left = Post.objects.filter(indexed=None).only('pk', 'body', 'author_id').order_by('pk')
    posts = left.iterator(chunk_size=BATCH)
    while batch := list(islice(posts, BATCH)):
        PostWords.objects.bulk_create(
            PostWords(post_id=post.pk, words=tokens(post.body, post.author_id)) for post in batch
        )


class Migration(migrations.Migration):

    dependencies = [
        ('posts', '0007_words'),
    ]

    operations = [
        migrations.RunPython(store, migrations.RunPython.noop, elidable=True),
    ]
