"""Addresses of the newsroom in the office, and of the news before the public."""

from django.urls import path

from gieo.interfaces.web.news import deciding, feeds, office, public, writing

app_name = "news"
_A = "<str:code>"
urlpatterns = [
    path("", office.articles, name="list"),
    path("export.<str:form>", office.export, name="export"),
    path("new", writing.new, name="new"),
    path("draft/<str:code>", writing.draft, name="draft"),
    path(f"{_A}/", office.article, name="record"),
    path(f"{_A}/preview", office.preview, name="preview"),
    path(f"{_A}/versions/<int:pk>", office.version, name="version"),
    path(f"{_A}/edit", writing.edit, name="edit"),
    path(f"{_A}/redraft", writing.redraft, name="redraft"),
    path(f"{_A}/discard", writing.discard, name="discard"),
    path(f"{_A}/photographs", writing.photographs, name="photographs"),
    path(f"{_A}/photographs/copy", writing.copy_photographs, name="copy_photographs"),
    path(f"{_A}/photographs/<int:pk>", office.picture, name="photograph"),
    path(f"{_A}/photographs/<int:pk>/edit", writing.edit_photograph, name="edit_photograph"),
    path(f"{_A}/photographs/<int:pk>/move", writing.move_photograph, name="move_photograph"),
    path(f"{_A}/photographs/<int:pk>/remove", writing.remove_photograph, name="remove_photograph"),
    path(f"{_A}/pictures/<int:pk>/withdraw", writing.withdraw_photograph, name="withdraw_photograph"),
    path(f"{_A}/submit", deciding.submit, name="submit"),
    path(f"{_A}/return", deciding.return_, name="return"),
    path(f"{_A}/approve", deciding.approve, name="approve"),
    path(f"{_A}/publish", deciding.publish, name="publish"),
    path(f"{_A}/revise", deciding.revise, name="revise"),
    path(f"{_A}/abandon", deciding.abandon, name="abandon"),
    path(f"{_A}/withdraw", deciding.withdraw, name="withdraw"),
]
public_urlpatterns = [
    path("tin-tuc/", public.articles, name="list"),
    path("tin-tuc/export.<str:form>", public.export, name="export"),
    path("tin-tuc/<str:code>", public.article, name="article"),
    path("tin-tuc/<str:code>/ban-in", public.sheet, name="sheet"),
    path("tin-tuc/<str:code>/anh/<int:pk>", public.picture, name="photograph"),
    path("feeds/tin-tuc.xml", feeds.rss, name="rss"),
]
