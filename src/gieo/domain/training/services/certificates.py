"""Certificates of a class that was held: content sealed in the deed, papers printed and sealed outside of it."""

import json
import logging
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from gieo.core.actor import SYSTEM, Actor
from gieo.core.clock import local_date
from gieo.core.codes import make_code
from gieo.core.errors import Invalid, Refused
from gieo.core.text import squeeze
from gieo.domain.training.models import Certificate, Course
from gieo.domain.training.permits import may_issue_certificates
from gieo.domain.training.queries.certificates import KIND, content_of, paper_of, printed, to_certify, waiting_for_print
from gieo.domain.training.services.parts import lock_course, step, tell
from gieo.domain.training.vocab import LONGEST_NAME
from gieo.foundation.files.models import StoredFile
from gieo.foundation.files.services import store_file
from gieo.foundation.journal.services import next_number, record
from gieo.foundation.papers.engine import draw, lacking
from gieo.foundation.signing.engine import lasting, seal_drawn
from gieo.foundation.signing.queries import status_lists, time_authority, trust_roots
from gieo.foundation.signing.services import record_rendering, seal
from gieo.foundation.signing.vocab import RenderingKind
from gieo.foundation.units.queries import operator
from gieo.foundation.units.vocab import OPERATOR

logger = logging.getLogger(__name__)

SEAL_REASON = "Giấy chứng nhận đã dự lớp tập huấn"


def issue_certificates(
    course: Course, *, signer_name: str, signer_title: str, actor: Actor, now: datetime
) -> list[Certificate]:
    """Certify everybody who came and has no certificate yet; who has one keeps it. Code CN-<year>-<number>.

    In order: lock, permit, state → who signs → each content can be printed, is sealed → journal → the letter. Printing
    follows outside the transaction.
    """
    with transaction.atomic():
        row = lock_course(course)
        may_issue_certificates(actor).require()
        step("issue_certificates", row)
        signer = {"name": squeeze(signer_name), "title": squeeze(signer_title)}
        errors = {f"signer_{key}": [_("Ghi người ký và chức vụ.")] for key, said in signer.items() if not said}
        for key, said in signer.items():
            if len(said) > LONGEST_NAME:
                errors[f"signer_{key}"] = [_("Không quá %(most)s ký tự.") % {"most": LONGEST_NAME}]
        if errors:
            raise Invalid(errors)
        people, issuer = list(to_certify(row)), operator()
        if not people:
            raise Refused(_("Không còn ai có dự mà chưa có giấy chứng nhận."))
        if issuer is None:
            raise Refused(_("Danh bạ đơn vị chưa có cơ quan cấp giấy: %(name)s.") % {"name": OPERATOR})
        today, results, made = local_date(now), list(row.results.order_by("code")), []
        for enrolment in people:
            code = make_code("CN", today.year, next_number(f"CN-{today.year}"), width=4)
            content = content_of(enrolment, row, results, issuer, code=code, signer=signer, issued_on=today)
            if unknown := lacking(json.dumps(content, ensure_ascii=False)):
                raise Refused(
                    _("Phông chữ của văn bản không có các ký tự: %(letters)s.") % {"letters": " ".join(unknown)}
                )
            sealed = seal(KIND, code, content, actor=actor, now=now)
            made.append(Certificate.objects.create(enrolment=enrolment, code=code, sealed=sealed, issued_on=today))
            tell(enrolment, row, "course_certificate", now=now)
        changes = {"certificates": (None, [one.code for one in made])}
        record("issue_certificates", row, actor=actor, now=now, changes=changes)
    return made


def print_certificate(certificate: Certificate, *, now: datetime) -> StoredFile:
    """The paper with the department's seal (PAdES), made once; run again it is the one made before."""
    kept = printed(certificate)
    if kept is not None:
        return kept
    closed = seal_drawn(
        draw(paper_of(certificate)),
        keys_dir=Path(settings.KEYS_DIR),
        reason=SEAL_REASON,
        when=now.astimezone(UTC),
        authority=time_authority(),
    )
    content = lasting(closed, roots=trust_roots(), status=status_lists(), now=now)
    file = store_file(content, name=f"{certificate.code}.pdf", actor=SYSTEM, now=now)
    return record_rendering(certificate.sealed, RenderingKind.PDF_SIGNED, file, now=now).file


def print_waiting(*, now: datetime, most: int = 500) -> int:
    """Print every certificate that lacks its paper; one that cannot be printed holds up no other. Returns how many."""
    done = 0
    for certificate in waiting_for_print()[:most]:
        try:
            print_certificate(certificate, now=now)
            done += 1
        except Exception:  # a letter, a disk, a key: the log tells, the next round tries again
            logger.exception("printing of %s failed", certificate.code)
    return done
