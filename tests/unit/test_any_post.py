"""Any file at all that is called a post is read without an exception, with its spoken text, and whatever is said of it
can be printed.
"""

from functools import cached_property
from pathlib import Path

import msgspec
import pytest
from bulletin import problems
from bulletin.archive.post_reader import PostReader, ReadPost
from bulletin.posts import post_folder
from bulletin.posts.file_states import FileStates
from bulletin.settings import settings as settings_
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from project import Project, post

NAME = "2026/06/a.md"
ODD = [
    "\x0b", "\x0c", "\x1b", "\x85", "\xa0", "\xad", "\u0301", "\u0338", "\u200b", "\u202e", "\u2028", "\u2029",
    "\u202f", "\u3000",
    "\ue000", "\uf0b7", "\ufdd0", "\ufeff", "\ufffc", "\ufffd", "\U000e0041", "\U0010fffe", "Ð", "ð", "Ɖ", "👨‍👩‍👧",
]  # fmt: skip
YAML = [
    "title", "date", "category", "author", "image", "tags", "source", "alert", "aliases", "slug", "attachments", "src",
    "changes", "corrections", "updates", "withdrawn", "removed", "event", "series", "expires", "lang", "time", "note",
    "url", "<<", "?", ": ", ":", "- ", "-", "\n", "\n", "\n  ",
    "[", "]", "{", "}", ",", "#", " # ", "&a ", "*a", "!", "!!set", "!!omap", "!!binary", "!!null",
    "!!python/name:os.system", "!<x>", "|\n", ">\n  ", "'", '"', "\\", "\\U", "\\ud800",
    "\\xff", "\\N", "%YAML 1.1", "%TAG ! x:\n", "--- ", "...", "@", "`", "\t", " ", "~", "null", "0x1F", "1_0",
    "2026-06-20 08:15", "thoi-su", "/tin/1.html", "/%00", "/%ff/..", "🎉",
]  # fmt: skip
BODY = [
    "# ", "## Kết quả {#a}\n", "- ", "* ", "1. ", "2) ", "> ", "    ", "\t", "  \n", "\n", "\n\n", "---\n", "```\n",
    "~~~", "`", "``", "**", "*", "_", "~~", "[", "]", "(", ")", "![", "](", "][", "]: ", "[^1]", "[^1]: ",
    "*[UBND]: ", ": ", "|", "| a | b |\n| --- | :-: |\n", "!!! note\n    ", "<", ">", "</", "<div>", "<div markdown=1>",
    "</div>", "<table>", "<td>", "<a name=x>", "<a href='", "<img src=", "<script>", "<!--", "-->", "<![CDATA[",
    "<?", "&", "&#11;", "&#xD800;", "&#0;", "&lt;", "&nbsp;", "\\", "\x02", "\x03", "{", "}", "{.", "a.md", "a.md#x",
    "anh.jpg", "khong-co.pdf", "https://", "http://[", "javascript:", "mailto:", "//", "#", "?", "%", "%00",
    "%ff", "../", "C:\\", "file:", "Đ", "ủy ban", "25/6/2020", "86,5%", "1.000.000", "45 km/h", "QĐ-UBND", "Điều 5",
    "XIV", "08:15", "+84 ", "H5N1", "“", "”", "…", "–", "https://youtu.be/abcdefghijk",
]  # fmt: skip


class Desk:
    """Reads one post after the other, as a build does, each for the first time."""

    def __init__(self, folder: Path) -> None:
        self._project = Project(folder)
        self._project.picture("2026/06/anh.jpg", (40, 30))

    @cached_property
    def _settings(self) -> settings_.Settings:
        return settings_.load(self._project.folder / "mkdocs.yml")

    @cached_property
    def _desk(self) -> PostReader:
        files = post_folder.load(self._project.posts)
        return PostReader(self._settings, files, FileStates(files, {}), {})

    def read(self, data: str | bytes) -> ReadPost:
        self._project.post(NAME, data if isinstance(data, bytes) else data.encode())
        reading = self._desk.read(NAME)
        for form in problems.FORMATS.values():
            form(reading.problems).encode()
        assert msgspec.msgpack.decode(msgspec.msgpack.encode(reading), type=ReadPost) == reading
        return reading


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("any") / "bulletin")


def texts(*pieces: str) -> st.SearchStrategy[str]:
    return st.lists(
        st.one_of(
            st.sampled_from(pieces),
            st.sampled_from(ODD),
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8),
        ),
        max_size=40,
    ).map("".join)


quickly = settings(max_examples=150, suppress_health_check=list(HealthCheck))


def assert_read(reading: ReadPost) -> None:
    assert [
        one for one in reading.problems if one.code in ("post-not-read", "nested-too-deep", "cannot-read-file")
    ] == []


@quickly
@given(
    st.one_of(
        st.binary(max_size=400),
        st.tuples(st.binary(max_size=60), st.binary(max_size=60)).map(
            lambda two: b"---\ntitle: " + two[0] + b"\n---\n" + two[1]
        ),
    )
)
def test_any_bytes(desk: Desk, data: bytes) -> None:
    assert_read(desk.read(data))


@quickly
@given(texts(*YAML))
def test_any_front_matter(desk: Desk, text: str) -> None:
    assert_read(desk.read(f"---\n{text}\n---\nMột đoạn.\n"))


@quickly
@given(
    st.sampled_from(
        [
            "title",
            "author",
            "views",
            "date",
            "lead",
            "tags",
            "image",
            "source",
            "alert",
            "slug",
            "aliases",
            "attachments",
            "draft",
        ]
    ),
    texts(*YAML),
)
def test_any_value_of_a_key(desk: Desk, key: str, value: str) -> None:
    assert_read(
        desk.read(f"---\ntitle: Họp dân\ndate: 2026-06-20 08:15\ncategory: thoi-su\n{key}: {value}\n---\nMột đoạn.\n")
    )


@quickly
@given(texts(*BODY))
def test_any_body(desk: Desk, body: str) -> None:
    assert_read(desk.read(post(body=body)))
