"""What nobody changed stays in the file to the byte, however the form writes it."""

import random

import pytest
from benchmarks import corpus, post_file
from desk.manuscripts import manuscript
from desk.manuscripts.tree import Value
from desk.refusal import Refusal
from form_writes import Edit, saved
from project import source

pytestmark = pytest.mark.system
SAMPLES = {path.stem: path.read_bytes() for path in source("posts").rglob("*/*/*.md")}
NEW_WORD = "Đồngxuân"


def changed_lines(before: bytes, after: bytes) -> list[tuple[bytes, bytes]]:
    old, new = before.split(b"\n"), after.split(b"\n")
    assert len(old) == len(new)
    return [(one, other) for one, other in zip(old, new, strict=True) if one != other]


def a_word(file: bytes, path: str) -> list[Edit]:
    """An edit that exchanges one word of a value; none where the post has no such value."""
    post = manuscript.read(file, "posts/x.md")
    value: Value = dict(post.values)
    for step in path.split("."):
        value = value.get(step) if isinstance(value, dict) else None
    text = post.source.body if path == "body" else value if isinstance(value, str) else ""
    words = [word for word in text.split() if word.isalpha() and len(word) > 3 and text.count(word) == 1]
    return [(path, random.Random(text).choice(words), NEW_WORD)] if words else []


@pytest.fixture(scope="module")
def posts() -> list[bytes]:
    return [*SAMPLES.values(), *(post_file.text(article).encode() for article in corpus.articles(60))]


def test_saving_a_post_unchanged_changes_no_byte(posts: list[bytes]) -> None:
    for file, result in zip(posts, saved(posts, [[]] * len(posts)), strict=True):
        assert result == (file, ())


@pytest.mark.parametrize("path", ["title", "lead", "image.alt", "image.credit", "source.name", "body"])
def test_one_word_more_is_one_line_of_difference(posts: list[bytes], path: str) -> None:
    edits = {file: edit for file in posts if (edit := a_word(file, path))}
    assert len(edits) > (1 if path == "source.name" else 20)
    for file, result in zip(edits, saved(list(edits), list(edits.values())), strict=True):
        [(_, line)] = changed_lines(file, result.data)
        assert NEW_WORD.encode() in line


ODD = """\ufeff---\r
# Người trực: Thúy Hằng\r
title:   "Bão số 9: sơ tán 1.200 hộ"   # đã duyệt\r
\r
date: 2026-11-30 23:45:30\r
category: thoi-su\r
lead: >-\r
  Chiều nay, các xã ven biển\r
  bắt đầu đưa dân lên cao,\r
  ưu tiên người già.\r
views: 0012\r
author: 'Sở Văn hóa, Thể thao và Du lịch'\r
tags: [bão,   sơ tán,\r
       "xã Trà Vân"]\r
image: {src: bao.jpg, alt: 'Sóng đánh vào kè', focus: 30% 40%}\r
pinned: yes\r
attachments:\r
- file: lenh.pdf   # bản có dấu\r
  title: Lệnh sơ tán\r
-   file: so-do.pdf\r
expires: 2026-12-05T00:00:00+07:00\r
---\r
\r
Mưa\tto từ sáng.\r
\r
\r
\r
Gió lớn dần.\r
""".encode()


def test_an_oddly_written_post_stays_as_it_is() -> None:
    assert saved([ODD], [[]])[0].data == ODD


@pytest.mark.parametrize(
    ("path", "old", "new", "expected"),
    [
        ("title", "1.200", "1.300", '\ntitle:   "Bão số 9: sơ tán 1.300 hộ"   # đã duyệt\r'),
        ("lead", "bắt đầu", "khẩn trương", "\n  khẩn trương đưa dân lên cao,\r"),
        ("lead", "ưu tiên", "nhất là", "\n  nhất là người già.\r"),
        ("views", None, 13, "\nviews: 13\r"),
        ("image.alt", "kè", "đê", "\nimage: {src: bao.jpg, alt: Sóng đánh vào đê, focus: 30% 40%}\r"),
        ("tags.0", None, "bão số 9", "\ntags: [bão số 9,   sơ tán,\r"),
        ("tags.2", None, "xã Trà Vân, xã Pa Rin", '\n       "xã Trà Vân, xã Pa Rin"]\r'),
        ("attachments.0.title", "sơ tán", "di dời", "\n  title: Lệnh di dời\r"),
        ("attachments.1.file", None, "so-do-2.pdf", "\n-   file: so-do-2.pdf\r"),
        ("date", None, "2026-11-30 22:00", "\ndate: 2026-11-30 22:00\r"),
        ("author", None, ["Sở Văn hóa, Thể thao"], "\nauthor: 'Sở Văn hóa, Thể thao'\r"),
        ("body", "Gió lớn", "Gió rất lớn", "\nGió rất lớn dần.\r"),
    ],
)
def test_one_change_in_an_oddly_written_post(path: str, old: str | None, new: object, expected: str) -> None:
    result = saved([ODD], [[(path, old, new)]])[0]
    [(_, line)] = changed_lines(ODD, result.data)
    assert line == expected.removeprefix("\n").encode()


