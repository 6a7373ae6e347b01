from django.apps import AppConfig


class TransfersConfig(AppConfig):
    name = "gieo.domain.transfers"
    label = "transfers"
    verbose_name = "Chuyển giao"
