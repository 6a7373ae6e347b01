"""Words of the room: how text stands on a sheet. No rule, no Django."""

from enum import StrEnum


class Align(StrEnum):
    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"
    JUSTIFY = "justify"


class Numbering(StrEnum):
    """How the items of a list are marked; the office's order of letters has đ after d and no f, j, w, z."""

    ARABIC = "1."
    LETTER = "a)"
    DASH = "-"


class Unreadable(StrEnum):
    """Why a file gives no scanned sheets."""

    TOO_LARGE = "too_large"
    NOT_A_SCAN = "not_a_scan"
    LOCKED = "locked"
    DAMAGED = "damaged"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_MANY_PAGES = "too_many_pages"


class SheetFault(StrEnum):
    """Why a scanned sheet is not taken."""

    NO_CODE = "no_code"
    OLD_PRINT = "old_print"  # a code is there, but none that names a sheet
    SEVERAL = "several"
    OTHER_PAPER = "other_paper"
    OTHER_CONTENT = "other_content"
    OTHER_PRINT = "other_print"  # of another number of sheets
    TWICE = "twice"
    KEPT_BEFORE = "kept_before"


NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"

LETTERS = "abcdđeghiklmnopqrstuvxy"

# Quốc hiệu and tiêu ngữ, and the words below, are Vietnamese by law (Decree 30/2020, annex I): a paper has one language
# whoever reads the page it is printed from, so they are no source texts for translation.
NUMBER_WORD = "Số:"
RECIPIENTS_WORD = "Nơi nhận:"
ANNEX_WORD = "PHỤ LỤC"
CODE_WORD = "Mã văn bản"
DIGEST_WORD = "Vân tay nội dung"
SHEET_WORD = "Trang"
SIGN_HINT = "(Ký, ghi rõ họ tên)"
SIGN_AND_SEAL_HINT = "(Ký, ghi rõ họ tên, đóng dấu)"
DRAWN_SIGNATURE_WORD = "Chữ ký của"
QR_ALT = "Mã QR để kiểm tra văn bản"
