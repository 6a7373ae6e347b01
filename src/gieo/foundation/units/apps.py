from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "gieo.foundation.units"
    label = "units"
    verbose_name = "Đơn vị"
