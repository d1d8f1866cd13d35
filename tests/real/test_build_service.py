"""A build service: each build on a fresh machine, with a shallow clone, the cache file, and no site folder."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from project import NOON, Project, post

pytestmark = pytest.mark.slow

BAD_KEY = {"BULLETIN_CACHE_KEY": "một khóa khác"}


class Service:
    """A repository, a target, and the cache that is handed from one machine to the next."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.repository = Project(folder / "repository")
        settings = self.repository.folder / "mkdocs.yml"
        text = settings.read_text(encoding="utf-8")
        settings.write_text(
            text.replace("    publisher:", "    search: false\n    title_cards: false\n    publisher:"),
            encoding="utf-8",
        )
        (self.repository.folder / ".gitignore").write_text(".cache/\nsite/\n", encoding="utf-8")
        self.git("init", "--quiet")
        self.changes, self.store, self.kept = folder / "changes", folder / "store", folder / "bulletin.sqlite"
        self._count = 0

    def git(self, *arguments: str) -> None:
        identity = ("-c", "user.name=Thử", "-c", "user.email=thu@anbinh.example")
        subprocess.run(["git", *identity, *arguments], cwd=self.repository.folder, check=True, capture_output=True)

    def new_machine(self) -> Path:
        """A shallow clone of what is committed now, at a path of its own, with the cache that was kept."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "Bài mới")
        self._count += 1
        clone = self.folder / f"machine-{self._count}"
        source = self.repository.folder.as_uri()
        subprocess.run(["git", "clone", "--quiet", "--depth", "1", source, clone], check=True, capture_output=True)
        if self.kept.exists():
            (clone / ".cache").mkdir()
            shutil.copyfile(self.kept, clone / ".cache" / "bulletin.sqlite")
        return clone

    def keep(self, machine: Path) -> None:
        shutil.copyfile(machine / ".cache" / "bulletin.sqlite", self.kept)

    def lines(self, name: str) -> list[str]:
        return (self.changes / name).read_text(encoding="utf-8").splitlines()

    def upload(self, *steps: str) -> None:
        for step in steps:
            shutil.copytree(self.changes / step, self.store, dirs_exist_ok=True)

    def delete(self) -> None:
        for path in self.lines("deleted.txt"):
            (self.store / path).unlink()

    def listing(self) -> str:
        command = ["find", ".", "-type", "f", "-printf", "%P;%s\n"]
        return subprocess.run(command, cwd=self.store, check=True, capture_output=True, text=True).stdout


def run(machine: Path, *arguments: str, given: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
    """`python hooks/bulletin …` on a machine."""
    environment = {"SOURCE_DATE_EPOCH": NOON, "PYTHONDONTWRITEBYTECODE": "1", **variables}
    return subprocess.run(
        [sys.executable, "hooks/bulletin", *arguments],
        cwd=machine,
        env=os.environ | environment,
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_each_fresh_machine_sends_what_the_target_lacks(tmp_path: Path) -> None:
    service = Service(tmp_path)
    write, changes = service.repository.post, str(service.changes)
    for number in range(120):
        date = f"2026-{number % 5 + 1:02}-{number % 27 + 1:02}"
        write(f"{date[:4]}/{date[5:7]}/tin-{number}.md", post(f"Tin số {number} của huyện", f"{date} 08:15"))

    first = service.new_machine()
    built = run(first, "build", "--changes-to", changes)
    assert built.returncode == 0, built.stderr
    assert "chưa biết nơi đăng có những tệp gì" in built.stderr
    assert service.lines("deleted.txt") == []
    service.upload("1-files", "2-new-pages", "3-changed-pages")
    uploaded = run(first, "uploaded", changes)
    assert (uploaded.returncode, uploaded.stdout.startswith("Đã ghi nhận: ")) == (0, True), uploaded.stderr
    service.keep(first)
    assert service.store.joinpath("2026/03/tin-2/index.html").is_file()

    write("2026/06/le-hoi.md", post("Lễ hội chợ quê", "2026-06-07 08:15"))
    service.repository.delete("2026/05/tin-4.md")
    second = service.new_machine()
    built = run(second, "build", "--changes-to", changes)
    assert built.returncode == 0, built.stderr
    count = len(service.lines("changed.txt"))
    assert count < 80, "of some 500 files"
    assert "2026/05/tin-4/index.html" in service.lines("deleted.txt")
    gone = len(service.lines("deleted.txt"))
    service.upload("1-files", "2-new-pages")  # and there the line is cut
    service.keep(second)

    third = service.new_machine()
    (service.store / "cu.html").write_text("trang cũ", encoding="utf-8")
    built = run(third, "build", "--changes-to", changes, "--listing", "-", given=service.listing())
    assert f"nên {count + gone} tệp của lần ấy cũng có trong lần này" in built.stderr
    assert len(service.lines("changed.txt")) == count
    assert "cu.html" in service.lines("deleted.txt")
    service.upload("1-files", "2-new-pages", "3-changed-pages")
    service.delete()
    assert run(third, "uploaded", changes).returncode == 0
    assert not (third / "site").exists()

    whole = run(third, "compare", "-", given=service.listing())
    assert (whole.returncode, whole.stdout) == (0, f"Nơi đăng có đủ và đúng {len(files(service.store))} tệp.\n")
    assert service.repository.build().returncode == 0
    assert files(service.store) == service.repository.files()

    (service.store / "rss.xml").unlink()
    (service.store / "cu.html").write_text("trang cũ", encoding="utf-8")
    listing = third / "listing.txt"
    listing.write_text(service.listing(), encoding="utf-8")
    different = run(third, "compare", "listing.txt")
    assert different.returncode == 1
    assert different.stdout.splitlines() == [
        "rss.xml: thiếu ở nơi đăng",
        "cu.html: không phải của bản tin",
        "Ở nơi đăng thiếu 1 tệp, 0 tệp khác đi, thừa 1 tệp. Để sửa, chạy build --changes-to với --listing và danh sách "
        "này, rồi tải lên.",
    ]

    kept = (third / ".cache" / "bulletin.sqlite").read_bytes()
    stranger = {"BULLETIN_CACHE_KEY": "", "XDG_STATE_HOME": str(tmp_path / "state")}
    for variables, complaint in ((stranger, "BULLETIN_CACHE_KEY chưa được đặt"), (BAD_KEY, "một giá trị khác")):
        refused = run(third, "uploaded", changes, **variables)
        assert refused.returncode == 2 and complaint in refused.stderr
    assert (third / ".cache" / "bulletin.sqlite").read_bytes() == kept, "a forgotten variable loses nothing"

    taken = run(third, "build", "--changes-to", "posts")
    assert taken.returncode == 1
    assert "posts đang có tệp khác. Hãy chọn một thư mục trống" in taken.stdout
    assert "Traceback" not in taken.stdout + taken.stderr
    assert (third / "posts/2026/06/le-hoi.md").is_file()
    nowhere = run(third, "uploaded", "posts")
    assert nowhere.returncode == 2 and "không có đủ những gì lệnh build --changes-to ghi ra" in nowhere.stderr
    assert run(third, "compare", "khong-co.txt").returncode == 2
