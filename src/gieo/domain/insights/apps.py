from django.apps import AppConfig


class InsightsConfig(AppConfig):
    name = "gieo.domain.insights"
    label = "insights"
    verbose_name = "Số liệu"
