"""Content of minutes as it is sealed, for tests without a database."""

from datetime import date
from typing import Any

from gieo.domain.handovers.rules.reporting import report_dates
from gieo.domain.handovers.rules.texts import standing_blocks

LONG_TITLE = (
    "Nghiên cứu tuyển chọn và phục tráng giống lúa nếp nương bản địa, hoàn thiện quy trình kỹ thuật canh tác bền vững "
    "trên đất dốc gắn với liên kết sản xuất, tiêu thụ sản phẩm tại các xã vùng cao tỉnh Điện Biên"
)


def content(items: int = 3, *, plan: int = 2, **changes: Any) -> dict[str, Any]:
    """Minutes of 7 November 2023 with so many items and rows of the plan."""

    values: dict[str, Any] = {
        "schema": 1,
        "code": "BB-2023-004",
        "number": "04/BB-SKHCN",
        "illustrative": False,
        "held_on": "2023-11-07",
        "starts_at": "09:30:00",
        "ends_at": "09:41:00",
        "locality": "Điện Biên",
        "place": "Hội trường nơi tổ chức hội nghị",
        "conference": {"code": "HN-2023-01", "title": "Hội nghị bàn giao kết quả khoa học và công nghệ"},
        "decisions": [{"code": "QD-2023-001", "number": "797/QĐ-UBND"}],
        "giver": {
            "code": "SKHCN",
            "unit": "Sở Khoa học và Công nghệ",
            "above": "UBND tỉnh Điện Biên",
            "address": "phường Mường Thanh, thành phố Điện Biên Phủ",
            "phone": "0215 3825 000",
        },
        "receiver": {"code": "HTX-01", "unit": "Hợp tác xã nếp nương", "above": "", "address": "", "phone": ""},
        "people": {
            "giver": {"name": "Nguyễn Văn A", "title": "Giám đốc"},
            "receiver": {"name": "Cà Văn Hặc", "title": "Giám đốc hợp tác xã"},
            "witness": {"name": "Vàng Thị Dua", "title": "Phó trưởng phòng", "unit": "Phòng Quản lý khoa học"},
        },
        "grounds": [
            "Căn cứ Quyết định số 797/QĐ-UBND ngày 12 tháng 5 năm 2023 của Ủy ban nhân dân tỉnh Điện Biên",
            "Căn cứ Giấy chứng nhận đăng ký kết quả số 20/KQNC-SKHCN ngày 18 tháng 02 năm 2022",
        ],
        "items": [item(number) for number in range(1, items + 1)],
        "plan": [
            {
                "order": number,
                "work": "Gieo cấy vụ mùa 2024 theo quy trình",
                "person": "Lường Văn Pó",
                "due": "2024-06-30",
                "place": "Bản Phăng",
                "scale": "12 ha",
                "money": 350_000_000,
            }
            for number in range(1, plan + 1)
        ],
        "texts": [
            {"key": block.key, "title": block.title, "text": block.text, "version": block.version}
            for block in standing_blocks()
        ],
        "reports": {
            "start": "2023-11-07",
            "reason": "Tính từ ngày bàn giao",
            "dates": [f"{day:%Y-%m-%d}" for day in report_dates(date(2023, 11, 7))],
            "plan_days": 30,
        },
        "copies": {"total": 4, "each": 2},
    }
    return values | changes


def item(number: int) -> dict[str, Any]:
    return {
        "order": number,
        "code": f"KQ-2021-{number:03d}",
        "kind": "result",
        "title": LONG_TITLE if number % 3 == 1 else f"Biểu bảng theo dõi sinh trưởng nếp nương, phần {number}",
        "nature": "Quy trình công nghệ" if number % 2 else "Biểu, bảng",
        "quantity": "1" if number % 2 else "12",
        "measure": "quyển" if number % 2 else "tờ",
        "delivery": "Bản giấy",
        "condition": "Bản cuối, đã kiểm tra" if number % 2 else "Đủ 8 phần của bộ chuyển giao; 02 sản phẩm, 03 tệp",
        "rights": "Bên B có quyền sử dụng" if number % 2 else "",
        "restriction": "Không công bố tọa độ" if number == 2 else "",
        "waiver": {
            "missing": ["chi phí áp dụng", "rủi ro, điều cần coi chừng"],
            "reason": "bảng chi phí bổ sung sau.",
            "by": "Lò Văn Tiến",
            "on": "2023-11-02",
        }
        if number == 3
        else None,
        "line": {"decision": "QD-2023-001", "quantity": "1", "measure": "quyển"},
        "files": [
            {
                "key": str(number),
                "name": f"quy-trinh-ky-thuat-canh-tac-{number}.pdf",
                "size": 4_300_000,
                "digest": f"{number:064x}",
            }
        ],
    }
