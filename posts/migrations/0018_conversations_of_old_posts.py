from django.db import migrations

# From what began a conversation downwards, past what is gone.
FILL = """
    WITH RECURSIVE threaded (id, conversation) AS (
        SELECT id, id
        FROM (
            SELECT id, reply_to_id FROM posts_post
            UNION ALL SELECT id, reply_to_id FROM posts_tombstone
        ) AS start
        WHERE reply_to_id IS NULL OR (
            NOT EXISTS (SELECT 1 FROM posts_post WHERE id = start.reply_to_id)
            AND NOT EXISTS (SELECT 1 FROM posts_tombstone WHERE id = start.reply_to_id)
        )
        UNION ALL
        SELECT answer.id, threaded.conversation {answers}
    )
    UPDATE posts_post SET conversation = threaded.conversation
    FROM threaded WHERE threaded.id = posts_post.id
"""
REPOSTS = """
    UPDATE posts_post SET conversation = shown.conversation
    FROM posts_post AS shown
    WHERE posts_post.body = '' AND shown.id = posts_post.repost_of_id
"""
# By the index on reply_to_id: LATERAL has PostgreSQL not read all there is for each step.
ANSWERS = {
    'postgresql': """
        FROM threaded
        CROSS JOIN LATERAL (
            SELECT id FROM posts_post WHERE reply_to_id = threaded.id
            UNION ALL SELECT id FROM posts_tombstone WHERE reply_to_id = threaded.id
        ) AS answer
    """,
    'sqlite': """
        FROM threaded
        JOIN (
            SELECT id, reply_to_id FROM posts_post WHERE reply_to_id IS NOT NULL
            UNION ALL
            SELECT id, reply_to_id FROM posts_tombstone WHERE reply_to_id IS NOT NULL
        ) AS answer ON answer.reply_to_id = threaded.id
    """,
}


def fill(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    schema_editor.execute(FILL.format(answers=ANSWERS[vendor]))
    schema_editor.execute(REPOSTS)


class Migration(migrations.Migration):

    dependencies = [
        ('posts', '0017_conversations'),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
