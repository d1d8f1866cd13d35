"""A bulletin of some hundred and fifty posts, the same from every run: with pictures, files, links between posts, tags,
old addresses.
"""

import random
from datetime import datetime, timedelta

from project import Project, post

COUNT = 150
WITHDRAWN, RECENT = 50, 110
"""Posts link to older ones, but none from here on to one before: so the oldest can be deleted, and the newest stand
alone.
"""

_CATEGORIES = ("thoi-su", "kinh-te", "van-hoa-xa-hoi", "giao-duc", "y-te", "thong-bao")
_AUTHORS = ("Thúy Hằng", "Văn Bình", "Minh Châu", "Quốc An")
_TAGS = ("thủy lợi", "lúa hè thu", "du lịch", "nông thôn mới", "chuyển đổi số")
_PLACES = ("xã Hòa An", "phường Bến Tre", "thôn Đông", "ấp Mỹ Thuận", "huyện Bình Sơn")
_EVENTS = (
    "khánh thành cầu mới",
    "họp dân bàn làm đường",
    "mở lớp tập huấn",
    "thu hoạch lúa sớm",
    "tiêm chủng cho trẻ em",
    "trao quà ngày Tết",
)
_SENTENCES = (
    "Bà con phấn khởi vì công trình xong trước hạn.",
    "Kinh phí do Nhà nước và nhân dân cùng góp.",
    "Ủy ban nhân dân xã mời các hộ đến nhận kết quả.",
    "Đến nay đã có hơn hai trăm hộ tham gia.",
    "Việc này sẽ tiếp tục trong quý sau.",
)


def name(number: int) -> str:
    return f"{_date(number):%Y/%m}/tin-{number}.md"


def _date(number: int) -> datetime:
    return datetime(2026, 6, 20, 8, 0) - timedelta(hours=26) * (COUNT - number)


def write(project: Project, numbers: range = range(COUNT)) -> None:
    for number in numbers:
        project.post(name(number), text(number))
        if number % 15 == 7:
            project.picture(name(number).replace(".md", "/anh.png"), (64, 36), f"#{number * 9973 % 0xFFFFFF:06x}")
        if number % 40 == 8:
            project.post(name(number).replace(".md", "/ke-hoach.pdf"), b"%PDF-1.4 " + str(number).encode() * 300)


def text(number: int, **changed: str) -> str:
    chosen = random.Random(number)
    date, place, event = _date(number), chosen.choice(_PLACES), chosen.choice(_EVENTS)
    body = "\n\n".join(" ".join(chosen.choices(_SENTENCES, k=4)) for _ in range(chosen.randint(2, 6)))
    lowest = max(first for first in (0, WITHDRAWN, RECENT) if first <= number)
    for other in chosen.sample(range(lowest, number), min(2, number - lowest)):
        body += f"\n\nXem [bài trước](../../{name(other)})."
    if number % 15 == 7:
        body += "\n\n![Quang cảnh buổi lễ](anh.png)"
    keys = {
        "author": chosen.choice(_AUTHORS),
        "tags": f"[{', '.join(chosen.sample(_TAGS, 2))}]",
        "views": str(chosen.randint(0, 9999)),
    }
    if number % 40 == 8:
        keys["attachments"] = "[{file: ke-hoach.pdf, title: Kế hoạch}]"
    if number % 25 == 3:
        keys["aliases"] = f"[/tin-cu/{number}.html]"
    return post(
        f"{place[0].upper()}{place[1:]} {event}, tin số {number}",
        f"{date:%Y-%m-%d %H:%M}",
        chosen.choice(_CATEGORIES),
        **{"body": body, **keys, **changed},
    )
