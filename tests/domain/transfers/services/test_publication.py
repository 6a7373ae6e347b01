from io import BytesIO

import pytest
from PIL import Image

from gieo.core.actor import SYSTEM, Role
from gieo.core.errors import Invalid, NotAllowed, Refused, WrongState
from gieo.domain.transfers import services
from gieo.foundation.files.services import store_file, take_photograph
from gieo.foundation.journal.models import Entry
from gieo.foundation.journal.queries import history
from tests.factories import transfers as make
from tests.factories.accounts import actor

pytestmark = pytest.mark.django_db

OFFICER, EDITOR = actor(Role.OFFICER), actor(Role.EDITOR)


def picture(now, colour="green"):
    content = BytesIO()
    Image.new("RGB", (40, 30), colour).save(content, "PNG")
    return store_file(content.getvalue(), name="le-ky.png", actor=SYSTEM, now=now)


def add(conference, now, *, actor=EDITOR, **values):
    facts = {"caption": "Lễ ký biên bản", "credit": "Nguyễn An", "consent": True}
    return services.add_photograph(conference, file=picture(now), actor=actor, now=now, **(facts | values))


def test_a_closed_conference_is_published_once(now):
    conference = make.closed_conference()
    published = services.publish_conference(conference, version=conference.version, actor=EDITOR, now=now)
    assert published.published_at == now
    with pytest.raises(Refused, match="đã được công bố"):
        services.publish_conference(published, actor=EDITOR, now=now)
    assert Entry.objects.filter(verb="publish").count() == 1


def test_before_the_day_it_is_announced_on_purpose_only(now):
    conference = make.planned_conference()
    with pytest.raises(WrongState) as refused:
        services.publish_conference(conference, actor=OFFICER, now=now)
    assert "đăng trước" in refused.value.message
    assert services.announce_conference(conference, actor=OFFICER, now=now).is_public


def test_photographs_without_consent_are_refused_by_name(now):
    conference = make.closed_conference()
    add(conference, now)
    photo = add(conference, now, caption="Đại biểu dự hội nghị", consent=False)
    with pytest.raises(Refused) as refused:
        services.publish_conference(conference, actor=OFFICER, now=now)
    assert "“Đại biểu dự hội nghị”: chưa có đồng ý của người trong ảnh" in refused.value.message
    assert "Lễ ký" not in refused.value.message
    conference.refresh_from_db()
    assert not conference.is_public
    services.edit_photograph(photo, values={}, shown=False, actor=EDITOR, now=now)
    assert services.publish_conference(conference, actor=OFFICER, now=now).is_public


def test_a_photograph_needs_caption_and_credit(now):
    conference = make.open_conference()
    for values, wrong in [({"caption": " "}, "caption"), ({"credit": ""}, "credit")]:
        with pytest.raises(Invalid) as refused:
            add(conference, now, **values)
        assert list(refused.value.errors) == [wrong]
    photo = add(conference, now)
    with pytest.raises(Invalid):
        services.edit_photograph(photo, values={"credit": " "}, actor=EDITOR, now=now)
    assert conference.photos.count() == 1


def test_photographs_are_ordered_edited_and_taken_out(now):
    conference = make.open_conference()
    first, second = add(conference, now, caption="Một"), add(conference, now, caption="Hai")
    services.move_photograph(second, by=-1, actor=EDITOR, now=now)
    services.edit_photograph(first, values={"place": "Hội trường", "consent": False}, actor=EDITOR, now=now)
    assert [str(photo) for photo in conference.photos.all()] == ["Hai", "Một"]
    told = {"Một: place": ["", "Hội trường"], "Một: consent": [True, False], "elsewhere": [None, 1]}
    assert history(conference)[0].changes == told, "“Hai” is the same picture"
    services.remove_photograph(first, actor=EDITOR, now=now)
    assert [str(photo) for photo in conference.photos.all()] == ["Hai"]
    assert {entry.verb for entry in history(conference)[:5]} == {"set_photographs"}


def test_consent_taken_back_at_a_conference_is_taken_back_everywhere(now):
    photo = add(make.open_conference(), now)
    copy = take_photograph(photo.photograph.file, caption="Lễ ký", credit="Trung tâm", consent=True)
    services.edit_photograph(photo, values={"place": "Hội trường", "consent": True}, actor=EDITOR, now=now)
    copy.refresh_from_db()
    assert copy.consent
    services.edit_photograph(photo, values={"consent": False}, actor=EDITOR, now=now)
    copy.refresh_from_db()
    assert not copy.consent


@pytest.mark.parametrize("role", [Role.UNIT_REP, Role.HOST, Role.PROVINCE_LEADER, Role.REGISTRAR])
def test_strangers_touch_no_photograph(now, role):
    conference = make.open_conference()
    photo = add(conference, now)
    stranger, entries = actor(role), Entry.objects.count()
    for deed in [
        lambda: add(conference, now, actor=stranger),
        lambda: services.edit_photograph(photo, values={"caption": "X"}, actor=stranger, now=now),
        lambda: services.move_photograph(photo, by=1, actor=stranger, now=now),
        lambda: services.remove_photograph(photo, actor=stranger, now=now),
    ]:
        with pytest.raises(NotAllowed):
            deed()
    assert Entry.objects.count() == entries
    assert conference.photos.get().photograph.caption == "Lễ ký biên bản"


def test_a_page_is_taken_away_with_a_reason(now):
    conference = make.published_conference()
    with pytest.raises(Invalid):
        services.unpublish_conference(conference, reason="", actor=OFFICER, now=now)
    gone = services.unpublish_conference(conference, reason="Sai số liệu", actor=OFFICER, now=now)
    assert not gone.is_public
    with pytest.raises(Refused, match="chưa được công bố"):
        services.unpublish_conference(gone, reason="Sai", actor=OFFICER, now=now)
