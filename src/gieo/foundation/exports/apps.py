from django.apps import AppConfig


class ExportsConfig(AppConfig):
    name = "gieo.foundation.exports"
    label = "exports"
    verbose_name = "Tệp xuất"
