"""The front matter: what YAML would like to make of it, what an editor meant, and how mistakes are told."""

import ast
import re
from pathlib import Path

import bulletin
import pytest
from bulletin import problems
from bulletin.posts import front_matter, manuscript, schema
from bulletin.posts.schema import FrontMatter
from bulletin.stylebook import words
from pydantic import BaseModel

CATEGORIES = {"thoi-su": "Thời sự", "y-te": "Y tế"}
FILE = "posts/2026/06/a.md"
NEEDED = "title: Họp dân\ndate: 2026-06-20 08:15\ncategory: thoi-su"


def parse(text: str) -> tuple[FrontMatter | None, list[problems.Problem]]:
    written, found = manuscript.split(f"---\n{text}\n---\n\nMột đoạn.\n", FILE)
    assert written is not None and found == []
    front, found, _ = front_matter.parse(written, FILE, CATEGORIES)
    return front, found


def accepted(further: str = "", needed: str = NEEDED) -> FrontMatter:
    front, found = parse(f"{needed}\n{further}")
    assert front is not None and found == []
    return front


def refused(further: str = "", needed: str = NEEDED) -> list[tuple[int, str, str]]:
    """Line, key and code of each problem; the needed keys stand on lines 2 to 4, `further` from line 5 on."""
    _, found = parse(f"{needed}\n{further}")
    assert problems.has_errors(found)
    return sorted((item.line, item.key, item.code) for item in found)


def told(further: str = "", needed: str = NEEDED) -> str:
    return problems.as_text(parse(f"{needed}\n{further}")[1])


def titled(value: str) -> str:
    return f"title: {value}\ndate: 2026-06-20 08:15\ncategory: thoi-su"


# --- text stays text


@pytest.mark.parametrize(
    "title",
    [
        "12:30",
        "on",
        "yes",
        "No",
        "2020",
        "2020-06-25",
        "1e3",
        "0x1F",
        "1_000",
        "010",
        ".5",
        "true",
        "3.10",
        "25/06/2020",
        "=",
        "Giá 86%",
        "Họp tại nhà văn hóa - thôn 3",
        "“Trích dẫn” ở đầu",
    ],
)
def test_a_title_is_the_text_that_was_typed(title: str) -> None:
    assert accepted(needed=titled(title)).title == title


@pytest.mark.parametrize(
    "title",
    [
        '"Hội nghị: kết quả"',
        "'Hội nghị: kết quả'",
        ">\n  Hội nghị:\n  kết quả",
        "|\n  Hội nghị:\n  kết quả",
        '"Hội nghị:\n  kết quả"',
        '"  Hội nghị:   kết quả "',
    ],
)
def test_quotes_and_wrapped_lines(title: str) -> None:
    assert accepted(needed=titled(title)).title == "Hội nghị: kết quả"


def test_tags_are_the_words_that_were_typed() -> None:
    assert accepted("tags: [12:30, on, yes, 2020, 1.0, 06, Off]").tags == (
        "12:30",
        "on",
        "yes",
        "2020",
        "1.0",
        "06",
        "Off",
    )


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("author: Thúy An", ("Thúy An",)),
        ("author: [Thúy An, Minh Khuê]", ("Thúy An", "Minh Khuê")),
        ("author:\n  - Thúy An\n  - Minh Khuê", ("Thúy An", "Minh Khuê")),
        ("author: No", ("No",)),
        ("author: Thúy An, Minh Khuê", ("Thúy An", "Minh Khuê")),
        ('author: "Sở Văn hóa, Thể thao và Du lịch"', ("Sở Văn hóa, Thể thao và Du lịch",)),
        ("author: 'Sở Văn hóa, Thể thao\n  và Du lịch'", ("Sở Văn hóa, Thể thao và Du lịch",)),
        ("author: >\n  Sở Văn hóa, Thể thao\n  và Du lịch", ("Sở Văn hóa, Thể thao và Du lịch",)),
        ('author: ["Sở Văn hóa, Thể thao và Du lịch", Thúy An]', ("Sở Văn hóa, Thể thao và Du lịch", "Thúy An")),
        ("author: Sở Văn hóa và Thể thao", ("Sở Văn hóa và Thể thao",)),
        ("author: []", ()),
        ("", ()),
    ],
)
def test_one_author_or_several(author: str, names: tuple[str, ...]) -> None:
    assert accepted(author).author == names


