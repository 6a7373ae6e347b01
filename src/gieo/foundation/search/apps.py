from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "gieo.foundation.search"
    label = "search"
    verbose_name = "Tìm kiếm"
