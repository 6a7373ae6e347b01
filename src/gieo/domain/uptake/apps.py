from django.apps import AppConfig


class UptakeConfig(AppConfig):
    name = "gieo.domain.uptake"
    label = "uptake"
    verbose_name = "Ứng dụng"
