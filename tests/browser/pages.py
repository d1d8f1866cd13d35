"""One address of each page kind of the sample bulletin."""

ARTICLE = "2020/06/ban-vi-su-tien-bo-cua-phu-nu/"
PAGE_KINDS = {
    "front": "",
    "article": ARTICLE,
    "article with table and box": "2026/11/bao-so-13-huong-vao-an-binh/",
    "article with footnote": "2026/06/rung-dau-nguon-bao-chay-cap-v/",
    "article with attachment": "2026/01/tuyen-dung-vien-chuc-giao-duc-2026/",
    "article with figure": "2025/11/khoi-cong-nha-may-nuoc-hoa-thuan-2/",
    "reprint": "2025/11/tu-bai-bien-den-ban-can-thiep/",
    "print view": f"{ARTICLE}ban-in/",
    "print view with table": "2026/11/bao-so-13-huong-vao-an-binh/ban-in/",
    "category": "thoi-su/",
    "month": "2026/11/",
    "year": "2026/",
    "archive": "luu-tru/",
    "author": "tac-gia/thuy-hang/",
    "tag": "tu-khoa/binh-dang-gioi/",
    "search": "tim-kiem/?q=binh+dang+gioi",
    "fixed": "tiep-can/",
    "contact": "lien-he/",
    "feeds": "rss/",
    "offline": "ngoai-tuyen/",
    "not found": "404.html",
}
