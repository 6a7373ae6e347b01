"""Words of the room: which code tables exist, and what kinds of rule a table may carry."""

from enum import StrEnum


class CodeKey(StrEnum):
    """A subject for which the law gives a table of codes, one table after another in time."""

    FIELD = "field"  # lĩnh vực nghiên cứu
    OBJECTIVE = "objective"  # mục tiêu kinh tế - xã hội
    PRODUCT_KIND = "product_kind"  # dạng sản phẩm I–IV


class LimitKey(StrEnum):
    """Limits that code asks for by name. The data carries more; these are the ones that a deed stands on."""

    RESULT_REGISTRATION = "result.registration"
    RESULT_VALIDITY = "result.validity"
    RESULT_VALIDITY_ASK = "result.validity.ask"
    RESULT_CERTIFICATE = "result.certificate"
    APPLICATION_REPORT = "application.report"
    INTEREST_ANSWER = "interest.answer"
    NEED_ANSWER = "need.answer"
