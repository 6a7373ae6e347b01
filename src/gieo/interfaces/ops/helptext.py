"""The words of ./gieo --help in two languages: it speaks before anything is installed, so gettext is not there yet."""

from collections.abc import Mapping
from typing import Any

STAGES = ("registry", "decided", "conference", "signed", "merged")

# each group: command → how it is typed
GROUPS: list[dict[str, str]] = [
    {"demo": "demo"},
    {
        "migrate": "migrate",
        "first-administrator": "first-administrator",
        "serve": "serve",
        "worker": "worker",
    },
    {
        "backup": "backup FILE",
        "restore": "restore FILE",
        "journal": "journal verify",
        "nightly": "nightly",
        "search": "search rebuild",
    },
    {"match": "match"},
    {"test": "test [ARGS]", "check": "check", "bench": "bench [NAME…]", "translations": "translations"},
]

HELP: dict[str, dict[str, Any]] = {
    "en": {
        "title": "Gieo — from a need to a result, and from a result into people's hands.",
        "usage": "Usage: ./gieo COMMAND [OPTIONS]",
        "groups": ["Try it", "Run it", "Keep it safe", "Find and match, from files alone", "Work on it"],
        "commands": {
            "demo": "The conference of 7 November 2023 in your browser, ready to be held again",
            "serve": "The web server",
            "worker": "Background work: letters, papers, the nightly round",
            "migrate": "Create the database, or bring it up to date",
            "first-administrator": "Open the office: its department and the person who lets the others in",
            "backup": "Database, files and (encrypted) keys into one archive",
            "restore": "Check an archive as a whole, restore it beside, then switch",
            "journal": "Has anything that was sealed been changed since?",
            "nightly": "The nightly round, now: seal the journal, sweep what nobody needs",
            "search": "Build this machine's search index anew; the old one answers meanwhile",
            "match": "Which results could meet which needs, from two files (search --corpus likewise)",
            "test": "Every test this machine can run; ARGS go to pytest, --all allows no skip",
            "check": "Format, lint, types, walls of the house, migrations, translations, licences",
            "bench": "Measure speed and memory against the budget",
            "translations": "Collect texts to translate, or compile what is translated",
            "prepare": "What the demo does before it opens its doors",
            "version": "The version",
        },
        "examples_title": "Examples",
        "examples": [
            "./gieo demo                        then open http://127.0.0.1:8000/",
            "./gieo demo --stage signed --fresh the same story, the evening after",
            "./gieo test tests/core -q          one corner of the tests",
            "./gieo backup gieo.tar --home /srv/gieo",
        ],
        "more": "Options of a command: ./gieo COMMAND --help · Tiếng Việt: ./gieo help vi · Operators: docs/operators/",
        "home": "where everything is written: database, files, keys, logs (default: GIEO_HOME, or ./var)",
        "port": "port on this machine (default: 8000)",
        "host": "address to listen on (default: 127.0.0.1)",
        "fresh": "throw the demo's data away and load it anew",
        "stage": "moment of the story: " + ", ".join(STAGES) + " (default: conference)",
        "processes": "web processes (default: 1; more only with PostgreSQL)",
        "threads": "threads of each process (default: 4)",
        "name": "full name of the person",
        "email": "address the invitation goes to; the person signs in with it",
        "department": "full name of the department",
        "archive": "the archive, a .tar file",
        "queries": "what is looked for; a line is one JSON object with id, title and/or text",
        "corpus": "what is looked through; a line is one JSON object with id, title, text",
        "needs": "the needs; a line is one JSON object with id, title, text",
        "results": "the results; a line is one JSON object with id, title, text",
        "json": 'one JSON object a line: {"id": …, "hits": [{"id": …, "score": …, "why": …}, …]}, best first',
        "top": "most hits for each (default: 100)",
        "language": "language of the reasons: vi, en (default: vi)",
        "bench": "one or more measures by name (default: all of them)",
        "translations": "collect: sources → .po · compile: .po → .mo",
    },
    "vi": {
        "title": "Gieo — từ nhu cầu đến kết quả, từ kết quả đến tay người dân.",
        "usage": "Cách dùng: ./gieo LỆNH [TÙY CHỌN]",
        "groups": ["Dùng thử", "Vận hành", "Giữ an toàn", "Tìm và ghép từ tệp", "Phát triển"],
        "commands": {
            "demo": "Hội nghị ngày 07/11/2023 ngay trên trình duyệt, sẵn sàng tổ chức lại",
            "serve": "Máy chủ web",
            "worker": "Việc chạy nền: thư, văn bản, việc hằng đêm",
            "migrate": "Tạo cơ sở dữ liệu hoặc đưa lên phiên bản mới",
            "first-administrator": "Mở văn phòng: đơn vị Sở và người quản trị đầu tiên",
            "backup": "Sao lưu cơ sở dữ liệu, tệp và khóa (mã hóa) vào một tệp",
            "restore": "Kiểm tra toàn bộ bản sao lưu, phục hồi bên cạnh rồi mới chuyển sang",
            "journal": "Có gì đã niêm phong mà bị sửa đổi không?",
            "nightly": "Chạy ngay việc hằng đêm: niêm phong nhật ký, dọn dẹp",
            "search": "Dựng lại chỉ mục tìm kiếm của máy này; chỉ mục cũ vẫn trả lời trong lúc đó",
            "match": "Kết quả nào đáp ứng được nhu cầu nào, đọc từ hai tệp (search --corpus cũng vậy)",
            "test": "Mọi kiểm thử máy này chạy được; ARGS chuyển cho pytest, --all không cho bỏ qua",
            "check": "Định dạng, cú pháp, kiểu, tường nhà, migration, bản dịch, giấy phép",
            "bench": "Đo tốc độ và bộ nhớ so với định mức",
            "translations": "Thu thập câu chữ cần dịch, hoặc biên dịch bản dịch",
            "prepare": "Những việc bản dùng thử làm trước khi mở cửa",
            "version": "Phiên bản",
        },
        "examples_title": "Ví dụ",
        "examples": [
            "./gieo demo                        rồi mở http://127.0.0.1:8000/",
            "./gieo demo --stage signed --fresh cùng câu chuyện ấy, sau khi đã ký",
            "./gieo test tests/core -q          chỉ một phần kiểm thử",
            "./gieo backup gieo.tar --home /srv/gieo",
        ],
        "more": "Tùy chọn của một lệnh: ./gieo LỆNH --help · English: ./gieo help en · Người vận hành: docs/operators/",
        "home": "nơi ghi mọi thứ: cơ sở dữ liệu, tệp, khóa, nhật ký (mặc định: GIEO_HOME hoặc ./var)",
        "port": "cổng trên máy này (mặc định: 8000)",
        "host": "địa chỉ lắng nghe (mặc định: 127.0.0.1)",
        "fresh": "bỏ dữ liệu dùng thử và nạp lại từ đầu",
        "stage": "thời điểm của câu chuyện: " + ", ".join(STAGES) + " (mặc định: conference)",
        "processes": "số tiến trình web (mặc định: 1; nhiều hơn chỉ với PostgreSQL)",
        "threads": "số luồng mỗi tiến trình (mặc định: 4)",
        "name": "họ và tên người quản trị",
        "email": "địa chỉ nhận lời mời, cũng là tên đăng nhập",
        "department": "tên đầy đủ của Sở",
        "archive": "tệp sao lưu, đuôi .tar",
        "queries": "điều cần tìm; mỗi dòng là một đối tượng JSON có id, title và/hoặc text",
        "corpus": "nơi tìm; mỗi dòng là một đối tượng JSON có id, title, text",
        "needs": "các nhu cầu; mỗi dòng là một đối tượng JSON có id, title, text",
        "results": "các kết quả; mỗi dòng là một đối tượng JSON có id, title, text",
        "json": 'mỗi dòng một đối tượng JSON: {"id": …, "hits": [{"id": …, "score": …, "why": …}, …]}, hợp nhất trước',
        "top": "số kết quả nhiều nhất cho mỗi câu (mặc định: 100)",
        "language": "ngôn ngữ của lý do: vi, en (mặc định: vi)",
        "bench": "tên một hay nhiều phép đo (mặc định: tất cả)",
        "translations": "collect: mã nguồn → .po · compile: .po → .mo",
    },
}


# why a text answers: `tie` of gieo.foundation.search.rules.kin → sentence
WHY: dict[str, dict[str, str]] = {
    "vi": {
        "title": "tên có “{said}”",
        "text": "cùng nói “{said}”",
        "dialect": "“{said}” cũng là “{asked}”",
        "same": "“{said}” cùng nghĩa “{asked}”",
        "english": "“{said}” là “{asked}”",
        "near": "“{said}” liên quan đến “{asked}”",
    },
    "en": {
        "title": "its title says “{said}”",
        "text": "both say “{said}”",
        "dialect": "“{said}” is another word for “{asked}”",
        "same": "“{said}” means “{asked}”",
        "english": "“{said}” is “{asked}”",
        "near": "“{said}” has to do with “{asked}”",
    },
}


def language(environ: Mapping[str, str]) -> str:
    """Language of this terminal: Vietnamese where the locale says so, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(name):
            return "vi" if environ[name].startswith("vi") else "en"
    return "en"
