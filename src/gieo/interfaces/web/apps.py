from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "gieo.interfaces.web"
    label = "web"
    verbose_name = "Trang"