PLAIN = b"""---
title: L\xe1\xbb\x8bch c\xe1\xba\xaft \xc4\x91i\xe1\xbb\x87n
date: 2026-11-30 09:00
category: thong-bao
# S\xe1\xbb\xad sau
tags: [\xc4\x91i\xe1\xbb\x87n]
updates:
  # m\xe1\xbb\x9bi nh\xe1\xba\xa5t
  - time: 2026-11-30 10:00
    title: C\xc3\xb3 \xc4\x91i\xe1\xbb\x87n l\xe1\xba\xa1i
---
B\xc3\xa0i.
"""


@pytest.mark.parametrize(
    ("edits", "added"),
    [
        ([("lead", None, "Từ 8 giờ: cắt điện.")], ["lead: 'Từ 8 giờ: cắt điện.'"]),
        ([("author", None, ["Thúy Hằng", "Bảo Khánh"])], ["author: [Thúy Hằng, Bảo Khánh]"]),
        (
            [("image", None, {"src": "dien.jpg", "alt": "Trạm điện"})],
            ["image:", "  src: dien.jpg", "  alt: Trạm điện"],
        ),
        (
            [("corrections", None, [{"time": "2026-12-01 08:00", "wrong": "ba hộ", "right": "bốn hộ"}])],
            ["corrections:", "  - time: 2026-12-01 08:00", "    wrong: ba hộ", "    right: bốn hộ"],
        ),
        ([("pinned", None, True)], ["pinned: true"]),
        (
            [("updates.1", None, {"time": "2026-11-30 09:30", "title": "Đang sửa", "text": "Dòng một.\nDòng hai."})],
            ["  - time: 2026-11-30 09:30", "    title: Đang sửa", "    text: |-", "      Dòng một.", "      Dòng hai."],
        ),
    ],
)
def test_a_new_key_comes_where_the_schema_has_it(edits: list[Edit], added: list[str]) -> None:
    after = saved([PLAIN], [edits])[0].data.decode().split("\n")
    before = PLAIN.decode().split("\n")
    assert [line for line in after if line not in added] == before
    assert [line for line in after if line in added] == added


def test_an_emptied_key_leaves_no_line() -> None:
    after = saved([PLAIN], [[("tags", None, []), ("updates", None, None)]])[0].data.decode()
    assert after == ("---\ntitle: Lịch cắt điện\ndate: 2026-11-30 09:00\ncategory: thong-bao\n# Sử sau\n---\nBài.\n")


@pytest.mark.parametrize("title", ["yes", "0012", "# 5", "a: b", "- x", "'", '"', "{x", "@tin", "12:30", "null", "“Đ”"])
def test_any_title_comes_back_as_it_was_typed(title: str) -> None:
    result = saved([PLAIN], [[("title", None, title)]])[0]
    assert manuscript.read(result.data, "x").text_of("title") == title
    assert len(changed_lines(PLAIN, result.data)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Không có gì ở đầu.\n",
        "---\ntitle: Bài\n",
        "---\n- một\n- hai\n---\n",
        "---\ntitle: [a\n---\n",
        "---\ntitle: *x\n---\n",
        "---\na: &x [1]\nb: *x\n---\n",
        "---\ntitle: a\ntitle: b\n---\n",
        "---\ntitle: \ud800\n---\n",
        "---\ntitle: a\0b\n---\n",
        f"---\na: {'[' * 20000}\n---\n",
        f"---\na:\n  {'- ' * 20000}b\n---\n",
        '---\ntitle: "\\UFFFFFFFF"\n---\n',
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(Refusal, match=r"posts/x\.md") as refused:
        manuscript.read(text, "posts/x.md")
    assert refused.value.status == 422
