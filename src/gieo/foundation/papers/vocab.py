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
SIGN_HINT = "(Ký, ghi rõ họ tên)"
SIGN_AND_SEAL_HINT = "(Ký, ghi rõ họ tên, đóng dấu)"
DRAWN_SIGNATURE_WORD = "Chữ ký của"
QR_ALT = "Mã QR để kiểm tra văn bản"
