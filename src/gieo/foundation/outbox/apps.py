from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "gieo.foundation.outbox"
    label = "outbox"
    verbose_name = "Thư đi"
