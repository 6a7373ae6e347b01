"""Sentences of bringing in: states, outcomes, what is wrong with a cell and how to mend it, what was read kindly."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise as Text
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from gieo.domain.imports.vocab import Flaw, ImportState, Kind, Mend, Outcome, Reading, Remark

KINDS: Mapping[str, Text] = {
    Kind.UNITS: pgettext_lazy("nhiều", "Đơn vị"),
    Kind.PEOPLE: _("Người và vai trò"),
    Kind.RESULTS: pgettext_lazy("nhiều", "Kết quả"),
    Kind.PRODUCTS: _("Sản phẩm"),
    Kind.LINES: _("Dòng quyết định"),
}

KIND_NOTES: Mapping[str, Text] = {
    Kind.UNITS: _("Cơ quan, doanh nghiệp, hợp tác xã: tên, loại, cấp trên, địa bàn, liên hệ."),
    Kind.PEOPLE: _("Người trong danh bạ và vai trò của họ ở đơn vị. Thư mời không tự gửi."),
    Kind.RESULTS: _("Mỗi dòng là một kết quả, vào sổ dưới dạng bản nháp để rà lại."),
    Kind.PRODUCTS: _("Sản phẩm của kết quả hoặc của chương trình đã có trong sổ."),
    Kind.LINES: _("Ai nhận gì trong một quyết định còn là bản thảo."),
}

STATES: Mapping[str, Text] = {
    ImportState.READING: _("Đang đọc tệp"),
    ImportState.CHECKED: _("Chờ xem trước"),
    ImportState.REFUSED: _("Không đọc được"),
    ImportState.RUNNING: _("Đang nhập"),
    ImportState.DONE: _("Đã nhập"),
    ImportState.UNDOING: _("Đang bỏ"),
    ImportState.UNDONE: _("Đã bỏ cả lượt"),
    ImportState.DISCARDED: _("Đã thôi"),
}

STATE_TONES: Mapping[str, str] = {
    ImportState.READING: "info",
    ImportState.CHECKED: "wait",
    ImportState.REFUSED: "late",
    ImportState.RUNNING: "info",
    ImportState.DONE: "ok",
    ImportState.UNDOING: "info",
    ImportState.UNDONE: "plain",
    ImportState.DISCARDED: "plain",
}

OUTCOMES: Mapping[str, Text] = {
    Outcome.NEW: _("Sẽ thêm"),
    Outcome.DIFFERENT: _("Đã có, khác"),
    Outcome.SAME: _("Đã có, không đổi"),
    Outcome.FAULTY: _("Có lỗi"),
    Outcome.MADE: _("Đã thêm"),
    Outcome.CHANGED: _("Đã cập nhật"),
    Outcome.KEPT: _("Giữ như đang có"),
    Outcome.UNDONE: _("Đã bỏ"),
}

OUTCOME_TONES: Mapping[str, str] = {
    Outcome.NEW: "info",
    Outcome.DIFFERENT: "wait",
    Outcome.SAME: "plain",
    Outcome.FAULTY: "late",
    Outcome.MADE: "ok",
    Outcome.CHANGED: "ok",
    Outcome.KEPT: "plain",
    Outcome.UNDONE: "plain",
}

VERBS: Mapping[str, Text] = {
    "send": _("Gửi tệp Excel"),
    "check": _("Đọc và soát tệp"),
    "refuse": _("Từ chối tệp không đọc được"),
    "accept": _("Cho nhập"),
    "finish": _("Nhập xong"),
    "discard": _("Thôi không nhập"),
    "ask_undo": _("Yêu cầu bỏ cả lượt nhập"),
    "undo": _("Bỏ cả lượt nhập"),
    "keep": _("Giữ lượt nhập vì còn vướng"),
}

BROUGHT_IN = _("Nhập từ Excel")

# flaw → (what is wrong, what to do about it); the words in %(…)s come from rules.
FLAWS: Mapping[str, tuple[Text, Text]] = {
    Flaw.EMPTY: (_("Ô bắt buộc đang trống."), _("Ghi giá trị, hoặc bỏ cả dòng.")),
    Flaw.TOO_LONG: (_("Dài %(length)s ký tự, hơn mức %(most)s."), _("Rút gọn, hoặc chuyển phần thừa sang cột khác.")),
    Flaw.NOT_A_DATE: (_("Không đọc được thành ngày."), _("Ghi ngày/tháng/năm, ví dụ 07/11/2023.")),
    Flaw.NO_SUCH_DAY: (_("Không có ngày này trong lịch."), _("Xem lại ngày và tháng trên văn bản.")),
    Flaw.ONLY_YEAR: (
        _("Chỉ có năm %(year)s, thiếu ngày và tháng."),
        _("Ghi ngày đầy đủ, hoặc để trống nếu chưa biết."),
    ),
    Flaw.SHORT_YEAR: (_("Năm chỉ có hai chữ số."), _("Ghi đủ bốn chữ số. Có phải %(day)s?")),
    Flaw.MONTH_FIRST: (_("Tháng đứng trước ngày."), _("Ghi ngày trước tháng. Có phải %(day)s?")),
    Flaw.FAR_DAY: (_("Năm %(year)s nằm ngoài khoảng 1900–2100."), _("Xem lại năm.")),
    Flaw.NOT_A_YEAR: (_("Không phải một năm."), _("Ghi bốn chữ số, ví dụ 2023.")),
    Flaw.NOT_A_SUM: (_("Không đọc được thành số tiền."), _("Ghi số nguyên đồng, ví dụ 1.284.500.000.")),
    Flaw.WRONG_GROUPS: (
        _("Dấu chấm, dấu phẩy không chia đều từng ba chữ số."),
        _("Ghi số nguyên đồng, ví dụ 1.284.500.000 hoặc 1284500000."),
    ),
    Flaw.WRONG_GROUPS_IN_UNIT: (
        _("Dấu chấm, dấu phẩy không chia đều từng ba chữ số."),
        _("Cột này không tính bằng đồng, mỗi số được nhân %(times)s. Phần lẻ viết sau dấu phẩy, ví dụ 1.284,5."),
    ),
    Flaw.TWO_SUMS_IN_UNIT: (
        _("Có thể là %(large)s đồng, cũng có thể là %(small)s đồng."),
        _("Ghi “%(plain)s” cho số thứ nhất, “%(part)s” cho số thứ hai."),
    ),
    Flaw.TWO_SUMS: (_("Có thể hiểu thành hai số tiền khác nhau."), _("Ghi đủ số đồng, ví dụ 1.284.500.000.")),
    Flaw.NEGATIVE: (_("Số tiền âm."), _("Ghi số từ 0 trở lên.")),
    Flaw.PART_OF_A_DONG: (_("Số tiền lẻ dưới một đồng."), _("Làm tròn tới đồng; xem lại đơn vị tiền của cột.")),
    Flaw.NOT_A_QUANTITY: (_("Không đọc được thành số lượng."), _("Ghi một số, nhiều nhất ba chữ số lẻ, ví dụ 2,5.")),
    Flaw.NOT_POSITIVE: (_("Số lượng phải lớn hơn 0."), _("Ghi số lượng thật, hoặc để trống.")),
    Flaw.TWO_AMOUNTS: (
        _("Có thể là %(small)s, cũng có thể là %(large)s."),
        _("Phần lẻ viết sau dấu phẩy, không viết số 0 thừa; hàng nghìn viết bằng dấu chấm."),
    ),
    Flaw.TWO_MEASURES: (_("Ô này ghi “%(here)s”, cột đơn vị tính ghi “%(there)s”."), _("Để đơn vị tính ở một chỗ.")),
    Flaw.NOT_A_NUMBER: (_("Không phải số nguyên."), _("Ghi bằng chữ số, không kèm chữ.")),
    Flaw.OUT_OF_RANGE: (_("Nằm ngoài khoảng %(low)s đến %(high)s."), _("Xem lại số này.")),
    Flaw.NOT_AN_ADDRESS: (_("Không phải địa chỉ thư điện tử."), _("Ghi dạng ten@example.vn, một địa chỉ, không dấu.")),
    Flaw.NOT_A_PHONE: (_("Không phải số điện thoại."), _("Ghi một số, 8 chữ số trở lên, ví dụ 0215 000 0101.")),
    Flaw.UNKNOWN_CHOICE: (_("Không có trong danh sách của cột này."), _("Chọn một trong: %(choices)s.")),
    Flaw.UNKNOWN_RECORD: (_("Không tìm thấy trong sổ."), _("Ghi mã, hoặc tên đầy đủ như trong sổ.")),
    Flaw.SEVERAL_RECORDS: (_("Có nhiều nơi cùng tên: %(codes)s."), _("Ghi mã thay cho tên.")),
    Flaw.ENDED_UNIT: (_("%(unit)s không còn hoạt động."), _("Ghi đơn vị kế thừa: %(heir)s.")),
    Flaw.NO_VALUE_OF_FORMULA: (
        _("Ô chứa công thức mà tệp không giữ kết quả."),
        _("Mở bằng Excel rồi lưu lại, hoặc dán thành giá trị."),
    ),
    Flaw.ERROR_CELL: (_("Ô đang báo lỗi của Excel."), _("Sửa công thức hoặc gõ thẳng giá trị.")),
    Flaw.DOUBLE: (
        _("Trùng với dòng %(row)s của tệp này."),
        _("Giữ một dòng; nếu là hai hồ sơ khác nhau thì ghi mã riêng."),
    ),
    Flaw.BELOW: (
        _("Được nhắc tới trước khi có: nằm ở dòng %(row)s phía dưới."),
        _("Đưa dòng %(row)s lên trên dòng này."),
    ),
    Flaw.FAULTY_ABOVE: (_("Dòng %(row)s mà ô này nhắc tới đang có lỗi."), _("Sửa dòng %(row)s trước.")),
    Flaw.OUT_OF_ORDER: (_("Không được trước “%(earlier)s” (%(value)s)."), _("Xem lại cả hai ô.")),
    Flaw.IN_FUTURE: (_("Ngày ở tương lai."), _("Chỉ ghi điều đã xảy ra.")),
    Flaw.NOT_YOURS: (_("Bạn không được ghi ô này."), _("%(why)s")),
    Flaw.REFUSED: (_("%(why)s"), _("Sửa trong tệp rồi gửi lại.")),
}

GUESS = _("Có phải “%(guess)s”?")

MENDS: Mapping[str, Text] = {
    Mend.TRIMMED: _("bỏ khoảng trắng thừa"),
    Mend.COMPOSED: _("ghép lại dấu tiếng Việt"),
    Mend.OUR_LETTERS: _("thay chữ của phông cũ (Ð, ƣ) bằng Đ, ư"),
    Mend.RECASED: _("viết lại chữ hoa"),
    Mend.DAY_READ: _("đọc thành ngày"),
    Mend.SERIAL: _("đọc số ngày của Excel"),
    Mend.SUM_READ: _("đọc thành số tiền"),
    Mend.SUM_IN_WORDS: _("đổi ra đồng"),
    Mend.TEXT_NUMBER: _("số đang ghi dạng chữ"),
    Mend.MERGED: _("lấy từ ô gộp"),
    Mend.HIDDEN: _("dòng đang ẩn trong tệp"),
    Mend.ZERO_ADDED: _("thêm số 0 ở đầu"),
    Mend.MULTIPLIED: _("nhân theo đơn vị ở tiêu đề"),
    Mend.MEASURE_TAKEN: _("lấy đơn vị tính trong ô"),
    Mend.LABEL_READ: _("đọc theo danh mục"),
}

TOLD_MENDS = frozenset(
    set(Mend) - {Mend.TRIMMED, Mend.COMPOSED, Mend.OUR_LETTERS, Mend.DAY_READ, Mend.SUM_READ, Mend.TEXT_NUMBER}
)
"""Mends that deserve a look before the rows go in; the others are the same value written tidily."""

REMARKS: Mapping[str, Text] = {
    Remark.NO_HEADS: _("Không thấy dòng tiêu đề nào có các cột của mẫu này. Tải mẫu, hoặc đặt tiêu đề: %(heads)s."),
    Remark.NO_SENDER: _("Việc uỷ quyền cho người gửi đã hết trước khi máy đọc tệp. Người đang có quyền gửi lại."),
    Remark.NO_ROWS: _("Dưới dòng tiêu đề (trang “%(sheet)s”, dòng %(row)s) không có dòng nào."),
    Remark.TOO_MANY_ROWS: _("Tệp có hơn %(most)s dòng. Chia thành nhiều tệp."),
    Remark.MISSING_COLUMN: _("Thiếu cột bắt buộc “%(head)s”. Thêm cột này, đúng tên như trong mẫu."),
    Remark.TWICE: _("Cột “%(head)s” có hai lần (%(one)s và %(other)s). Bỏ một cột."),
    Remark.UNKNOWN_COLUMN: _("Cột %(letter)s “%(head)s” không có trong mẫu nên không đọc."),
    Remark.OTHER_SHEET: _("Đọc ở trang “%(sheet)s”, không phải trang đầu."),
    Remark.HEADS_BELOW: _("Dòng tiêu đề là dòng %(row)s."),
    Remark.GROUP_ROW: _("Dòng %(row)s là tiêu đề nhóm hoặc dòng cộng nên bỏ qua: “%(text)s”."),
    Remark.HIDDEN_ROWS: _("Trong tệp có dòng đang ẩn: %(count)s. Các dòng ấy vẫn được đọc."),
    Remark.OTHER_UNIT: _("Cột “%(head)s” không tính bằng đồng; mỗi số được nhân %(times)s."),
    Remark.BROKEN: _("Tệp hỏng hoặc có mật khẩu. Mở bằng Excel, bỏ mật khẩu, lưu lại thành .xlsx."),
    Remark.BOMB: _("Tệp bung ra quá lớn so với cỡ của nó nên không mở."),
}

KINDS_OF_VALUE: Mapping[str, Text] = {
    Reading.TEXT: _("chữ"),
    Reading.LONG_TEXT: _("chữ, nhiều dòng được"),
    Reading.NAME: _("họ và tên"),
    Reading.BODY: _("tên đơn vị"),
    Reading.TITLE: _("chữ"),
    Reading.DATE: _("ngày/tháng/năm, ví dụ 07/11/2023"),
    Reading.YEAR: _("năm bốn chữ số"),
    Reading.SUM: _("số nguyên đồng, ví dụ 1.284.500.000"),
    Reading.QUANTITY: _("số, phần lẻ sau dấu phẩy"),
    Reading.NUMBER: _("số nguyên"),
    Reading.EMAIL: _("một địa chỉ thư điện tử"),
    Reading.PHONE: _("một số điện thoại"),
    Reading.RECORD: _("mã hoặc tên đã có trong sổ"),
}


def flaw_sentence(flaw: Mapping[str, Any]) -> tuple[str, str]:
    """What is wrong with a cell, and the hint, from a flaw as it is kept with its row."""
    wrong, hint = FLAWS[flaw["flaw"]]
    words = flaw.get("words", {})
    said = str(hint) % words
    if guess := words.get("guess"):
        said = f"{str(GUESS) % {'guess': guess}} {said}"
    return str(wrong) % words, said


def remark_sentence(remark: Mapping[str, Any]) -> str:
    said = str(REMARKS[remark["remark"]]) % remark.get("words", {})
    if guess := remark.get("words", {}).get("guess"):
        said = f"{said} {str(GUESS) % {'guess': guess}}"
    return said


def came_from(code: str, file: str, row: int) -> str:
    """Where a record came from, as its journal keeps it."""
    return _now("%(code)s, tệp %(file)s, dòng %(row)s") % {"code": code, "file": file, "row": row}


def rows_in_words(count: int) -> str:
    return ngettext("%(count)s dòng", "%(count)s dòng", count)
