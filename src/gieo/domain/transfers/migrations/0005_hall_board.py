import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("transfers", "0004_notes")]

    operations = [
        migrations.CreateModel(
            name="HallBoard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token_digest", models.CharField(max_length=64, unique=True)),
                ("hung_at", models.DateTimeField(verbose_name="treo lúc")),
                ("hung_by_name", models.CharField(max_length=200, verbose_name="người treo")),
                ("ends_at", models.DateTimeField(verbose_name="treo đến")),
                (
                    "conference",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hall_board",
                        to="transfers.conference",
                    ),
                ),
            ],
            options={
                "verbose_name": "bảng trong hội trường",
                "verbose_name_plural": "bảng trong hội trường",
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("token_digest", ""), _negated=True), ("ends_at__gt", models.F("hung_at"))
                        ),
                        name="board_hangs_for_a_time",
                        violation_error_message="Bảng phải có địa chỉ riêng và giờ hết hạn.",
                    )
                ],
            },
        ),
    ]
