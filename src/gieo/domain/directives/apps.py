from django.apps import AppConfig


class DirectivesConfig(AppConfig):
    name = "gieo.domain.directives"
    label = "directives"
    verbose_name = "Chỉ đạo"
