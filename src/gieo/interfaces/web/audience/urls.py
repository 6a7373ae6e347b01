"""Addresses of visits, ratings, comments and their moderation."""

from django.urls import path

from gieo.interfaces.web.audience import moderating, speaking, visits
from gieo.interfaces.web.audience.kinds import KINDS

app_name = "audience"
_C = "comments/<int:pk>"
urlpatterns = [
    path("visits/", visits.visits, name="visits"),
    path("comments/", moderating.comments, name="comments"),
    path("comments/export.<str:form>", moderating.export, name="export_comments"),
    path("comments/publish", moderating.publish_several, name="publish_several"),
    path("comments/refuse", moderating.refuse_several, name="refuse_several"),
    path(f"{_C}/", moderating.comment, name="comment"),
    path(f"{_C}/publish", moderating.publish, name="publish"),
    path(f"{_C}/refuse", moderating.refuse, name="refuse"),
    path(f"{_C}/withdraw", moderating.withdraw, name="withdraw"),
    path(f"{_C}/answer", moderating.answer, name="answer"),
    path("pages/<str:code>/", moderating.discussion, name="discussion"),
    path("pages/<str:code>/open", moderating.open_, name="open"),
    path("pages/<str:code>/close", moderating.close, name="close"),
]
public_urlpatterns = [
    path("binh-luan/<str:receipt>", speaking.receipt, name="receipt"),
    path("binh-luan/<str:receipt>/rut", speaking.take_back, name="take_back"),
]
for _kind, _page in KINDS.items():
    _at = f"{_page.slug}/<str:code>"
    public_urlpatterns += [
        path(f"{_at}/binh-luan", speaking.comments, {"kind": _kind}, name=f"{_kind}_comments"),
        path(f"{_at}/binh-luan/viet", speaking.comment, {"kind": _kind}, name=f"{_kind}_comment"),
        path(f"{_at}/danh-gia", speaking.rate, {"kind": _kind}, name=f"{_kind}_rate"),
    ]
