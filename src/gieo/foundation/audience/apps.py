from django.apps import AppConfig


class AudienceConfig(AppConfig):
    name = "gieo.foundation.audience"
    label = "audience"
    verbose_name = "Người đọc"
