"""Patterns for the parts of a text that are spoken otherwise than they are written, and for the words around them that
decide how.
"""

import re

TO = r"\s?[-–—]\s?"
COUNT = r"\d{1,18}"
"""Digits that are said as one number. A longer row is a code, and int() refuses a row of thousands of digits."""
NUMBER = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3}){2,}|\d+(?:\.\d{1,2}(?![\d.])|,\d+)?)"
DATE = r"(?:\d\d?/\d\d?(?:/\d{4})?|\d\d?\.\d\d?\.\d{4}|\d\d?-\d\d?-\d{4}|\d{4}-\d\d-\d\d)"
TIME = r"(?:[01]?\d|2[0-4])(?:h(?:[0-5]\d(?!\d)'?)?|g[0-5]\d'?|:[0-5]\d)"
FIGURES = rf"""(?<!\d[.,/:-])(?:
    (?P<phone>(?=(?:\D?\d){{9,12}}(?!\d))(?:\+84|0)\s?\d{{1,4}}(?:[ .-]?\d{{2,4}}){{2,3}}|1[89]00[ .]?\d{{4,6}})(?!\w)
    |(?:(?P<since>\d\d?(?:/\d\d?(?:/\d{{4}})?)?){TO})?(?P<date>{DATE})(?!\w|[/.,-]\d)
    |(?:(?P<since_month>\d\d?(?:/\d{{4}})?){TO})?(?P<month>\d\d?[-/]\d{{4}}|(?<=háng\s)\d\d?\.\d{{4}})(?!\w|[/.,-]\d)
    |(?P<time>{TIME})(?:{TO}(?P<until>{TIME}))?(?!\w|:\d)
    |(?P<share>{COUNT}/{COUNT}|1:(?:\d{{1,3}}(?:\.\d{{3}}){{1,5}}|\d{{3,18}}))(?!\w|[/.,-]\d)
    |(?=(?P<number>{NUMBER}))(?P=number)
        (?:(?:(?:\s?%)?{TO}|\s?(?P<by>[x×])\s?)(?=(?P<to>{NUMBER}))(?P=to))?
        (?:(?:\s(?P<many>nghìn|ngàn|triệu|tỷ|tỉ)(?!\w))?\s?(?P<unit>UNITS)(?!\w)(?P<per>(?:/PER(?!\w))*))?
        (?!\w|[.,/]\d)
    )"""
"""A number matches whole or not at all: a lookahead is tried only once, and its match is then required by a
backreference. Possessive quantifiers and atomic groups would do the same in fewer signs, but Python 3.11.2 reads them
otherwise than later versions.
"""
PLAIN_NUMBER = r"""(?<![^\s(])(?:[02356789]|[1-9][0-9]|(?<![gứ]\s)[14]|(?<![iugố]\s)[1-9][0-9]{2,3})
    (?=$|[,;.:!?)]+(?:\s|$)|\s(?!x|nghìn|ngàn|triệu|tỷ|tỉ|UNITS(?!\w))[^\W\d_])"""
"""Small numbers without a unit around which nothing stands that could make them a part of any other figure. After the
last letters of «tháng» and «thứ», 1 and 4 have other words; after those of the words of SERVICE, a number may be one to
call.
"""
KINDS = ("phone", "date", "month", "time", "share", "number")
DOCUMENT = re.compile(
    rf"(?<!\d[.,/:-])(?P<of>{COUNT})[a-z]?(?:/(?P<year>\d{{4}}))?[-/]"
    r"(?P<codes>[A-ZĐƯ][A-ZĐƯa-z]+\d*(?:[-/][A-ZĐƯ][A-ZĐƯa-z]*\d*)*)(?![\w/])"
)
ROAD = re.compile(
    rf"(?P<kind>QL|ĐT|TL|HL|Km)[. ]?(?P<road_number>{COUNT})(?:\+(?P<metres>{COUNT}))?(?P<letter>[A-Z]?)(?!\w)"
)
ROMANS = re.compile(rf"(?P<roman>[IVXLC]+(?:{TO}[IVXLC]+)?)(?:/(?P<year>\d{{4}}))?(?!\w)")
NUMBERED = frozenset([
    "khóa", "khoá", "quý", "kỳ", "lần", "thứ", "chương", "mục", "phần", "điều", "hạng", "loại", "cấp", "vùng", "kỷ",
    "hội", "khu", "đoàn", "động", "tập", "đợt", "bậc", "nhóm", "lớp", "bảng",
])  # fmt: skip
"""Words after which capitals are a Roman numeral."""
HOUSES = frozenset(["kiệt", "ngõ", "hẻm", "ngách", "thửa"])
"""Words before a fraction that is never a day: kiệt 12/5."""
PERIODS = frozenset(["quý", "kỳ", "đợt"])
DAYS = frozenset(["ngày", "mùng"])
ABOUT = frozenset(["hơn", "gần", "khoảng", "quá", "chiếm", "đạt", "trên", "dưới", "với", "được", "có"])
"""Words before a share of something, never before a day."""
SHARED = re.compile(
    r"\s(?:số|tổng|diện|dân|quân|chiều|thời gian|chặng|khối|nội dung|nhu cầu|giá trị|công suất|cả)(?!\w)"
)
COUNTED = re.compile(
    r"\s(?:xã|phường|thôn|hộ|huyện|tỉnh|sở|đại biểu|thành viên|phiếu|ý kiến|chỉ tiêu|tiêu chí|nhiệm vụ|đơn vị|trường"
    r"|cơ sở|em|học sinh|người|bàn|điểm|ca|mẫu|dự án|giờ|hồ sơ|đồng chí|đảng viên|chi bộ)(?!\w)"
)
MANY = re.compile(r"\s(?:nghìn|ngàn|triệu|tỷ|tỉ)(?!\w)")
"""Words after two numbers that are a range even when the first one is larger: 500 - 1 tỷ."""
SERVICE = re.compile(r"(?:gọi|tổng đài|cấp cứu|đường dây nóng)\s(?:số\s)?$", re.IGNORECASE)
BEFORE = 20
"""The most characters before a match that decide how it is said: «đường dây nóng số ». Without this limit every number
of a line would search the whole line before it, and a line twice as long would take four times as long.
"""
LAST_WORD = re.compile(r"([^\W\d_]+)\s$")
TERM = re.compile(rf"(\D+)({COUNT})")
CODE = re.compile(r"(?:\d{1,3}(?=[A-ZĐ]))?(?:[A-ZĐ]\d{1,3})*(?:(?<=\d)[A-ZĐ])?(?![\w&]|[./:-]\w)")
"""Alternating letters and figures: C4, H5N1, 12A4, 1A."""
CODE_PART = re.compile(r"\d+|\D")
NAME = re.compile(r"\s?(\d+|[^\W\d_]{2,})")
LAST_LETTERS = re.compile(r"[^\W\d_]+$")
ROADS = {"ql": "quốc lộ", "đt": "đường tỉnh", "tl": "tỉnh lộ", "hl": "hương lộ", "km": "ki-lô-mét"}
PARTS_OF_DAY = frozenset(["sáng", "trưa", "chiều", "tối", "đêm", "hôm", "từ", "đến", "trước", "sau", "dịp", "lễ"])
