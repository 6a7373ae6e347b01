"""Each number stands once for a giver in a year."""

from django.db import migrations, models
from django.db.models.functions import ExtractYear


def fill(apps, schema_editor):
    minutes = apps.get_model("handovers", "Minutes").objects
    minutes.filter(held_on__isnull=False).update(number_year=ExtractYear("held_on"))
    minutes.filter(held_on__isnull=True).update(number_year=ExtractYear("prepared_at"))


class Migration(migrations.Migration):
    dependencies = [("handovers", "0003_sealed_rows_stand")]
    operations = [
        migrations.AddField(
            model_name="minutes",
            name="number_year",
            field=models.PositiveSmallIntegerField(editable=False, null=True, verbose_name="năm của số"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.UniqueConstraint(
                condition=models.Q(("number", ""), _negated=True) & models.Q(("state", "void"), _negated=True),
                fields=("giver", "number", "number_year"),
                name="minutes_number_once",
                violation_error_message="Số này đã dùng cho một biên bản khác trong năm. Ghi số khác.",
            ),
        ),
    ]
