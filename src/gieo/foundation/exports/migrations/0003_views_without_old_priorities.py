"""Figures were once cut by three fixed priorities; since then by the province's own register, which knows no such words.
A view kept with one of them showed every result without saying so: the word is taken out of its address."""

from django.db import migrations

OLD = frozenset({"priority=farming", "priority=tourism", "priority=other"})


def forget(apps, schema_editor):
    views = apps.get_model("exports", "SavedView").objects
    for view in views.filter(address__startswith="/desk/figures/", query__contains="priority="):
        said = view.query.split("&")
        left = [part for part in said if part not in OLD]
        if left != said:
            view.query = "&".join(left)
            view.save(update_fields=["query"])


class Migration(migrations.Migration):
    dependencies = [("exports", "0002_saved_views")]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
