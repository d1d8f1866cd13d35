"""The bulletin on machines as they are: in any encoding, with any file names, on a full disk, beside other servers."""

import os
import re
import socket
import subprocess
import sys
import threading
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

import pytest
from project import NOON, Project, post
from real import mishaps

NAMES = ("hỏi đáp", "a+b & (c)", "100% đúng", "số #1", "bà 'Tư'", "có gì?", "Hướng dẫn/nộp hồ sơ")


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A plain file server, as any web host is one."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


def fetch(url: str) -> str:
    with urllib.request.urlopen(url, timeout=10) as answer:
        return str(answer.read(), "utf-8")


def docs(project: Project) -> Path:
    (project.folder / "docs").unlink()
    (project.folder / "docs").mkdir()
    file = project.folder / "mkdocs.yml"
    nav = "".join(f'  - "{name}": "{name}.md"\n' for name in NAMES)
    file.write_text(re.sub(r"nav:\n(?:  - .*\n)+", f"nav:\n{nav}", file.read_text(encoding="utf-8")), encoding="utf-8")
    return project.folder / "docs"


@pytest.mark.slow
def test_fixed_pages_answer_whatever_their_names_are(project: Project) -> None:
    folder = docs(project)
    for name in NAMES:
        page = folder / f"{name}.md"
        page.parent.mkdir(exist_ok=True)
        page.write_text(
            (
                f"# Trang {name}\n\n[Hỏi](<{quote('/'.join(['..'] * name.count('/') + ['hỏi đáp.md']))}>) "
                f"![](<{'../' * name.count('/')}ảnh đẹp.svg>)\n"
            ),
            encoding="utf-8",
        )
    (folder / "ảnh đẹp.svg").write_text("<svg/>", encoding="utf-8")
    (folder / "ho\u0300m thu.md").write_text("# Hòm thư\n", encoding="utf-8")  # as macOS writes it
    project.post("2026/06/a.md", post())
    result = project.build()
    assert result.returncode == 0, result.stdout + result.stderr
    with served(project.site) as host:
        listed = [
            address
            for address in re.findall(
                r"<loc>https://bantin.anbinh.example(/[^<]+)</loc>", project.page("sitemap-trang.xml")
            )
            if "%" in address
        ]
        assert len(listed) == len(NAMES) + 1
        for name in NAMES:
            address = f"/{quote(name)}/"
            assert address in listed
            text = fetch(host + address)
            assert (
                f'<link rel="canonical" href="https://bantin.anbinh.example{address}">' in text
                or "canonical" not in text
            )
            assert f'href="{address}"' in project.page("index.html"), "the menu leads there"
            assert "<svg/>" in fetch(urllib.parse.urljoin(host + address, re.findall(r'src="([^"]*svg)"', text)[-1]))
            assert "Trang hỏi đáp" in fetch(
                urllib.parse.urljoin(host + address, re.findall(r'<a href="([^"]*)">Hỏi</a>', text)[0])
            )
        assert (project.site / "hỏi đáp/index.html").is_file() and (project.site / "hòm thu/index.html").is_file()


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["cp1258", "ascii"])
def test_a_pipe_in_another_encoding_gets_vietnamese(project: Project, encoding: str) -> None:
    project.post("2026/06/a.md", post(category="thoi-xu"))
    for command in (["-m", "mkdocs", "build", "--strict"], ["hooks/bulletin", "plan"], ["hooks/bulletin", "check"]):
        result = project.run([sys.executable, *command], NOON, PYTHONIOENCODING=encoding, LC_ALL="C")
        assert result.returncode == 1
        assert (
            "posts/2026/06/a.md:4: LỖI [category]: Không có chuyên mục «thoi-xu»." in result.stdout + result.stderr
        ), command
        assert "Traceback" not in result.stderr and "\\u" not in result.stdout + result.stderr