def test_quotes_are_heeded_in_every_list() -> None:
    front = accepted("tags: 'Ngày 8/3, 1975'\naliases: \"/tin/a,b.html\"")
    assert (front.tags, front.aliases) == (("Ngày 8/3, 1975",), ("/tin/a,b.html",))
    front = accepted("tags: họp dân, mùa lũ\naliases: /tin/a.html, /tin/b.html")
    assert (front.tags, front.aliases) == (("họp dân", "mùa lũ"), ("/tin/a.html", "/tin/b.html"))


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2007", "\u3000", "\u2009"])
def test_a_space_is_a_space_however_wide_it_is(space: str) -> None:
    text = (
        "title:_Họp_dân_\ndate:_2026-06-20_08:15_\ncategory:_thoi-su_\ndraft:_false_\npinned: 'true_'\nviews:_891_\n"
        "slug:_hop-dan_\n"
        'author:_Thúy_An,_Minh_Khuê_\nupdated: "2026-06-21__10:00"\naliases: [/tin/1.html_]\nsource:\n'
        "__name: Báo_An_Bình"
    )
    front = accepted(needed=text.replace("_", space))
    assert (front.title, front.category, front.draft, front.pinned, front.views, front.slug) == (
        "Họp dân",
        "thoi-su",
        False,
        True,
        891,
        "hop-dan",
    )
    assert [moment.isoformat() for moment in (front.date, front.updated) if moment] == [
        "2026-06-20T08:15:00+07:00",
        "2026-06-21T10:00:00+07:00",
    ]
    assert (front.author, front.aliases) == (("Thúy An", "Minh Khuê"), ("/tin/1.html",))
    assert front.source and front.source.name == "Báo An Bình"


@pytest.mark.parametrize(
    ("date", "meant"),
    [
        ("2026-06-20 08:15", "2026-06-20T08:15:00+07:00"),
        ("2026-06-20 08:15:30", "2026-06-20T08:15:30+07:00"),
        ("2026-06-20T01:15:30Z", "2026-06-20T01:15:30+00:00"),
        ("2026-06-20 08:15 +07:00", "2026-06-20T08:15:00+07:00"),
        ("2026-06-20 08:15 -05:00", "2026-06-20T08:15:00-05:00"),
        ("2026-06-20  08:15", "2026-06-20T08:15:00+07:00"),
        ("'2026-06-20 08:15'", "2026-06-20T08:15:00+07:00"),
        ("2026-06-20 08:15 # giờ Việt Nam", "2026-06-20T08:15:00+07:00"),
    ],
)
def test_dates(date: str, meant: str) -> None:
    assert accepted(needed=f"title: Họp\ndate: {date}\ncategory: thoi-su").date.isoformat() == meant


@pytest.mark.parametrize(
    ("written", "value"),
    [("true", True), ("on", True), ("yes", True), ("false", False), ("off", False), ("no", False), ("True", True)],
)
def test_switches(written: str, value: bool) -> None:
    assert accepted(f"draft: {written}").draft is value


@pytest.mark.parametrize("tag", ["!!set", "!!omap", "!!binary", "!khac", "!<tag:x>"])
def test_a_tag_on_the_whole_front_matter_is_told(tag: str) -> None:
    assert refused(needed=f"{tag}\n{NEEDED}") == [(2, "", "yaml-tag")]


@pytest.mark.parametrize(
    ("escape", "title", "codes"),
    [
        (r"\UFFFFFFFF", "…", ["yaml-syntax"]),
        (r"\U00110000", "…", ["yaml-syntax"]),
        (r"\ud800", "Họp", ["control-characters"]),
        (r"\ufdd0", "Họp", ["control-characters"]),
        (r"\u2028", "Họp", []),
    ],
)
def test_an_escape_of_what_no_one_sees(escape: str, title: str, codes: list[str]) -> None:
    front, found = parse(titled(f'"Họp {escape}"'))
    assert front is not None and front.title == title
    assert [(one.line, one.code) for one in found] == [(2, code) for code in codes]


