from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "gieo.domain.needs"
    label = "needs"
    verbose_name = "Nhu cầu"
