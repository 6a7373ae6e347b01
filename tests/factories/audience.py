"""What readers say, made through the services.

comment = waiting_comment()
comment = published_comment(code="TT-2023-001")
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from gieo.core.actor import SYSTEM
from gieo.foundation.audience.engine import check_code as engine
from gieo.foundation.audience.models import Comment
from gieo.foundation.audience.services import comments as services
from gieo.foundation.audience.vocab.comments import CodeGiven
from tests.factories.accounts import NOW

CODE = "TT-2023-001"


def right_code(now: datetime = NOW, *, lasts: timedelta = timedelta(hours=1)) -> CodeGiven:
    """A question nobody has answered yet, with its answer."""
    token = engine.make_question(7, engine.key_of(Path(settings.KEYS_DIR)), expires_at=now + lasts)
    return CodeGiven(token=token, answer="bảy")


def waiting_comment(text: str = "Nhà tôi muốn học cách sao chè.", *, now: datetime = NOW, **values: Any) -> Comment:
    facts: dict[str, Any] = {"name": "Giàng A Páo", "given": right_code(now)} | values
    code = facts.pop("code", CODE)
    return services.send_comment("article", code, text=text, now=now, **facts)


def published_comment(text: str = "Cây nhà tôi hồi nhanh hơn thật.", *, now: datetime = NOW, **values: Any) -> Comment:
    return services.publish_comment(waiting_comment(text, now=now, **values), actor=SYSTEM, now=now)
