from django.db import migrations

INDEXES = {
    "accounts_user_username_trigrams": "username",
    "accounts_user_display_name_trigrams": "display_name",
}


def add(apps, schema_editor):
    """Let PostgreSQL find the parts of names that search asks for; SQLite has no such index."""
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    for name, column in INDEXES.items():
        # As `icontains` and `istartswith` write it.
        schema_editor.execute(
            f"CREATE INDEX {name} ON accounts_user"
            f" USING gin (UPPER({column}::text) gin_trgm_ops)"
        )


def remove(apps, schema_editor):
    """Leave the extension: something else may use it."""
    if schema_editor.connection.vendor == "postgresql":
        for name in INDEXES:
            schema_editor.execute(f"DROP INDEX {name}")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0010_approving_followers")]

    operations = [migrations.RunPython(add, remove)]
