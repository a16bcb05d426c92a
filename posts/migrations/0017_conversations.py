from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('posts', '0016_pictures'),
    ]

    operations = [
        migrations.AddField(
            model_name='post',
            name='conversation',
            field=models.BigIntegerField(editable=False, null=True),
        ),
    ]
