from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "gieo.domain.procedures"
    label = "procedures"
    verbose_name = "Quy trình và danh mục"
