from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "gieo.foundation.journal"
    label = "journal"
    verbose_name = "Nhật ký"
