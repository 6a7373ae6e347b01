from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "gieo.domain.programmes"
    label = "programmes"
    verbose_name = "Chương trình"