def test_half_an_emoji_in_a_key_can_be_told() -> None:
    assert accepted(r'"\u200bviews": 7').views == 7
    told(r'"\ud800x": 7').encode()


def test_a_full_front_matter() -> None:
    front = accepted(
        "author: Thúy An\nlead: Sáng 20/6, bà con họp.\nviews: 891\nimage:\n  src: hop.jpg\n  alt: Bà con ngồi họp\n"
        "  caption: Quang cảnh.\n  credit: 'Ảnh: Thúy An'\n"
        "tags: [họp dân]\nsource: {name: Báo Miền Duyên Hải, url: 'https://bao.example/1', time: 2026-06-19 18:00}\n"
        "updated: 2026-06-20 10:00\npinned: true\n"
        "draft: false\nslug: hop-dan\naliases: /tin/1.html\nattachments:\n  - file: ke-hoach.pdf\n"
        "    title: Kế hoạch số 12\n  - file: b.zip"
    )
    assert front.views == 891 and front.pinned and front.slug == "hop-dan" and front.aliases == ("/tin/1.html",)
    assert front.image and front.image.credit == "Ảnh: Thúy An"
    assert front.source and front.source.time and front.source.time.hour == 18
    assert [item.title for item in front.attachments] == ["Kế hoạch số 12", None]


# --- mistakes are told at their line


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("date: 2026-06-20 08:15\ncategory: thoi-su", [(2, "title", "missing-key")]),
        ("title: Họp", [(2, "category", "missing-key"), (2, "date", "missing-key")]),
        ("title:\ndate: 2026-06-20 08:15\ncategory: thoi-su", [(2, "title", "empty-value")]),
        ('title: "  "\ndate: 2026-06-20 08:15\ncategory: thoi-su', [(2, "title", "empty-value")]),
        (f"title: {'Họp dân ' * 50}\ndate: 2026-06-20 08:15\ncategory: thoi-su", [(2, "title", "too-long")]),
        ("title: [Họp]\ndate: 2026-06-20 08:15\ncategory: thoi-su", [(2, "title", "wrong-shape")]),
        ("title: Họp\ndate: 20/06/2026\ncategory: thoi-su", [(3, "date", "date-form")]),
        ("title: Họp\ndate: 2026-06-20\ncategory: thoi-su", [(3, "date", "date-without-time")]),
        ("title: Họp\ndate: 2026-06-31 08:15\ncategory: thoi-su", [(3, "date", "date-impossible")]),
        ("title: Họp\ndate: 2026-06-20 08:15\ncategory: thoi-xu", [(4, "category", "unknown-category")]),
        ("title: Họp\ndate: 2026-06-20 08:15\ncategory: [thoi-su]", [(4, "category", "wrong-shape")]),
        ("# ghi chú\n\ntitle: Họp\n\ndate: mai\ncategory: thoi-su", [(6, "date", "date-form")]),
        ("- title: Họp", [(2, "", "yaml-not-keys")]),
        ("chỉ có chữ", [(2, "", "yaml-not-keys")]),
    ],
)
def test_the_needed_keys(text: str, expected: list[tuple[int, str, str]]) -> None:
    assert refused(needed=text) == expected