def refused(project: Project, *options: str) -> str:
    """What a preview says that can't be opened: one line."""
    result = project.run([sys.executable, "-m", "mkdocs", "serve", *options], NOON)
    assert result.returncode == 1
    lines = [line for line in (result.stdout + result.stderr).splitlines() if line and not line.startswith("INFO")]
    assert len(lines) == 1, lines
    return lines[0]


@pytest.mark.slow
def test_a_preview_where_none_can_be_says_where_else(project: Project) -> None:
    project.post("2026/06/a.md", post())
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = refused(project, "--livereload", "-a", f"127.0.0.1:{port}")
    assert said.startswith(f"Không mở được trang xem thử ở 127.0.0.1:{port}: cổng này đang có chương trình khác dùng")
    assert "mkdocs serve --livereload -a 127.0.0.1:" in said
    assert "địa chỉ này không phải của máy này" in refused(project, "--no-livereload", "-a", "192.0.2.7:8000")
    assert "số cổng phải từ 0 đến 65535" in refused(project, "-a", "127.0.0.1:99999")


@pytest.mark.slow
def test_a_full_folder_for_temporary_files_is_told_like_a_full_disk(project: Project, tmp_path: Path) -> None:
    mishaps.own(project, "docs")
    (project.folder / "docs/ban-do.png").write_bytes(bytes(2 << 20))
    project.post("2026/06/a.md", post())
    with mishaps.disk(tmp_path / "tam", "size=1m") as folder:
        result = project.build(TMPDIR=str(folder))
    assert result.returncode == 1
    assert f"Không ghi được vào thư mục {folder}: đĩa đầy" in result.stdout + result.stderr
    assert "Traceback" not in result.stdout + result.stderr and not project.site.exists()


@pytest.mark.slow
def test_a_folder_for_temporary_files_that_is_not_there_does_no_harm(project: Project, tmp_path: Path) -> None:
    project.post("2026/06/a.md", post())
    result = project.build(TMPDIR=str(tmp_path / "khong-co"))
    assert (result.returncode, "Traceback" in result.stderr) == (0, False)


@pytest.mark.slow
def test_nothing_behind_a_link_is_published_without_strict(project: Project, tmp_path: Path) -> None:
    mishaps.own(project, "docs")
    (tmp_path / "mat-khau.txt").write_text("bí mật", encoding="utf-8")
    (project.folder / "docs/tep.txt").symlink_to(tmp_path / "mat-khau.txt")
    project.post("2026/06/a.md", post())
    result = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"],
        cwd=project.folder,
        env=os.environ | mishaps.ENVIRONMENT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 1
    assert "docs/tep.txt:1: LỖI: Đây là đường tắt (symlink) dẫn ra ngoài" in result.stderr
    assert not project.site.exists()


@pytest.mark.slow
def test_check_tells_what_a_strict_build_would_not_let_pass(project: Project) -> None:
    folder = docs(project)
    file = project.folder / "mkdocs.yml"
    file.write_text(
        re.sub(
            r"nav:\n(?:  - .*\n)+", "nav:\n  - Liên hệ: lien-he.md\n  - Mất: mat.md\n", file.read_text(encoding="utf-8")
        ),
        encoding="utf-8",
    )
    (folder / "lien-he.md").write_text("# Liên hệ\n\nXem [giới thiệu](gioi-thiu.md).\n", encoding="utf-8")
    project.post("2026/06/a.md", post())
    result = project.command("check")
    assert result.returncode == 1
    assert "docs/lien-he.md:3: LỖI: Liên kết «gioi-thiu.md» không dẫn tới tệp nào" in result.stdout
    line = file.read_text(encoding="utf-8").split("\n").index("  - Mất: mat.md") + 1
    assert f"mkdocs.yml:{line}: LỖI: Menu (nav) nhắc tới «mat.md», nhưng không có tệp này" in result.stdout
    assert project.build().returncode == 1 and not project.site.exists()
