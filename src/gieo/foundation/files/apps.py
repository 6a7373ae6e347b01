from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "gieo.foundation.files"
    label = "files"
    verbose_name = "Tệp và ảnh"
