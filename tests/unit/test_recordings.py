"""Articles read aloud at build: with espeak-ng and ffmpeg, and with commands that fail in every way."""

import json
import re
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from bulletin.build import Build
from bulletin.edition.texts import Text
from bulletin.machine.cache import Cache
from bulletin.problems import Problem
from bulletin.settings import settings
from bulletin.settings.settings_file import SettingsError
from project import SETTINGS, Project, post
from unit import themes
from unit.proofreading import NOW, QUIET, VERSION, settings_of

pytestmark = pytest.mark.slow

REAL = (
    'espeak-ng -v vi -f "$1" -w "$2.wav" && ffmpeg -loglevel error -i "$2.wav" -b:a 32k -fflags +bitexact -flags '
    '+bitexact -map_metadata -1 -y "$2"'
)
ECHO = """
import sys
said = open(sys.argv[1], encoding="utf-8").read()
open(sys.argv[2], "wb").write((b"\\xff\\xfb\\x90\\x00" + bytes(413)) * (100 + len(said)))
open(sys.argv[3], "a").write("x")
open(sys.argv[4], "w", encoding="utf-8").write(said)
"""
"""A voice that is silent, a frame of MP3 for each letter; counts its readings in a third file, and writes down into a
fourth what it was given to say.
"""
WAVE = """
import sys, wave
with wave.open(sys.argv[2], "wb") as sound:
    sound.setparams((1, 2, 8000, 0, "NONE", ""))
    sound.writeframes(bytes(8000))
"""
"""Sound, but not of the format that was asked for."""
PAGE = "2026/06/a/index.html"


class Studio:
    def __init__(self, project: Project) -> None:
        self.project = project
        self.count = project.folder / "count"
        self.said = project.folder / "said"
        self.cache = project.folder / ".cache" / "audio"
        file = project.folder / "mkdocs.yml"
        file.write_text(
            file.read_text(encoding="utf-8").replace("    publisher:", "    search: false\n    publisher:"),
            encoding="utf-8",
        )
        project.post(
            "2026/06/a.md",
            post("'UBND tỉnh họp'", "2026-06-20 08:00", "thoi-su", "Ngày 25/6, trồng 500 ha rừng.\n\n- Rừng dẻ"),
        )

    def asks(self, command: list[str], **rest: object) -> None:
        file = self.project.folder / "mkdocs.yml"
        text = re.sub(r"(?m)^    audio:.*\n", "", file.read_text(encoding="utf-8"))
        audio = json.dumps({"command": command, **rest})
        file.write_text(text.replace("    publisher:", f"    audio: {audio}\n    publisher:"), encoding="utf-8")

    def echoes(self) -> None:
        self.asks([sys.executable, "-c", ECHO, "{text}", "{output}", str(self.count), str(self.said)])

    def build(self, folder: str = "site") -> list[Problem]:
        current = settings_of(self.project.folder)
        site = self.project.folder / folder
        with closing(Cache(current.cache, VERSION)) as cache:
            build = Build(current, NOW, cache, site, QUIET)
            problems = build.read()
            _, more = build.publish(themes.printed(SETTINGS))
        return [*problems, *more]

    @property
    def readings(self) -> int:
        return len(self.count.read_text()) if self.count.exists() else 0

    @property
    def kept(self) -> list[Path]:
        return sorted(self.cache.glob("*.mp3"))

    @property
    def recordings(self) -> list[str]:
        return sorted(path.relative_to(self.project.site).as_posix() for path in self.project.site.rglob("bai-doc.*"))


@pytest.fixture
def studio(project: Project) -> Studio:
    return Studio(project)


@pytest.mark.system
@pytest.mark.parametrize(("kind", "codec"), [("opus", "opus"), ("mp3", "mp3")])
def test_a_real_voice_reads_the_article(studio: Studio, kind: str, codec: str) -> None:
    studio.asks(["sh", "-c", REAL, "doc-bai", "{text}", "{output}"], format=kind)
    assert studio.build() == []
    file = studio.project.site / f"2026/06/a/bai-doc.{kind}"
    told = subprocess.run(
        ["ffprobe", "-v", "error", "-show_entries", "stream=codec_name:format=duration", "-of", "csv=p=0", str(file)],
        capture_output=True,
        text=True,
        check=True,
    )
    name, duration = told.stdout.split()
    assert name == codec
    assert 4 < float(duration) < 20, "title, lead and body"
    first = file.read_bytes()
    page = (studio.project.site / PAGE).read_text(encoding="utf-8")
    assert f"({round(float(duration))} giây, {kind.upper()}, " in page
    for path in studio.cache.iterdir():
        path.unlink()
    studio.build("other")
    assert (studio.project.folder / "other" / "2026/06/a" / f"bai-doc.{kind}").read_bytes() == first, (
        "as the README has it, a clean build gives the same bytes"
    )


