"""The order in which parties sign, where minutes name one: no more changed once they are no draft.

Added as a column that may be empty, so that SQLite keeps the triggers of the table.
"""

from django.db import migrations, models

MINUTES = ("signing_order",)
SAID = "sealed minutes do not change"
CHANGED = 'OLD.state <> \'draft\' AND OLD."signing_order" {differs} NEW."signing_order"'


def protect(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(
            "CREATE TRIGGER handovers_minutes_order_stands BEFORE UPDATE ON handovers_minutes "
            f"WHEN {CHANGED.format(differs='IS NOT')} BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
        )
        return
    schema_editor.execute(
        "CREATE FUNCTION handovers_minutes_order_stands() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION '{SAID}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    schema_editor.execute(
        "CREATE TRIGGER handovers_minutes_order_stands BEFORE UPDATE ON handovers_minutes FOR EACH ROW "
        f"WHEN ({CHANGED.format(differs='IS DISTINCT FROM')}) EXECUTE FUNCTION handovers_minutes_order_stands()"
    )


def unprotect(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER IF EXISTS handovers_minutes_order_stands")
        return
    schema_editor.execute("DROP TRIGGER handovers_minutes_order_stands ON handovers_minutes")
    schema_editor.execute("DROP FUNCTION handovers_minutes_order_stands()")


class Migration(migrations.Migration):
    dependencies = [("handovers", "0011_remote_signatures")]
    operations = [
        migrations.AddField(
            "minutes",
            "signing_order",
            models.CharField(
                blank=True,
                choices=[
                    ("receiver,giver,witness", "bên nhận → bên giao → người chứng kiến"),
                    ("receiver,witness,giver", "bên nhận → người chứng kiến → bên giao"),
                    ("giver,receiver,witness", "bên giao → bên nhận → người chứng kiến"),
                    ("giver,witness,receiver", "bên giao → người chứng kiến → bên nhận"),
                    ("witness,receiver,giver", "người chứng kiến → bên nhận → bên giao"),
                    ("witness,giver,receiver", "người chứng kiến → bên giao → bên nhận"),
                ],
                max_length=40,
                null=True,
                verbose_name="thứ tự ký",
            ),
        ),
        migrations.RunPython(protect, unprotect),
    ]
