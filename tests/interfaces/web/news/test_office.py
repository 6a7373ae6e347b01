"""The newsroom's pages: what each role meets, that deeds go through, that what is typed stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from gieo.core.actor import Role
from gieo.domain.news import services
from gieo.domain.news.models import Article
from gieo.domain.news.vocab import ArticleState
from gieo.domain.results.models import Result
from gieo.domain.results.vocab import Access
from gieo.domain.transfers.models import Conference
from gieo.foundation.duties.models import Duty
from gieo.foundation.files.models import Photograph
from gieo.foundation.files.services import withdraw_consent
from tests.factories import transfers as make
from tests.factories.exports import cells
from tests.factories.news import (
    TITLE,
    add_photo,
    approved_article,
    draft_article,
    drafted_from,
    editor,
    published_article,
    submitted_article,
)

pytestmark = pytest.mark.django_db

LIST = "/desk/news/"


def at(article: Article, verb: str = "") -> str:
    return f"{LIST}{article.code}/{verb}"


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def upload(name: str = "anh.png") -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("RGB", (600, 400), "green").save(content, "PNG")
    return SimpleUploadedFile(name, content.getvalue(), "image/png")


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_number_of_queries(
    editor_client: Client, number: int, django_assert_num_queries
) -> None:
    for place in range(number):
        draft_article(title=f"Bài {place}", photos=0)
    editor_client.get(LIST)
    with django_assert_num_queries(10):
        page = text(editor_client, LIST)
    assert page.count('data-l="Tình trạng"') == number


def test_a_result_restricted_since_is_named_to_its_readers_alone(editor_client: Client) -> None:
    open_one, hidden = make.a_result("Chè"), make.a_result("Kín")
    article = draft_article(results=[open_one, hidden])
    assert hidden.code in text(editor_client, at(article))
    Result.objects.filter(pk=hidden.pk).update(access=Access.RESTRICTED)
    for verb in ("", "edit"):
        page = text(editor_client, at(article, verb))
        assert open_one.code in page
        assert hidden.code not in page


def test_the_list_is_found_filtered_and_exported(editor_client: Client) -> None:
    draft_article(title="Chè Shan tuyết", photos=0)
    published_article(title="Nuôi bò", photos=0)
    page = text(editor_client, f"{LIST}?q=che+shan")
    assert "Chè Shan tuyết" in page
    assert "Nuôi bò" not in page
    page = text(editor_client, f"{LIST}?state=published&year=2023&unit=SKHCN")
    assert "Nuôi bò" in page
    assert "Chè Shan" not in page
    assert cells(editor_client, LIST, "Tiêu đề", "state=draft") == ["Chè Shan tuyết"]


@pytest.mark.parametrize("role", [Role.UNIT_REP, Role.HOST, Role.PROVINCE_LEADER])
def test_outside_the_office_there_is_no_newsroom(browse: Callable[..., Client], role: Role) -> None:
    article = draft_article()
    client = browse(role)
    assert client.get(LIST).status_code == 403
    assert client.get(at(article)).status_code == 404
    assert client.get(at(article, "preview")).status_code == 404
    assert client.get(at(article, f"photographs/{article.photos.get().pk}")).status_code == 404


def test_an_article_is_begun_and_written(editor_client: Client) -> None:
    answer = editor_client.post(f"{LIST}new", {"title": "Chè Shan", "conference": ""})
    article = Article.objects.get()
    assert answer.headers["Location"] == at(article, "edit")
    assert (article.byline, article.author_unit.code) == ("Tòng Thị Duyên", "SKHCN")
    page = text(editor_client, at(article, "edit"))
    assert 'data-prose-editor="/static/django_prose_editor/editor.js"' in page
    values = {
        "version": article.version, "title": "Chè Shan tuyết", "lead": "Đoạn dẫn", "byline": "Duyên",
        "author_unit": article.author_unit_id, "results": "",
        "body": "<p>Một <script>alert(1)</script>đoạn.</p>\n\nHai.",
    }  # fmt: skip
    answer = editor_client.post(at(article, "edit"), values)
    assert answer.status_code == 303
    article.refresh_from_db()
    assert (article.title, article.body) == ("Chè Shan tuyết", "<p>Một đoạn.</p>\n\n<p>Hai.</p>")


def test_what_was_typed_stays_when_somebody_else_was_faster(editor_client: Client) -> None:
    article = draft_article()
    values = {"version": 1, "title": "Của tôi", "body": "<p>Chữ của tôi</p>", "lead": "x", "byline": "y"}
    answer = editor_client.post(at(article, "edit"), values)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Người khác vừa sửa bài này" in page
    assert "&lt;p&gt;Chữ của tôi&lt;/p&gt;" in page


def test_what_is_too_long_and_unknown_is_told_beside_its_field(editor_client: Client) -> None:
    article = draft_article()
    values = {"version": article.version, "title": TITLE, "body": "a" * 1_000_000, "lead": "x", "byline": "y"}
    page = editor_client.post(at(article, "edit"), values).content.decode()
    assert "dài quá 200 kB" in page
    page = editor_client.post(at(article, "edit"), values | {"body": "x", "results": "KQ-1999-001"}).content.decode()
    assert "Không có kết quả công khai mang mã KQ-1999-001" in page


def test_results_are_named_by_their_codes(editor_client: Client) -> None:
    article, result = draft_article(), make.a_result("Chè")
    values = {"version": article.version, "title": TITLE, "lead": "x", "byline": "y", "body": "x"}
    editor_client.post(at(article, "edit"), values | {"results": f" {result.code.lower()} ;"})
    assert list(article.results.all()) == [result]
    assert result.code in text(editor_client, at(article, "edit"))


def test_from_a_conference_to_a_text_with_its_records(editor_client: Client, browse: Callable[..., Client]) -> None:
    conference = make.closed_conference(make.issued_decision(results=2, products=1, units=2))
    page = text(editor_client, f"/desk/transfers/conferences/{conference.code}/")
    assert "Soạn tin từ hồ sơ" in page
    assert "Soạn tin từ hồ sơ" not in text(browse(Role.OFFICER), f"/desk/transfers/conferences/{conference.code}/")
    answer = editor_client.post(f"{LIST}draft/{conference.code}")
    article = Article.objects.get()
    assert answer.headers["Location"] == at(article, "edit")
    page = text(editor_client, at(article))
    assert "Đúng như hồ sơ lúc soạn" in page
    assert f'href="/desk/transfers/conferences/{conference.code}/"' in page
    assert "số kết quả: 2" in page
    Conference.objects.filter(pk=conference.pk).update(place="Nơi khác")
    page = text(editor_client, at(article))
    assert "Hồ sơ đã đổi" in page
    assert "Hội trường Sở → Nơi khác" in page
    assert "Soạn lại hôm nay thì là:" in page
    article.refresh_from_db()
    editor_client.post(at(article, "redraft"), {"version": article.version})
    assert "Nơi khác" in Article.objects.get().lead


def test_the_officer_does_not_draft(browse: Callable[..., Client]) -> None:
    conference = make.closed_conference()
    assert browse(Role.OFFICER).post(f"{LIST}draft/{conference.code}").status_code == 403
    assert browse(Role.DIRECTOR).post(f"{LIST}draft/{conference.code}").status_code == 403
    assert not Article.objects.exists()


def test_what_is_missing_is_a_link_for_those_who_write(browse: Callable[..., Client]) -> None:
    article = draft_article(photos=0)
    link = f'href="{at(article, "edit")}'
    assert link in text(browse(Role.EDITOR), at(article))
    assert link not in text(browse(Role.OFFICER), at(article))


def test_several_photographs_at_once(editor_client: Client) -> None:
    article = draft_article(photos=0)
    answer = editor_client.post(
        at(article, "photographs"), {"files": [upload("a.png"), upload("b.png")], "credit": "Nguyễn An"}
    )
    assert answer.status_code == 303
    first, second = article.photos.all()
    page = text(editor_client, at(article, "photographs"))
    assert page.count("Thiếu chú thích, đồng ý của người trong ảnh") == 2
    values = {"caption": "Hái chè", "credit": "An", "consent": "on", "taken_on": "06/11/2023"}
    editor_client.post(at(article, f"photographs/{first.pk}/edit"), values)
    editor_client.post(at(article, f"photographs/{second.pk}/move"), {"by": "up"})
    assert [photo.pk for photo in article.photos.all()] == [second.pk, first.pk]
    editor_client.post(at(article, f"photographs/{second.pk}/remove"))
    assert [photo.photograph.caption for photo in article.photos.all()] == ["Hái chè"]
    picture = editor_client.get(at(article, f"photographs/{first.pk}?w=480"))
    assert picture.headers["Content-Type"] == "image/webp"


def test_a_form_that_was_open_does_not_bring_a_consent_back(editor_client: Client) -> None:
    article = draft_article()
    photo = article.photos.get()
    address = at(article, f"photographs/{photo.pk}/edit")
    form = editor_client.get(address).context["form"]
    page = text(editor_client, address)
    assert '<input type="hidden" name="initial-consent" value="True"' in page
    assert "Bỏ tích thì ảnh rời mọi trang công khai có ảnh này ngay" in page
    sent = {"initial-consent": "True", "consent": "on", "caption": "Hái chè sớm", "credit": form["credit"].value()}
    withdraw_consent(photo.photograph)
    assert editor_client.post(address, sent).status_code == 303
    picture = Photograph.objects.get()
    assert (picture.caption, picture.consent) == ("Hái chè sớm", False)
    editor_client.post(address, sent | {"initial-consent": "False"})
    assert Photograph.objects.get().consent, "ticked by this person: a new consent"
    del sent["consent"]
    editor_client.post(address, sent)
    assert not Photograph.objects.get().consent


def test_a_published_picture_leaves_at_once_and_the_article_stays(browse: Callable[..., Client]) -> None:
    article = published_article()
    photo = article.current.photos.get()
    director, officer, stranger = browse(Role.DIRECTOR, "Lò Văn Giám"), browse(Role.OFFICER, "Cà Thị Sen"), Client()
    page, seen = f"/tin-tuc/{article.code}", f"/tin-tuc/{article.code}/anh/{photo.pk}"
    withdraw = at(article, f"pictures/{photo.photograph_id}/withdraw")
    assert seen in text(stranger, page)
    assert withdraw not in text(officer, at(article))
    assert officer.post(withdraw).status_code == 403
    assert stranger.get(seen).status_code == 200
    assert withdraw in (office := text(director, at(article)))
    assert "lâu nhất một giờ" in office
    assert director.post(withdraw).status_code == 303
    assert stranger.get(seen).status_code == 404
    assert seen not in (read := text(stranger, page))
    assert "Nội dung." in read
    office = text(director, at(article))
    assert "Thôi đăng ảnh" in office, "the journal tells it"
    assert withdraw not in office
    article.refresh_from_db()
    assert (article.state, article.versions.count()) == (ArticleState.PUBLISHED, 1)
    assert director.post(at(draft_article(), f"pictures/{photo.photograph_id}/withdraw")).status_code == 404


def test_a_picture_that_only_the_published_version_has_is_withdrawn_too(editor_client: Client, now: datetime) -> None:
    article = published_article()
    photo = article.current.photos.get()
    withdraw = at(article, f"pictures/{photo.photograph_id}/withdraw")
    assert "Chỉ còn ở bản đang đăng" not in text(editor_client, at(article))
    revised = services.revise_article(article, version=article.version, reason="Sai", actor=editor(), now=now)
    assert "Chỉ còn ở bản đang đăng" not in text(editor_client, at(article))
    services.remove_photograph(revised.photos.get(), actor=editor(), now=now)
    page = text(editor_client, at(article))
    assert "Chỉ còn ở bản đang đăng" in page
    assert withdraw in page
    assert editor_client.post(withdraw).status_code == 303
    assert Client().get(f"/tin-tuc/{article.code}/anh/{photo.pk}").status_code == 404
    assert "Chỉ còn ở bản đang đăng" not in text(editor_client, at(article))


def test_a_file_that_is_no_picture_is_refused_in_words(editor_client: Client) -> None:
    article = draft_article(photos=0)
    file = SimpleUploadedFile("anh.png", b"<svg onload=alert(1)>", "image/png")
    page = editor_client.post(at(article, "photographs"), {"files": [file]}).content.decode()
    assert "không đúng loại hoặc đuôi tệp không khớp nội dung" in page
    assert not article.photos.exists()


def test_the_way_to_the_public_and_its_refusals(browse: Callable[..., Client]) -> None:
    writer = browse(Role.EDITOR, "Quàng Thị Biên")
    director = browse(Role.DIRECTOR)
    article = draft_article()
    writer.post(at(article, "submit"), {"version": article.version})
    article.refresh_from_db()
    assert article.state == ArticleState.SUBMITTED
    assert "Duyệt bài viết" in text(director, "/desk/")
    director.post(at(article, "return"), {"version": article.version, "note": "Thêm số liệu"})
    assert "Thêm số liệu" in text(writer, at(article))
    article.refresh_from_db()
    writer.post(at(article, "submit"), {"version": article.version})
    article.refresh_from_db()
    assert director.get(f"/tin-tuc/{article.code}").status_code == 404
    answer = director.post(at(article, "approve"), {"version": article.version, "when": "now"})
    assert answer.status_code == 303
    assert Client().get(f"/tin-tuc/{article.code}").status_code == 200
    assert Duty.objects.filter(record_code=article.code, state="open").count() == 0


def test_who_wrote_meets_the_reason(browse: Callable[..., Client], department) -> None:
    editor = browse(Role.EDITOR, "Tòng Thị Duyên")
    editor.post(f"{LIST}new", {"title": TITLE, "conference": ""})
    article = Article.objects.get()
    values = {"version": article.version, "title": TITLE, "lead": "x", "byline": "y", "body": "x"}
    editor.post(at(article, "edit"), values)
    article.refresh_from_db()
    editor.post(at(article, "submit"), {"version": article.version})
    page = text(editor, at(article))
    assert "Bạn đã viết bản này. Nhờ lãnh đạo Sở hoặc biên tập viên khác duyệt." in page
    assert editor.get(at(article, "approve")).status_code == 403


def test_an_appointed_hour(browse: Callable[..., Client], now) -> None:
    director, article = browse(Role.DIRECTOR), submitted_article()
    page = text(director, at(article, "approve"))
    assert TITLE in page
    answer = director.post(at(article, "approve"), {"version": article.version, "when": "later"})
    assert "Ghi ngày đăng." in answer.content.decode()
    values = {"version": article.version, "when": "later", "day": "08/11/2023", "hour": "7h30"}
    director.post(at(article, "approve"), values)
    article.refresh_from_db()
    assert (article.scheduled_for - now) == timedelta(hours=23, minutes=30)
    assert "Gieo tự đăng lúc 08/11/2023 07:30" in text(director, at(article))
    director.post(at(article, "publish"), {"version": article.version})
    article.refresh_from_db()
    assert article.state == ArticleState.PUBLISHED


def test_changed_records_ask_for_a_tick(browse: Callable[..., Client], now) -> None:
    director, conference = browse(Role.DIRECTOR), make.closed_conference()
    article = drafted_from(conference)
    Article.objects.filter(pk=article.pk).update(state="submitted", submitted_at=now)
    Conference.objects.filter(pk=conference.pk).update(place="Nơi khác")
    page = text(director, at(article, "approve"))
    assert "Hội trường Sở → Nơi khác" in page
    values = {"version": article.version, "when": "now"}
    answer = director.post(at(article, "approve"), values)
    assert answer.status_code == 422
    assert "đã đổi từ lúc soạn" in answer.content.decode()
    assert director.post(at(article, "approve"), values | {"accepts_changes": "on"}).status_code == 303


def test_correcting_and_withdrawing(browse: Callable[..., Client]) -> None:
    editor, director, article = browse(), browse(Role.DIRECTOR), published_article()
    editor.post(at(article, "revise"), {"version": article.version, "reason": "Sai ngày"})
    article.refresh_from_db()
    page = text(editor, at(article))
    assert "Đang sửa bài đã đăng" in page
    assert "Sai ngày" in page
    editor.post(at(article, "abandon"), {"version": article.version})
    article.refresh_from_db()
    assert article.state == ArticleState.PUBLISHED
    version = article.versions.get()
    assert "Lò Văn Giám" in text(editor, at(article, f"versions/{version.pk}"))
    director.post(at(article, "withdraw"), {"version": article.version, "reason": "Nhầm"})
    assert Client().get(f"/tin-tuc/{article.code}").status_code == 404
    assert "Nhầm" in text(editor, at(article))


def test_a_draft_is_thrown_away(editor_client: Client) -> None:
    article = draft_article()
    assert editor_client.post(at(article, "discard"), {"version": article.version}).headers["Location"] == LIST
    assert not Article.objects.exists()


def test_the_preview_looks_like_the_page(editor_client: Client) -> None:
    article = draft_article()
    add_photo(article, colour="navy", caption="Ảnh hai")
    page = text(editor_client, at(article, "preview"))
    assert "Bản xem trước" in page
    assert "Ảnh hai" in page


def test_approved_text_waits_in_sight(editor_client: Client, now) -> None:
    article = approved_article(scheduled_for=now + timedelta(hours=3))
    page = text(editor_client, at(article))
    assert "Chờ đến giờ đăng" in page
    assert "Đăng ngay bây giờ" in page
