"""The certificate of who came to a class, as a paper. No statutory form exists; layout after Decree 30/2020 [P]."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from gieo.domain.training.rules.sheet import ILLUSTRATIVE_MARK, days_in_words
from gieo.foundation.papers.rules import Fields, Foot, Head, Paper, Paragraph, Run, SignatureRow
from gieo.foundation.papers.rules import Party as Signer

KIND = "Giấy chứng nhận"
SUBJECT = "Đã dự lớp tập huấn áp dụng kết quả khoa học và công nghệ"
CHECK_NOTE = "Kiểm tra giấy này ở địa chỉ của mã QR, bằng mã hoặc bằng tệp."
CODE = re.compile(rb"CN-\d{4}-\d{4,6}")
"""As the papers' titles say it: a file that says it and is none of ours was changed."""


def compose(content: Mapping[str, Any], *, dated: datetime, digest: str, link: str) -> Paper:
    """The paper of sealed content; equal content gives equal bytes."""
    days = days_in_words(
        date.fromisoformat(content["starts_on"]), date.fromisoformat(content["ends_on"]), content["hours"]
    )
    return Paper(
        head=Head(
            above=content["issuer"]["above"],
            own=content["issuer"]["unit"],
            number="",
            place=content["locality"],
            day=date.fromisoformat(content["issued_on"]),
            mark=ILLUSTRATIVE_MARK if content["illustrative"] else "",
        ),
        kind=KIND,
        subject=SUBJECT,
        blocks=(
            Paragraph((f"{content['issuer']['unit']} chứng nhận ", Run(content["name"], bold=True), " đã dự lớp:")),
            Fields(
                (
                    ("Lớp", f"{content['title']} (mã {content['course']})"),
                    ("Thời gian", days),
                    ("Địa điểm", content["place"]),
                    ("Kết quả được hướng dẫn áp dụng", "; ".join(content["results"])),
                )
            ),
            SignatureRow((Signer(content["signer"]["title"], content["signer"]["name"], seal=True),)),
        ),
        foot=Foot(content["code"], digest, CHECK_NOTE, link),
        dated=dated.astimezone(UTC),
    )


def veiled(name: str) -> str:
    """ "Giàng A Páo" → "G. A. Páo": enough to compare with a paper in the hand, too little for who tries codes."""
    *before, last = name.split() or [""]
    return " ".join([*(f"{word[0]}." for word in before), last])


def code_typed(typed: str) -> str:
    """The code of a certificate that was meant ("cn 2023 1" means CN-2023-0001), or nothing."""
    found = re.fullmatch(r"CN[\s\-]*(\d{4})[\s\-]+(\d{1,6})", " ".join(typed.upper().split()))
    return f"CN-{found[1]}-{int(found[2]):04d}" if found else ""