def test_what_is_said_is_title_lead_and_body_in_full_with_stops(studio: Studio) -> None:
    studio.echoes()
    studio.build()
    assert studio.said.read_text(encoding="utf-8").split("\n\n") == [
        "Ủy ban nhân dân tỉnh họp.",
        "Ngày hai mươi lăm tháng sáu, trồng năm trăm héc-ta rừng.",
        "Rừng dẻ.\n",
    ]


def test_an_article_is_read_once_and_again_when_its_text_changes(studio: Studio) -> None:
    studio.echoes()
    studio.build()
    studio.build()
    assert studio.readings == 1
    studio.project.post(
        "2026/06/a.md",
        post("'UBND tỉnh họp'", "2026-06-20 09:00", "kinh-te", "Ngày 25/6, trồng 500 ha rừng.\n\n- Rừng dẻ", views="7"),
    )
    studio.build()
    assert studio.readings == 1, "neither time nor category nor views are read aloud"
    studio.project.post("2026/06/a.md", post("'UBND tỉnh họp'", "2026-06-20 09:00", "kinh-te", "Trồng 600 ha rừng."))
    studio.build()
    assert studio.readings == 2
    assert "sáu trăm héc-ta" in studio.said.read_text(encoding="utf-8")
    assert len(studio.kept) == 1, "the old one is forgotten"


def test_markup_does_not_make_a_voice_read_again(studio: Studio) -> None:
    studio.echoes()
    studio.build()
    studio.project.post(
        "2026/06/a.md",
        post("'UBND tỉnh họp'", "2026-06-20 08:00", "thoi-su", "Ngày 25/6, trồng **500 ha** rừng.\n\n1. Rừng dẻ"),
    )
    assert studio.build() == []
    assert "<strong>500" in (studio.project.site / PAGE).read_text(encoding="utf-8")
    assert studio.readings == 1
    assert len(studio.recordings) == 1