@pytest.mark.parametrize(
    ("further", "expected"),
    [
        ("autor: Thúy An", (5, "autor", "unknown-key")),
        ("pinned: true\nlead: Mở đầu.\nviews: tám trăm", (7, "views", "not-a-number")),
        ("views: -5", (5, "views", "not-a-number")),
        ("views: 1.234", (5, "views", "not-a-number")),
        ("draft: có", (5, "draft", "not-a-switch")),
        ("tags: {a: b}", (5, "tags", "not-a-list")),
        ("attachments: ke-hoach.pdf", (5, "attachments", "not-a-list")),
        ("attachments:\n  - file: a.pdf\n  - title: Kế hoạch", (7, "attachments.2.file", "missing-key")),
        ("image: hop.jpg", (5, "image", "wrong-shape")),
        ("image:\n  src: hop.jpg\n  alt: Họp\n  capton: Quang cảnh.", (8, "image.capton", "unknown-key")),
        ("source:\n  name: Báo X\n  url: www.bao.example", (7, "source.url", "bad-url")),
        ("source:\n  name: Báo X\n  url: 'javascript:alert(1)'", (7, "source.url", "bad-url")),
        ("source:\n  name: Báo X\n  time: hôm qua", (7, "source.time", "date-form")),
        ("slug: Họp dân", (5, "slug", "bad-slug")),
        ("aliases:\n  - /tin/1.html\n  - tin 2", (7, "aliases.2", "bad-alias")),
        ("views: 1\nviews: 2", (6, "views", "key-twice")),
        ("image:\n  src: a.jpg\n  alt: Họp\n  src: b.jpg", (8, "image.src", "key-twice")),
        ("image:\n\tsrc: a.jpg", (6, "src", "yaml-tab")),
        ("lead: Hội nghị: kết quả", (5, "lead", "yaml-colon")),
        ('lead: "Mở mà không đóng\nviews: 1', (5, "lead", "yaml-quote")),
        ("lead: !!python/object/apply:os.system [ls]", (5, "lead", "yaml-tag")),
        ("tags: [a, b", (5, "tags", "yaml-syntax")),
        ("? [a, b]\n: c", (5, "", "yaml-syntax")),
        ('lead: ""', (5, "lead", "empty-value")),
        ('author: [Thúy An, " "]', (5, "author.2", "empty-value")),
        (f"lead: {'rất dài ' * 300}", (5, "lead", "too-long")),
        ("views: 99999999999999", (5, "views", "number-too-large")),
        ("lead:Sáng nay họp", (5, "lead", "yaml-space")),
    ],
)
def test_the_other_keys(further: str, expected: tuple[int, str, str]) -> None:
    (line, key, code), *rest = refused(further)
    assert (code, rest) == (expected[2], [])
    if code != "yaml-syntax":
        assert (line, key) == expected[:2]


def test_all_mistakes_of_a_post_are_told_at_once() -> None:
    assert [code for _, _, code in refused("autor: A\nviews: x\ndraft: có\nslug: Z")] == [
        "unknown-key",
        "not-a-number",
        "not-a-switch",
        "bad-slug",
    ]


@pytest.mark.parametrize(
    ("further", "said"),
    [
        ("autor: Thúy An", "Có phải bạn muốn viết: author"),
        ("views: 1.234", "chỉ viết chữ số, không dấu chấm, không dấu phẩy, ví dụ 1234"),
        ("lead: Họp: kết quả của 'tổ 3'", "lead: 'Họp: kết quả của ''tổ 3'''"),
        ("lead: @baoanbinh đưa tin", "Có thể viết: lead: '@baoanbinh đưa tin'"),
        ("lead:Sáng nay họp", "Viết: lead: Sáng nay họp"),
        ("updated: 21/6/2026 7h30", "Viết năm-tháng-ngày giờ:phút: 2026-06-21 07:30"),
        ("slug: Họp dân thôn Đông", "slug: hop-dan-thon-dong"),
        ("title: Lần nữa", "Khóa title đã có ở dòng 2."),
        ("image:\n  scr: a.jpg", "Có phải bạn muốn viết: src"),
    ],
)
def test_what_to_write_instead(further: str, said: str) -> None:
    assert said.lower() in told(further).lower()


def test_a_category_is_recognised_by_its_name() -> None:
    assert "Có phải bạn muốn viết: y-te" in told(needed=NEEDED.replace("thoi-su", "Y tế"))


def test_a_correction_before_publication_is_an_error() -> None:
    _, found = parse(f"{NEEDED}\nupdated: 2026-06-19 08:00")
    assert [(item.line, item.code, item.severity) for item in found] == [(5, "updated-before-date", "error")]


def test_a_picture_wants_words_for_those_who_do_not_see_it() -> None:
    _, found = parse(f"{NEEDED}\nimage: {{src: hop.jpg}}")
    assert [(item.line, item.code, item.severity) for item in found] == [(5, "missing-alt", "error")]


