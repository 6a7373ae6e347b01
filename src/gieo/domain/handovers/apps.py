from django.apps import AppConfig


class HandoversConfig(AppConfig):
    name = "gieo.domain.handovers"
    label = "handovers"
    verbose_name = "Bàn giao"
