from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "gieo.domain.training"
    label = "training"
    verbose_name = "Tập huấn"
