from django.apps import AppConfig


class OpsConfig(AppConfig):
    name = "gieo.interfaces.ops"
    label = "ops"
    verbose_name = "Vận hành"
