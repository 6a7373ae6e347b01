"""A row that says “this file is a printing of that content” is never changed or deleted: /xac-minh/ answers by it."""

from django.db import migrations

SQLITE = """
CREATE TRIGGER signing_rendering_no_{verb} BEFORE {verb} ON signing_rendering
BEGIN SELECT RAISE(ABORT, 'what was sealed or signed is written once'); END
"""

POSTGRESQL = """
CREATE TRIGGER signing_rendering_written_once BEFORE UPDATE OR DELETE ON signing_rendering
FOR EACH ROW EXECUTE FUNCTION signing_written_once()
"""


def protect(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for verb in ("update", "delete"):
            schema_editor.execute(SQLITE.format(verb=verb))
    else:
        schema_editor.execute(POSTGRESQL)


def unprotect(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for verb in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER signing_rendering_no_{verb}")
    else:
        schema_editor.execute("DROP TRIGGER signing_rendering_written_once ON signing_rendering")


class Migration(migrations.Migration):
    dependencies = [("signing", "0002_written_once")]
    operations = [migrations.RunPython(protect, unprotect)]