def test_a_caption_without_its_picture_is_a_warning() -> None:
    front, found = parse(f"{NEEDED}\nimage: {{caption: Quang cảnh.}}")
    assert front is not None
    assert [(item.line, item.code, item.severity) for item in found] == [(5, "image-without-file", "warning")]


def test_a_comment_that_swallows_the_end_of_a_title_is_a_warning() -> None:
    _, found = parse(titled("Khu phố #1 đón bằng khen"))
    assert [(item.line, item.key, item.code, item.severity) for item in found] == [
        (2, "title", "comment-in-value", "warning")
    ]


def test_characters_that_quotes_can_hide_are_taken_out_and_told() -> None:
    front, found = parse(titled(r'"Hội\x01 nghị\u202e"'))
    assert front is not None and front.title == "Hội nghị"
    assert [(item.line, item.key, item.code) for item in found] == [(2, "title", "control-characters")]


# --- bombs


@pytest.mark.slow
@pytest.mark.parametrize("depth", [50, 400, 5_000, 50_000])
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}")])
def test_deep_nesting_is_a_mistake_like_any_other(depth: int, opening: str, closing: str) -> None:
    ((line, _, code),) = refused(f"lead: {opening * depth}{closing * depth}")
    assert line in (2, 5) and code in ("wrong-shape", "yaml-syntax")


