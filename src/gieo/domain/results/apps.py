from django.apps import AppConfig


class ResultsConfig(AppConfig):
    name = "gieo.domain.results"
    label = "results"
    verbose_name = "Kết quả"
