"""Receipts item by item on days of their own, refusals, and minutes that take the place of others.

The tables of minutes and items are made anew on SQLite, so what protects them is taken down before and put up again
after. What was received before becomes a receipt of its own; no row is written before every table has its shape, since
PostgreSQL changes no table with checks still to come.

The database keeps a receipt as it was written: only its being taken back is noted once, and no row of it comes later.
A version always names the minutes it was written to replace.
"""

from importlib import import_module
from itertools import groupby
from zoneinfo import ZoneInfo

import django.db.models.deletion
from django.db import migrations, models
from django.db.models.functions import Coalesce, TruncDate

stands = import_module("gieo.domain.handovers.migrations.0003_sealed_rows_stand")

SAID = "what was received is written once"
NOTE = (
    "minutes_id", "number", "on", "by_name", "by_title", "note", "recorded_at", "recorded_by_name", "carried_from_id",
)
NOTE_FREE = ("id", "retracted_at", "retracted_by_name", "retract_reason")


def _changed(columns, word):
    return " OR ".join(f'OLD."{name}" {word} NEW."{name}"' for name in columns)


def protect(apps, schema_editor):
    """No receipt changes or goes, but that it is taken back once; no row of one changes or goes."""
    execute, is_sqlite = schema_editor.execute, schema_editor.connection.vendor == "sqlite"
    word = "IS NOT" if is_sqlite else "IS DISTINCT FROM"
    note = f"OLD.retracted_at IS NOT NULL OR {_changed(NOTE, word)}"
    version = f"OLD.state <> 'draft' AND ({_changed(('replaces_id', 'replace_reason'), word)})"
    for name, table, verb, when in (
        ("receipts_kept", "handovers_receiptnote", "UPDATE", note),
        ("receipts_stay", "handovers_receiptnote", "DELETE", ""),
        ("receipt_rows_kept", "handovers_receiptrow", "UPDATE", ""),
        ("receipt_rows_stay", "handovers_receiptrow", "DELETE", ""),
        ("versions_kept", "handovers_minutes", "UPDATE", version),
    ):
        said = stands.SAID if table == "handovers_minutes" else SAID
        condition = f"WHEN ({when}) " if when else ""
        if is_sqlite:
            execute(
                f"CREATE TRIGGER handovers_{name} BEFORE {verb} ON {table} {condition}"
                f"BEGIN SELECT RAISE(ABORT, '{said}'); END"
            )
        else:
            execute(
                f"CREATE FUNCTION handovers_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                f"RAISE EXCEPTION '{said}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
            )
            execute(
                f"CREATE TRIGGER handovers_{name} BEFORE {verb} ON {table} FOR EACH ROW {condition}"
                f"EXECUTE FUNCTION handovers_{name}()"
            )


def unprotect(apps, schema_editor):
    tables = {
        "receipts_kept": "receiptnote", "receipts_stay": "receiptnote", "receipt_rows_kept": "receiptrow",
        "receipt_rows_stay": "receiptrow", "versions_kept": "minutes",
    }
    for name, table in tables.items():
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(f"DROP TRIGGER IF EXISTS handovers_{name}")
        else:
            schema_editor.execute(f"DROP TRIGGER handovers_{name} ON handovers_{table}")
            schema_editor.execute(f"DROP FUNCTION handovers_{name}()")


