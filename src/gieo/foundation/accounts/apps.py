from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "gieo.foundation.accounts"
    label = "accounts"
    verbose_name = "Người dùng"
