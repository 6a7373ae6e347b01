"""What certificates signed, written once as the signatures themselves; PDFs on which the parties sign one after another."""

import django.db.models.deletion
from django.db import migrations, models

TABLE = "signing_certificate"

SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, 'what was sealed or signed is written once'); END
"""

POSTGRESQL = """
CREATE TRIGGER {table}_written_once BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION signing_written_once()
"""


def protect(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for verb in ("update", "delete"):
            schema_editor.execute(SQLITE.format(table=TABLE, verb=verb))
    else:
        schema_editor.execute(POSTGRESQL.format(table=TABLE))


def unprotect(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for verb in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER {TABLE}_no_{verb}")
    else:
        schema_editor.execute(f"DROP TRIGGER {TABLE}_written_once ON {TABLE}")


class Migration(migrations.Migration):
    dependencies = [("signing", "0003_printings_written_once")]
    operations = [
        migrations.CreateModel(
            name="Certificate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("field", models.CharField(max_length=200, verbose_name="ô ký trong tệp")),
                ("name", models.CharField(max_length=200, verbose_name="tên trong chứng thư")),
                (
                    "organisation",
                    models.CharField(blank=True, max_length=200, verbose_name="tổ chức trong chứng thư"),
                ),
                ("issuer", models.CharField(max_length=200, verbose_name="nơi cấp")),
                ("root", models.CharField(max_length=200, verbose_name="chứng thư gốc")),
                ("serial", models.CharField(max_length=64, verbose_name="số sê-ri")),
                ("claimed_at", models.DateTimeField(null=True, verbose_name="giờ ký ghi trong tệp")),
                ("stamped_at", models.DateTimeField(null=True, verbose_name="dấu thời gian")),
                (
                    "signature",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to="signing.signature",
                    ),
                ),
            ],
            options={
                "verbose_name": "chứng thư đã dùng để ký",
                "verbose_name_plural": "chứng thư đã dùng để ký",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("signature", "field"),
                        name="field_signed_once",
                        violation_error_message="Ô ký này đã được ghi.",
                    )
                ],
            },
        ),
        migrations.AlterField(
            model_name="rendering",
            name="kind",
            field=models.CharField(
                choices=[
                    ("pdf", "PDF"),
                    ("docx", "Word"),
                    ("pdf_digital", "PDF các bên đã ký số"),
                    ("pdf_signed", "PDF đã ký số"),
                ],
                max_length=12,
                verbose_name="loại tệp",
            ),
        ),
        migrations.RunPython(protect, unprotect),
    ]