def test_copies_of_copies_are_refused_before_they_grow() -> None:
    bomb = "\n".join(
        ["a0: &a0 [x, x]", *(f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]" for level in range(1, 6))]
    )
    assert [code for _, _, code in refused(bomb)].count("yaml-alias") == 1


def test_an_alias_of_an_outer_list_is_refused() -> None:
    assert {code for _, _, code in refused("tags: &all [a, *all]")} == {"yaml-alias"}


# --- the reference and the word list


def test_the_reference_names_every_key() -> None:
    rows = schema.reference().split("\n")
    assert "| `title` (bắt buộc) | Tên bài | `Hội nghị sơ kết công tác 6 tháng đầu năm` |" in rows
    models: list[type[BaseModel]] = [FrontMatter, *schema.INNER.values()]
    names = [name for model in models for name in model.model_fields]
    written = re.findall(r"^\| `([a-z_.]+)`", "\n".join(rows), re.MULTILINE)
    assert sorted(name.rpartition(".")[2] for name in written) == sorted(names)
    assert len(set(written)) == len(written)
    assert {"image.alt", "source.url", "attachments.file"} <= set(written)
    assert all(row.count("|") == 4 for row in rows)


def test_every_example_of_the_reference_is_accepted() -> None:
    for name, field in FrontMatter.model_fields.items():
        if field.examples and name not in ("title", "date", "category", "series", "translation_of"):
            accepted(f"{name}: {field.examples[0]}", NEEDED.replace("2026", "2020"))
    for outer, model in schema.INNER.items():
        inner = "\n".join(
            f"    {name}: {field.examples[0]}" for name, field in model.model_fields.items() if field.examples
        )
        accepted(f"{outer}:\n" + (f"  -\n{inner}" if outer in schema.LISTS else inner), NEEDED.replace("2026", "2020"))


# --- emergency notices


def alert(level: str = "3", until: str = "2026-06-22 18:00") -> str:
    return f"alert: {{hazard: Lũ quét, level: {level}, area: Xã Trà Vân, until: {until}}}"


@pytest.mark.parametrize("level", ["0", "6", "13", "-1", "3.0", "cấp 4", "IV", "đỏ"])
def test_a_level_that_is_none(level: str) -> None:
    assert refused(alert(level)) == [(5, "alert.level", "bad-risk-level")]


def test_a_level_in_words_is_answered_with_its_number() -> None:
    assert "level: 4" in told(alert("cấp 4"))


@pytest.mark.parametrize("until", ["2026-06-20 08:15", "2026-06-19 18:00"])
def test_a_notice_that_ends_before_it_begins(until: str) -> None:
    assert refused(alert(until=until)) == [(5, "alert.until", "alert-ends-before-date")]


def test_a_notice_of_weeks_is_warned_of_and_published() -> None:
    front, found = parse(f"{NEEDED}\n{alert(until='2026-07-04 08:16')}")
    assert front is not None and front.alert is not None
    assert [(one.code, one.severity) for one in found] == [("alert-too-long", "warning")]
    assert accepted(alert(until="2026-07-04 08:15")).alert


def test_a_notice_needs_all_its_keys() -> None:
    assert refused("alert: {hazard: Lũ quét}") == [
        (5, "alert.area", "missing-key"),
        (5, "alert.level", "missing-key"),
        (5, "alert.until", "missing-key"),
    ]


SHAPES = (
    "", "{}", "[]", "[null]", "[[]]", "[tin]", "tin", "5", "true", "2026-06-21", "{1: 2}", "[{1: 2}]", "[{}]",
    "{time: 2026-06-21 10:00}", "[{time: [1]}, {note: {a: b}}]", "{starts: [], place: null}", "{file: {src: [tin]}}",
)  # fmt: skip


@pytest.mark.parametrize("key", sorted({field.alias or name for name, field in FrontMatter.model_fields.items()}))
def test_a_value_of_any_shape_is_read_or_refused_in_words(key: str) -> None:
    needed = "\n".join(line for line in NEEDED.splitlines() if not line.startswith(f"{key}:"))
    for shape in SHAPES:
        _, found = parse(f"{needed}\n{key}: {shape}")
        assert all(item.message for item in found), shape
        if key in schema.LISTS and shape.startswith("{"):
            assert "not-a-list" in [item.code for item in found], shape


def test_a_list_with_a_fault_and_a_value_in_the_place_of_a_list_are_told_together() -> None:
    faults = refused("changes: [{time: hôm qua, note: Bổ sung.}]\nattachments: {file: a.pdf}")
    assert [(line, key) for line, key, _ in faults] == [(5, "changes.1.time"), (6, "attachments")]


def _codes_in_the_engine() -> set[str]:
    """Every problem code that some module of the engine reports."""
    found = set()
    for path in Path(bulletin.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            values: list[ast.expr] = []
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if called in (
                    "problem",
                    "ChartError",
                    "MediaError",
                    "DateError",
                    "PydanticCustomError",
                    "OpenEnd",
                    "_report",
                ):
                    values = node.args[:1]
                elif called in ("note", "note_at", "Wish"):
                    values = node.args[1:2]
                elif called == "_file":
                    values = node.args
            elif isinstance(node, ast.FunctionDef) and node.name == "problem_code":
                values = [one.value for one in ast.walk(node) if isinstance(one, ast.Return) and one.value]
            elif isinstance(node, ast.Assign):
                targets = [
                    name
                    for target in node.targets
                    for name in (target.elts if isinstance(target, ast.Tuple) else [target])
                ]
                if any(isinstance(name, ast.Name) and name.id == "code" for name in targets):
                    values = [node.value]
                elif isinstance(node.value, ast.Dict) and any(
                    isinstance(name, ast.Name) and name.id == "_KINDS" for name in targets
                ):
                    values = [key for key in node.value.keys if key]
            elif isinstance(node, ast.For) and "code" in {
                name.id for name in ast.walk(node.target) if isinstance(name, ast.Name)
            }:
                values = [node.iter]
            texts = [
                part.value
                for value in values
                for part in ast.walk(value)
                if isinstance(part, ast.Constant) and isinstance(part.value, str)
            ]
            found |= {text for text in texts if re.fullmatch(r"[a-z]+(?:-[a-z0-9]+)+|draft|scheduled|mojibake", text)}
    return found


def test_every_problem_has_its_words_and_every_word_its_problem() -> None:
    assert _codes_in_the_engine() == set(words._all()["problems"])


def test_every_problem_says_what_to_do_unless_it_only_informs() -> None:
    for code, entry in words._all()["problems"].items():
        assert entry.get("remedy") or entry.get("severity") in ("notice", "warning"), code
        assert set(entry) <= {"message", "remedy", "severity", "nearest"}, code
        assert entry.get("severity", "error") in words.terminal()["severity"], code
