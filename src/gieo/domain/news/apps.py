from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "gieo.domain.news"
    label = "news"
    verbose_name = "Tin tức"
