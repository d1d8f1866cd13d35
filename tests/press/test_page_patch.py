"""Patches on the disk: some bytes of a page are changed where they stand, and the page is whole at every moment."""

import os
from pathlib import Path

import pytest
from bulletin.machine.stamps import of_output as stamp
from bulletin.press import page_patch
from bulletin.press.page_patch import Patch


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name in ("a", "b"):
        (tmp_path / f"{name}.html").write_bytes(b"<p>891</p>")
    return tmp_path


def test_what_may_be_patched_is_a_file_of_one_name(site: Path) -> None:
    assert page_patch.page(f"{site}/a.html") == b"<p>891</p>"
    os.link(site / "a.html", site / "ban-sao.html")
    assert page_patch.page(f"{site}/a.html") is None, "a copy made of links must keep what it has"
    os.symlink(site / "b.html", site / "c.html")
    assert page_patch.page(f"{site}/c.html") is None
    assert page_patch.page(f"{site}") is None and page_patch.page(f"{site}/khong-co.html") is None


def test_patches_are_written_into_the_pages(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inode = (site / "a.html").stat().st_ino
    os.utime(site / "a.html", (1_000_000_000, 1_000_000_000))
    sent: list[int] = []
    monkeypatch.setattr(os, "fsync", sent.append)
    stamps = page_patch.apply(site, [("a.html", Patch(3, b"892")), ("b.html", Patch(3, b"900"))])
    assert ((site / "a.html").read_bytes(), (site / "b.html").read_bytes()) == (b"<p>892</p>", b"<p>900</p>")
    assert stamps == [stamp((site / name).lstat()) for name in ("a.html", "b.html")]
    assert (site / "a.html").stat().st_ino == inode and (site / "a.html").stat().st_mtime > 1_000_000_000, (
        "so that browsers ask for it again"
    )
    assert len(sent) == 2


def test_many_patches_are_sent_to_the_disk_by_one_call(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    for name in ("sync", "pwrite"):
        monkeypatch.setattr(os, name, lambda *_, name=name: done.append(name))
    page_patch.apply(site, [("a.html", Patch(3, b"892"))] * 200)
    assert done == ["pwrite"] * 200 + ["sync"], "before anybody learns of the new stamps"
