"""Minutes may be passed to another heir of their receiver; the act by which it took over is a paper one may show.

The table of minutes is made anew on SQLite, so what protects it is taken down before and put up again after.
"""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

stands = import_module("gieo.domain.handovers.migrations.0003_sealed_rows_stand")

PAPERS = [
    ("citizen_card", "Căn cước công dân"),
    ("passport", "Hộ chiếu"),
    ("staff_card", "Thẻ công chức, viên chức, thẻ ngành"),
    ("introduction", "Giấy giới thiệu của đơn vị"),
    ("authorisation", "Giấy uỷ quyền"),
    ("succession", "Văn bản sắp xếp đơn vị: người ký của đơn vị kế thừa"),
    ("known", "Cán bộ tại bàn biết rõ người ký"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("handovers", "0005_application_plan"),
        ("transfers", "0002_heirs"),
        ("units", "0002_acts"),
    ]
    operations = [
        migrations.RunPython(stands.unprotect, stands.protect),
        migrations.AddField(
            model_name="minutes",
            name="heir",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="units.unit",
                verbose_name="đơn vị nhận tiếp",
            ),
        ),
        migrations.AddField(
            model_name="minutes",
            name="heir_since",
            field=models.DateField(blank=True, null=True, verbose_name="nhận tiếp từ ngày"),
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.CheckConstraint(
                condition=models.Q(("heir__isnull", True), ("heir_since__isnull", True))
                | models.Q(("heir__isnull", False), ("heir_since__isnull", False)),
                name="minutes_heir_with_day",
                violation_error_message="Đơn vị nhận tiếp phải kèm ngày nhận.",
            ),
        ),
        migrations.RemoveConstraint(model_name="identitycheck", name="identity_words_known"),
        migrations.AlterField(
            model_name="identitycheck",
            name="paper",
            field=models.CharField(choices=PAPERS, max_length=20, verbose_name="giấy tờ đã xem"),
        ),
        migrations.AddConstraint(
            model_name="identitycheck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("paper__in", [value for value, _label in PAPERS]),
                    ("party__in", ["giver", "receiver", "witness"]),
                ),
                name="identity_words_known",
                violation_error_message="Bên ký hoặc loại giấy tờ không có trong danh mục.",
            ),
        ),
        migrations.RunPython(stands.protect, stands.unprotect),
    ]
