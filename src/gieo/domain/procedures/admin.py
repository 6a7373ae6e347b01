"""Reference data for repair; the usual place to edit it is the page of tables."""

from django.contrib import admin

from gieo.domain.procedures.models import CodeEntry, CodeSystem


@admin.register(CodeSystem)
class CodeSystemAdmin(admin.ModelAdmin):
    list_display = ["name", "key", "document", "mark", "since", "until"]
    list_filter = ["key", "mark"]


@admin.register(CodeEntry)
class CodeEntryAdmin(admin.ModelAdmin):
    list_display = ["code", "name", "system", "mark"]
    list_filter = ["system"]
    search_fields = ["code", "name"]
