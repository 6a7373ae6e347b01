from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "gieo.foundation.duties"
    label = "duties"
    verbose_name = "Việc phải làm"
