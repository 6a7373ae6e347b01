from django.apps import AppConfig


class SigningConfig(AppConfig):
    name = "gieo.foundation.signing"
    label = "signing"
    verbose_name = "Ký"