def test_a_build_that_changes_nothing_looks_at_no_text(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    studio.echoes()
    studio.build()
    monkeypatch.setattr(Text, "read", None)
    assert studio.build() == []
    assert len(studio.recordings) == 1


def test_what_is_said_may_be_forgotten(studio: Studio) -> None:
    studio.echoes()
    studio.build()
    first, (kept,) = studio.project.files(), studio.kept
    (studio.project.folder / ".cache" / "bulletin.sqlite").unlink()
    assert studio.build() == []
    assert (studio.project.files(), studio.kept, studio.readings) == (first, [kept], 1)


def test_a_recording_that_the_site_has_is_not_read_again_where_its_file_is_missing(studio: Studio) -> None:
    studio.project.post("2026/06/b.md", post("'Thôn Đông có nước sạch'", "2026-06-20 08:00"))
    studio.echoes()
    studio.build()
    first = studio.project.files()
    for file in studio.kept:
        file.unlink()
    assert studio.build() == []
    assert (studio.project.files(), studio.kept, studio.readings) == (first, [], 2)
    (studio.project.site / "2026/06/b/bai-doc.mp3").unlink()
    assert studio.build() == []
    assert studio.project.files() == first
    assert (len(studio.kept), studio.readings) == (1, 3), "only the one that is needed"


def test_the_page_says_how_long_it_is(studio: Studio) -> None:
    studio.project.post(
        "2026/06/a.md", post("'UBND tỉnh họp'", "2026-06-20 08:00", "thoi-su", "Cả xã trồng rừng. " * 400)
    )
    studio.echoes()
    studio.build()
    assert re.search(r"\(3 phút 1\d giây, MP3, 2,\d MB\)", (studio.project.site / PAGE).read_text(encoding="utf-8"))


def test_drafts_are_not_read(studio: Studio) -> None:
    studio.project.post("2026/06/b.md", post("'Nháp'", "2026-06-20 08:00", "thoi-su", "Chưa xong.", draft="true"))
    studio.echoes()
    studio.build()
    assert studio.readings == 1


def test_recordings_that_were_spoiled_are_all_made_again_in_one_build(studio: Studio) -> None:
    for name in "bcd":
        studio.project.post(f"2026/06/{name}.md", post(f"'Thôn {name} có nước sạch'", "2026-06-20 08:00"))
    studio.echoes()
    studio.build()
    first = studio.project.files()
    for file in studio.kept[:3]:
        file.write_bytes(b"hong")
    assert studio.build("other") == []
    assert {path: (studio.project.folder / "other" / path).read_bytes() for path in first} == first
    assert studio.readings == 4 + 3


def test_a_program_that_is_not_there_is_told_once(studio: Studio) -> None:
    studio.echoes()
    studio.build()
    for name in "bcd":
        studio.project.post(f"2026/06/{name}.md", post(f"'Thôn {name} có nước sạch'", "2026-06-20 08:00"))
    for command in (["khong-co-lenh-nay", "{text}", "{output}"], ["sh", "-c", "khong-co-lenh-nay", "{text}{output}"]):
        studio.asks(command)
        (found,) = studio.build()
        assert (found.code, found.severity, found.file, found.key) == (
            "audio-command",
            "warning",
            "mkdocs.yml",
            "audio.command",
        )
        assert command[0] in found.message
        assert "Cài chương trình" in found.remedy
        assert (studio.project.site / PAGE).is_file()
    studio.echoes()
    assert studio.build() == []
    assert len(studio.recordings) == 4


def test_without_the_setting_recordings_go(studio: Studio) -> None:
    studio.echoes()
    studio.build()
    assert studio.recordings == ["2026/06/a/bai-doc.mp3"]
    file = studio.project.folder / "mkdocs.yml"
    file.write_text(re.sub(r"(?m)^    audio:.*\n", "", file.read_text(encoding="utf-8")), encoding="utf-8")
    studio.build()
    assert studio.recordings == []


@pytest.mark.parametrize(
    ("command", "timeout", "complaint"),
    [
        (["sh", "-c", "echo 'giọng vi không có' >&2; exit 3", "{text}{output}"], 300, "giọng vi không có"),
        (["true", "{text}", "{output}"], 300, "không ghi gì ra tệp {output}"),
        (["cp", "{text}", "{output}"], 300, "không phải tiếng dạng mp3"),
        ([sys.executable, "-c", WAVE, "{text}", "{output}"], 300, "không phải tiếng dạng mp3"),
        (["sh", "-c", "sleep 60 | sleep 60", "{text}{output}"], 1, "quá 1 giây chưa đọc xong"),
    ],
)
def test_a_command_that_fails_is_a_warning_and_the_article_goes_out_without(
    studio: Studio, command: list[str], timeout: int, complaint: str
) -> None:
    studio.asks(command, timeout=timeout)
    (found,) = studio.build()
    assert (found.code, found.severity, found.file) == ("audio-failed", "warning", "posts/2026/06/a.md")
    assert complaint in found.message
    assert studio.recordings == []
    assert (studio.project.site / PAGE).is_file()
    studio.echoes()
    assert studio.build() == []
    assert studio.recordings == ["2026/06/a/bai-doc.mp3"], "the next build that can, does"


@pytest.mark.parametrize(
    ("audio", "complaint"),
    [
        ("{command: [espeak-ng, '{text}']}", "cả {text}"),
        ("{command: []}", "audio.command"),
        ("{command: [x, '{text}{output}'], format: wav}", "audio.format"),
        ("{command: [x, '{text}{output}'], voice: vi}", "không có khóa nào tên như vậy"),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused_in_vietnamese(project: Project, audio: str, complaint: str) -> None:
    file = project.folder / "mkdocs.yml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("    publisher:", f"    audio: {audio}\n    publisher:"),
        encoding="utf-8",
    )
    with pytest.raises(SettingsError) as caught:
        settings.load(file)
    assert complaint in str(caught.value)
