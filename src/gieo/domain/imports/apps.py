from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "gieo.domain.imports"
    label = "imports"
    verbose_name = "Nhập từ Excel"
