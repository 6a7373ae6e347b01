"""The database itself keeps what minutes say once they are no draft: the paper's own words, its items, its plan.

What goes on afterwards stays free here: state and times of minutes, whether they hold restricted results, how printing
went, and the receipt of each item; what minutes replace is kept by migration 0007. A column belongs in one of the lists below; tests/domain/handovers/test_frozen.py asks.

SQLite drops the triggers of a table that a later migration makes anew: such a migration takes them down before
(`unprotect`) and puts them up again (`protect`), and the same test says so when it was forgotten.
"""

from django.db import migrations

MINUTES = (
    "code", "illustrative", "conference_id", "decision_id", "giver_id", "receiver_id", "number", "held_on", "starts_at",
    "ends_at", "locality", "place", "giver_name", "giver_title", "receiver_name", "receiver_title", "witness_name",
    "witness_title", "witness_unit", "copies", "copies_each", "grounds", "texts", "plan_days", "report_start",
    "report_start_reason", "sealed_id", "sealed_at", "prepared_at", "prepared_by_name",
)
MINUTES_FREE = (
    "id", "state", "version", "restricted", "signed_at", "received_at", "voided_at", "void_reason", "print_failed_at",
    "print_failure", "number_year", "heir_id", "heir_since", "superseded_at", "replaces_id", "replace_reason",
)
ITEM = (
    "minutes_id", "order", "line_id", "result_id", "product_id", "subject_code", "title", "nature_label", "quantity",
    "quantity_unit", "delivery_label", "condition", "condition_typed", "rights", "restriction", "files", "kit_missing",
    "kit_waiver", "kit_waived_by", "kit_waived_on",
)
ITEM_FREE = (
    "id", "receipt", "received_at", "received_by_name", "received_note", "received_quantity", "received_on",
    "expected_on", "refusal", "refusal_note",
)

SAID = "sealed minutes do not change"
TABLES = {"handovers_minutesitem": ITEM, "handovers_planrow": ()}  # of a plan's row everything stands

_OF_DRAFT = "(SELECT state FROM handovers_minutes WHERE id = {row}.minutes_id) <> 'draft'"


def _changed(columns, word):
    return " OR ".join(f'OLD."{name}" {word} NEW."{name}"' for name in columns)


def protect(apps, schema_editor):
    (_sqlite if schema_editor.connection.vendor == "sqlite" else _postgresql)(schema_editor.execute)


def _sqlite(execute):
    def refuse(table, verb, when):
        execute(
            f"CREATE TRIGGER {table}_stands_{verb.lower()} BEFORE {verb} ON {table} WHEN {when} "
            f"BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
        )

    refuse("handovers_minutes", "UPDATE", f"OLD.state <> 'draft' AND ({_changed(MINUTES, 'IS NOT')})")
    refuse("handovers_minutes", "DELETE", "OLD.state <> 'draft'")
    for table, columns in TABLES.items():
        of_old, of_new = _OF_DRAFT.format(row="OLD"), _OF_DRAFT.format(row="NEW")
        differs = f" AND ({_changed(columns, 'IS NOT')})" if columns else ""
        refuse(table, "UPDATE", f"({of_old} OR {of_new}){differs}")
        refuse(table, "DELETE", of_old)
        refuse(table, "INSERT", of_new)


def _postgresql(execute):
    def guard(table, when_update, when_delete, when_insert="FALSE"):
        refusals = {"UPDATE": when_update, "DELETE": when_delete, "INSERT": when_insert}
        body = " ".join(
            f"IF TG_OP = '{verb}' THEN IF {when} THEN RAISE EXCEPTION {fault}; END IF; END IF;"
            for verb, when in refusals.items()
        )
        execute(
            f"CREATE FUNCTION {table}_stands() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} "
            f"IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
        )
        execute(
            f"CREATE TRIGGER {table}_stands BEFORE INSERT OR UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_stands()"
        )

    fault = f"'{SAID}' USING ERRCODE = 'integrity_constraint_violation'"
    distinct = "IS DISTINCT FROM"
    guard("handovers_minutes", f"OLD.state <> 'draft' AND ({_changed(MINUTES, distinct)})", "OLD.state <> 'draft'")
    for table, columns in TABLES.items():
        of_old, of_new = _OF_DRAFT.format(row="OLD"), _OF_DRAFT.format(row="NEW")
        differs = f" AND ({_changed(columns, distinct)})" if columns else ""
        guard(table, f"({of_old} OR {of_new}){differs}", of_old, of_new)


def unprotect(apps, schema_editor):
    for table in ("handovers_minutes", *TABLES):
        if schema_editor.connection.vendor == "sqlite":
            for verb in ("update", "delete", "insert"):
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_stands_{verb}")
        else:
            schema_editor.execute(f"DROP TRIGGER {table}_stands ON {table}")
            schema_editor.execute(f"DROP FUNCTION {table}_stands()")


class Migration(migrations.Migration):
    dependencies = [("handovers", "0002_condition_and_printing")]
    operations = [migrations.RunPython(protect, unprotect)]