def fill_items(apps, schema_editor):
    """What was received was received whole; minutes of which some was received say so."""
    items = apps.get_model("handovers", "MinutesItem").objects.filter(receipt="received")
    day = TruncDate("received_at", tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    items.update(received_quantity=Coalesce("quantity", 1, output_field=models.DecimalField()), received_on=day)
    minutes = apps.get_model("handovers", "Minutes").objects
    minutes.filter(state="signed", pk__in=items.values("minutes")).update(state="partly")


def write_receipts(apps, schema_editor):
    """One receipt for each moment at which somebody confirmed items of some minutes."""
    Note, Row = apps.get_model("handovers", "ReceiptNote"), apps.get_model("handovers", "ReceiptRow")
    found = apps.get_model("handovers", "MinutesItem").objects.filter(receipt="received")
    by_minutes = groupby(found.order_by("minutes_id", "received_at", "order"), key=lambda item: item.minutes_id)
    for minutes, taken in by_minutes:
        for number, (moment, rows) in enumerate(groupby(taken, key=lambda item: item.received_at), start=1):
            items = list(rows)
            name = items[0].received_by_name or "–"
            note = Note.objects.create(
                minutes_id=minutes, number=number, on=items[0].received_on, by_name=name, note=items[0].received_note,
                recorded_at=moment, recorded_by_name=name,
            )
            Row.objects.bulk_create(
                Row(receipt=note, item=item, outcome="received", quantity=item.received_quantity) for item in items
            )


class Migration(migrations.Migration):
    dependencies = [
        ("handovers", "0006_heirs"),
    ]

    operations = [
        migrations.RunPython(stands.unprotect, stands.protect),
        migrations.CreateModel(
            name="ReceiptNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="lần nhận")),
                ("on", models.DateField(verbose_name="ngày nhận")),
                ("by_name", models.CharField(max_length=200, verbose_name="người nhận")),
                ("by_title", models.CharField(blank=True, max_length=160, verbose_name="chức vụ người nhận")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                ("recorded_at", models.DateTimeField(verbose_name="ghi lúc")),
                ("recorded_by_name", models.CharField(max_length=200, verbose_name="người ghi")),
                ("retracted_at", models.DateTimeField(blank=True, null=True, verbose_name="thu hồi lúc")),
                ("retracted_by_name", models.CharField(blank=True, max_length=200, verbose_name="người thu hồi")),
                ("retract_reason", models.CharField(blank=True, max_length=300, verbose_name="lý do thu hồi")),
            ],
            options={
                "verbose_name": "lần nhận",
                "verbose_name_plural": "các lần nhận",
                "ordering": ["minutes_id", "number"],
            },
        ),
        migrations.CreateModel(
            name="ReceiptRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("received", "Đã nhận"),
                            ("awaited", "Nhận sau"),
                            ("refused", "Không nhận"),
                        ],
                        max_length=12,
                        verbose_name="kết quả",
                    ),
                ),
                (
                    "quantity",
                    models.DecimalField(
                        blank=True, decimal_places=3, max_digits=14, null=True, verbose_name="số lượng"
                    ),
                ),
                ("expected_on", models.DateField(blank=True, null=True, verbose_name="hẹn giao ngày")),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("quality", "Không đạt chất lượng"),
                            ("quantity", "Không đủ số lượng"),
                            ("wrong", "Không đúng mục đã ghi"),
                            ("not_needed", "Không có nhu cầu nữa"),
                            ("other", "Lý do khác"),
                        ],
                        max_length=12,
                        verbose_name="lý do không nhận",
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=300, verbose_name="nói rõ")),
            ],
            options={
                "verbose_name": "mục của lần nhận",
                "verbose_name_plural": "mục của lần nhận",
                "ordering": ["receipt_id", "id"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="minutes",
            name="minutes_state_known",
        ),
        migrations.RemoveConstraint(
            model_name="minutes",
            name="minutes_sealed_has_content",
        ),
        migrations.RemoveConstraint(
            model_name="minutes",
            name="minutes_sealed_is_filled",
        ),
        migrations.RemoveConstraint(
            model_name="minutes",
            name="minutes_signed_has_time",
        ),
        migrations.RemoveConstraint(
            model_name="minutes",
            name="minutes_received_has_time",
        ),
        migrations.RemoveConstraint(
            model_name="minutesitem",
            name="item_received_has_time",
        ),
        migrations.AddField(
            model_name="minutes",
            name="replace_reason",
            field=models.CharField(blank=True, max_length=500, verbose_name="lý do thay thế"),
        ),
        migrations.AddField(
            model_name="minutes",
            name="replaces",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versions",
                to="handovers.minutes",
                verbose_name="thay thế biên bản",
            ),
        ),
        migrations.AddField(
            model_name="minutes",
            name="superseded_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="bị thay thế lúc"),
        ),
        migrations.AddField(
            model_name="minutesitem",
            name="expected_on",
            field=models.DateField(blank=True, null=True, verbose_name="hẹn giao ngày"),
        ),
        migrations.AddField(
            model_name="minutesitem",
            name="received_on",
            field=models.DateField(blank=True, null=True, verbose_name="nhận đủ ngày"),
        ),
        migrations.AddField(
            model_name="minutesitem",
            name="received_quantity",
            field=models.DecimalField(decimal_places=3, default=0, max_digits=14, verbose_name="số lượng đã nhận"),
        ),
        migrations.AddField(
            model_name="minutesitem",
            name="refusal",
            field=models.CharField(
                blank=True,
                choices=[
                    ("quality", "Không đạt chất lượng"),
                    ("quantity", "Không đủ số lượng"),
                    ("wrong", "Không đúng mục đã ghi"),
                    ("not_needed", "Không có nhu cầu nữa"),
                    ("other", "Lý do khác"),
                ],
                max_length=12,
                verbose_name="lý do không nhận",
            ),
        ),
        migrations.AddField(
            model_name="minutesitem",
            name="refusal_note",
            field=models.CharField(blank=True, max_length=300, verbose_name="nói rõ vì sao không nhận"),
        ),
        migrations.AlterField(
            model_name="minutes",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "Bản thảo"),
                    ("sealed", "Chờ ký"),
                    ("signed", "Đã ký, chờ nhận"),
                    ("partly", "Đã nhận một phần"),
                    ("received", "Đã nhận đủ"),
                    ("superseded", "Đã được thay thế"),
                    ("void", "Đã huỷ"),
                ],
                db_index=True,
                default="draft",
                max_length=12,
                verbose_name="tình trạng",
            ),
        ),
        migrations.AlterField(
            model_name="minutesitem",
            name="receipt",
            field=models.CharField(
                choices=[
                    ("pending", "Chưa nhận"),
                    ("partly", "Đã nhận một phần"),
                    ("received", "Đã nhận"),
                    ("refused", "Không nhận"),
                ],
                default="pending",
                max_length=12,
                verbose_name="đã nhận",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "draft",
                            "sealed",
                            "signed",
                            "partly",
                            "received",
                            "superseded",
                            "void",
                        ],
                    )
                ),
                name="minutes_state_known",
                violation_error_message="Tình trạng của biên bản không có trong danh mục.",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("sealed__isnull", False),
                        ("sealed_at__isnull", False),
                        (
                            "state__in",
                            (
                                "sealed",
                                "signed",
                                "partly",
                                "received",
                                "superseded",
                            ),
                        ),
                    ),
                    models.Q(
                        ("sealed__isnull", True),
                        ("sealed_at__isnull", True),
                        ("state", "draft"),
                    ),
                    ("state", "void"),
                    _connector="OR",
                ),
                name="minutes_sealed_has_content",
                violation_error_message="Biên bản đã niêm phong phải có nội dung niêm phong; bản thảo thì chưa có.",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "state__in",
                            (
                                "sealed",
                                "signed",
                                "partly",
                                "received",
                                "superseded",
                            ),
                        ),
                        _negated=True,
                    ),
                    models.Q(
                        ("held_on__isnull", False),
                        ("report_start__isnull", False),
                        models.Q(("number", ""), _negated=True),
                        models.Q(("giver_name", ""), _negated=True),
                        models.Q(("receiver_name", ""), _negated=True),
                        models.Q(("report_start_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="minutes_sealed_is_filled",
                violation_error_message="Biên bản đã niêm phong phải có số, ngày, người đại diện hai bên và ngày bắt đầu báo cáo.",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("signed_at__isnull", False),
                        (
                            "state__in",
                            (
                                "signed",
                                "partly",
                                "received",
                            ),
                        ),
                    ),
                    ("state", "superseded"),
                    models.Q(
                        models.Q(
                            (
                                "state__in",
                                [
                                    "signed",
                                    "partly",
                                    "received",
                                    "superseded",
                                ],
                            ),
                            _negated=True,
                        ),
                        ("signed_at__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="minutes_signed_has_time",
                violation_error_message="Biên bản đã ký phải có giờ ký xong; biên bản khác thì không có.",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("received_at__isnull", False), ("state", "received")
                    ),
                    ("state", "superseded"),
                    models.Q(
                        models.Q(
                            (
                                "state__in",
                                [
                                    "received",
                                    "superseded",
                                ],
                            ),
                            _negated=True,
                        ),
                        ("received_at__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="minutes_received_has_time",
                violation_error_message="Biên bản đã nhận đủ phải có giờ nhận; biên bản khác thì không có.",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state", "superseded"),
                        ("superseded_at__isnull", False),
                    ),
                    models.Q(
                        models.Q(("state", "superseded"), _negated=True),
                        ("superseded_at__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="minutes_superseded_has_time",
                violation_error_message="Biên bản đã được thay thế phải có giờ thay thế.",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("replace_reason", ""), ("replaces__isnull", True)),
                    models.Q(("replaces__isnull", False), models.Q(("replace_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="minutes_version_has_reason",
                violation_error_message="Bản thay thế phải ghi lý do thay thế.",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "void"), _negated=True),
                fields=("replaces",),
                name="minutes_replaced_once",
                violation_error_message="Biên bản này đã có bản thay thế.",
            ),
        ),
        migrations.AddField(
            model_name="receiptnote",
            name="carried_from",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="carried_to",
                to="handovers.receiptnote",
                verbose_name="chuyển từ lần nhận",
            ),
        ),
        migrations.AddField(
            model_name="receiptnote",
            name="minutes",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="receipts",
                to="handovers.minutes",
                verbose_name="biên bản",
            ),
        ),
        migrations.AddField(
            model_name="receiptrow",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="receipt_rows", to="handovers.minutesitem"
            ),
        ),
        migrations.AddField(
            model_name="receiptrow",
            name="receipt",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="handovers.receiptnote"
            ),
        ),
        migrations.AddConstraint(
            model_name="receiptnote",
            constraint=models.UniqueConstraint(
                fields=("minutes", "number"),
                name="receipt_number_once",
                violation_error_message="Lần nhận này vừa được ghi.",
            ),
        ),
        migrations.AddConstraint(
            model_name="receiptnote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("by_name", ""), _negated=True), models.Q(("recorded_by_name", ""), _negated=True)
                ),
                name="receipt_names_people",
                violation_error_message="Lần nhận phải có người nhận và người ghi.",
            ),
        ),
        migrations.AddConstraint(
            model_name="receiptnote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("retract_reason", ""), ("retracted_at__isnull", True), ("retracted_by_name", "")),
                    models.Q(
                        ("retracted_at__isnull", False),
                        models.Q(("retract_reason", ""), _negated=True),
                        models.Q(("retracted_by_name", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="receipt_retracted_has_reason",
                violation_error_message="Lần nhận bị thu hồi phải có lý do, người và giờ thu hồi.",
            ),
        ),
        migrations.AddConstraint(
            model_name="receiptrow",
            constraint=models.UniqueConstraint(
                fields=("receipt", "item"),
                name="receipt_item_once",
                violation_error_message="Mỗi mục ghi một lần trong một lần nhận.",
            ),
        ),
        migrations.AddConstraint(
            model_name="receiptrow",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "received"), ("quantity__gt", 0), ("reason", "")),
                    models.Q(
                        ("expected_on__isnull", False),
                        ("outcome", "awaited"),
                        ("quantity__isnull", True),
                        ("reason", ""),
                    ),
                    models.Q(
                        ("expected_on__isnull", True),
                        ("outcome", "refused"),
                        ("quantity__gt", 0),
                        (
                            "reason__in",
                            [
                                "quality",
                                "quantity",
                                "wrong",
                                "not_needed",
                                "other",
                            ],
                        ),
                    ),
                    _connector="OR",
                ),
                name="receipt_row_agrees",
                violation_error_message="Mục đã nhận có số lượng, mục hẹn có ngày, mục không nhận có lý do.",
            ),
        ),
        migrations.AddConstraint(
            model_name="receiptrow",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reason", "other"), _negated=True),
                    models.Q(("words", ""), _negated=True),
                    _connector="OR",
                ),
                name="receipt_other_reason_said",
                violation_error_message="Lý do khác phải nói rõ.",
            ),
        ),
        migrations.RunPython(fill_items, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="minutesitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("receipt", "received"),
                        ("received_at__isnull", False),
                        ("received_on__isnull", False),
                    ),
                    models.Q(
                        models.Q(("receipt", "received"), _negated=True),
                        ("received_at__isnull", True),
                        ("received_by_name", ""),
                        ("received_on__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="item_received_has_time",
                violation_error_message="Mục đã nhận đủ phải có ngày giờ nhận; mục khác thì không có.",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutesitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("receipt", "pending"), ("received_quantity", 0)),
                    models.Q(
                        (
                            "receipt__in",
                            [
                                "partly",
                                "received",
                            ],
                        ),
                        ("received_quantity__gt", 0),
                    ),
                    models.Q(
                        ("receipt", "refused"), ("received_quantity__gte", 0)
                    ),
                    _connector="OR",
                ),
                name="item_receipt_has_quantity",
                violation_error_message="Tình trạng nhận không khớp số lượng đã nhận.",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutesitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("quantity__isnull", True), ("received_quantity__lte", models.F("quantity")), _connector="OR"
                ),
                name="item_received_within_given",
                violation_error_message="Số lượng đã nhận không được vượt số lượng giao.",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutesitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("receipt", "refused"),
                        (
                            "refusal__in",
                            [
                                "quality",
                                "quantity",
                                "wrong",
                                "not_needed",
                                "other",
                            ],
                        ),
                    ),
                    models.Q(
                        models.Q(("receipt", "refused"), _negated=True),
                        ("refusal", ""),
                        ("refusal_note", ""),
                    ),
                    _connector="OR",
                ),
                name="item_refused_has_reason",
                violation_error_message="Mục không nhận phải có lý do; mục khác thì không có.",
            ),
        ),
        migrations.RunPython(protect, unprotect),
        migrations.RunPython(write_receipts, migrations.RunPython.noop),
        migrations.RunPython(stands.protect, stands.unprotect),
    ]
