from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('posts', '0018_conversations_of_old_posts'),
    ]

    operations = [
        migrations.AlterField(
            model_name='post',
            name='conversation',
            field=models.BigIntegerField(editable=False),
        ),
    ]
