"""The workroom: the engine checks drafts and builds previews by main's side, and nothing of a draft stays there."""

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from bare import Bare, tree
from desk.proofs.workroom import Workroom
from desk.refusal import Refusal
from project import NOON, ROOT, post
from unit.process import soon

pytestmark = [pytest.mark.slow, pytest.mark.system]

KEY = "2026/06/mo-duong"
FILE = f"posts/{KEY}.md"
TOKEN = "chưa-ai-được-biết-7f3a"
DRAFT = post(title="Mở đường lên bản Nóc", date="2026-06-21 10:00", body=f"Con đường {TOKEN} dài sáu cây số.").encode()


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOON)


@pytest.fixture
def bare(tmp_path: Path) -> Bare:
    return Bare(tmp_path)


@pytest.fixture
def room(bare: Bare, tmp_path: Path) -> Workroom:
    return Workroom(tmp_path / "room", bare)


def text(room: Workroom, key: str, path: str) -> str:
    file = room.file(key, path)
    assert file, path
    return file.read_text(encoding="utf-8")


def holders(folder: Path, token: str) -> list[str]:
    """The files below a folder that hold a token."""
    return [path for path, content in tree(folder).items() if token.encode() in content]


def status(room: Workroom) -> str:
    """What Git says of the work tree: nothing, when it is main's."""
    done = subprocess.run(
        ["git", "status", "--porcelain", "--", "posts"], cwd=room.project, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_a_check_tells_the_problems_of_a_draft_and_leaves_nothing_behind(bare: Bare, room: Workroom) -> None:
    faulty = post(title="Mở đường", body="![](anh.png)\n\nXem [bài cũ](khong-co.md).").encode()
    problems = room.check(bare.main, {FILE: faulty})
    assert {(problem.file, problem.line) for problem in problems} == {(FILE, 7), (FILE, 9)}
    assert any("khong-co.md" in problem.message for problem in problems)
    assert room.check(bare.main, {FILE: DRAFT}) == []
    assert (status(room), (room.project / FILE).exists()) == ("", False)
    assert not room.base.exists(), "a check builds nothing"


def test_a_check_tells_which_other_posts_a_draft_breaks_and_not_what_is_broken_anyway(
    bare: Bare, room: Workroom
) -> None:
    bare.publish({"posts/2026/06/cu.md": post(title="Bài có lỗi", body="Xem [đâu](mat-roi.md).").encode()})
    assert room.check(bare.main, {FILE: DRAFT}) == []
    removed = {"posts/2026/06/cap-nuoc.md": None}
    files = {problem.file for problem in room.check(bare.main, removed)}
    assert files == {"posts/2026/06/cap-nuoc.md", "posts/2026/06/tong-ket.md"}, "gone, and linked to"


def test_a_draft_is_seen_as_it_will_stand_and_nobody_else_sees_it(bare: Bare, room: Workroom, tmp_path: Path) -> None:
    later = DRAFT.replace(b"2026-06-21 10:00", b"2026-06-29 07:00").replace(b"---\n", b"---\ndraft: true\n", 1)
    folder = room.preview(KEY, "a" * 40, {FILE: later})
    page = text(room, KEY, f"{KEY}/")
    assert TOKEN in page and "29/06/2026" in page
    assert f"/{KEY}/" in text(room, KEY, ""), "the front page as it will be"
    assert "Nước đã về bản." in text(room, KEY, "2026/06/cap-nuoc/index.html"), "the rest is main's"
    before = (folder / "changed.txt").stat().st_mtime_ns
    assert room.preview(KEY, "a" * 40, {FILE: later}) == folder
    assert (folder / "changed.txt").stat().st_mtime_ns == before, "nothing has changed, so nothing is built"
    assert holders(room.base, TOKEN) == [] and holders(room.project / "posts", TOKEN) == []
    assert status(room) == ""
    room.update()
    assert tree(room.base) == bare.clean_site(tmp_path / "clean")
    assert holders(room.project, TOKEN) == [], "nor does the cache know of it after the next build"


def test_no_sequence_of_drafts_and_publications_leaves_a_wrong_site(bare: Bare, room: Workroom, tmp_path: Path) -> None:
    other_key, moved_key = "2026/06/hop-cho", "2026/06/cho-phien"
    other = post(title="Họp chợ phiên đầu mùa", date="2026-06-21 11:00", body="Chợ đông.").encode()
    corrected = post(title="Cấp nước sạch cho xã Trà Vân", body="Nước đã về cả hai bản.").encode()
    room.update()
    room.preview(KEY, "1", {FILE: DRAFT})
    room.preview(other_key, "2", {f"posts/{other_key}.md": other})
    assert TOKEN not in text(room, other_key, ""), "drafts do not see each other"
    assert room.file(other_key, f"{KEY}/") is None
    bare.publish({FILE: DRAFT})  # the first draft is published …
    room.preview("2026/06/cap-nuoc", "3", {"posts/2026/06/cap-nuoc.md": corrected})
    assert "cả hai bản" in text(room, "2026/06/cap-nuoc", "2026/06/cap-nuoc/")
    assert TOKEN in text(room, "2026/06/cap-nuoc", f"{KEY}/"), "… so the site of main has it"
    room.preview(other_key, "4", {f"posts/{moved_key}.md": other})  # the second is renamed
    assert room.file(other_key, f"{other_key}/") is None
    assert "Chợ đông." in text(room, other_key, f"{moved_key}/")
    removed = post(title="Gỡ", removed="{time: 2026-06-21 12:00, reason: wrong, note: Đăng nhầm.}", body="").encode()
    room.preview(KEY, "5", {FILE: removed})
    assert TOKEN not in text(room, KEY, f"{KEY}/") and "Đăng nhầm." in text(room, KEY, f"{KEY}/")
    room.discard(other_key)  # and given up
    assert room.file(other_key, "") is None
    room.update()
    assert tree(room.base) == bare.clean_site(tmp_path / "clean")
    bare.publish({"posts/2026/06/tong-ket.md": None, "posts/deleted.yml": b"- 2026/06/tong-ket.md\n"})
    room.update()
    assert tree(room.base) == bare.clean_site(tmp_path / "clean")
    assert status(room) == ""


DESK = textwrap.dedent(
    """
    import sys
    sys.path[:0] = [sys.argv[1], sys.argv[2]]
    from pathlib import Path
    from desk.proofs.workroom import Workroom
    class Repository:
        folder = Path(sys.argv[4])
        def tip(self, ref):
            return sys.argv[5]
    room = Workroom(Path(sys.argv[3]), Repository())
    room.preview(sys.argv[6], "1", {f"posts/{sys.argv[6]}.md": sys.stdin.buffer.read()})
    """
)


@pytest.fixture
def desk(bare: Bare, room: Workroom, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Another desk, about to build the preview of a draft."""
    process = subprocess.Popen(
        [sys.executable, "-c", DESK, str(ROOT / "hooks"), str(ROOT / "tests"), str(tmp_path / "room"),
         str(bare.folder), bare.main, KEY],
        stdin=subprocess.PIPE,
    )  # fmt: skip
    yield process
    process.kill()
    process.wait()


def test_a_desk_that_is_killed_at_work_spoils_nothing(
    bare: Bare, room: Workroom, tmp_path: Path, desk: subprocess.Popen[bytes]
) -> None:
    room.update()
    assert desk.stdin
    desk.stdin.write(DRAFT)
    desk.stdin.close()
    assert soon((room.project / FILE).exists)
    os.kill(desk.pid, signal.SIGKILL)
    desk.wait()
    assert (room.project / FILE).exists(), "the draft was left in the tree"
    room.update()  # waits for the engine that the dead desk has started
    assert status(room) == ""
    assert tree(room.base) == bare.clean_site(tmp_path / "clean")
    assert room.file(KEY, "") is None, "half a preview is none"
    assert holders(tmp_path / "room" / "previews", TOKEN) == []


def test_a_tree_that_somebody_has_spoiled_is_put_right(bare: Bare, room: Workroom, tmp_path: Path) -> None:
    room.update()
    administration = Path((room.project / ".git").read_text(encoding="utf-8").split(": ")[1].strip())
    (administration / "index.lock").touch()
    (room.project / "posts/2026/06/cap-nuoc.md").write_text("phá", encoding="utf-8")
    (room.project / "posts/2026/06/la.md").write_bytes(DRAFT)
    (room.project / "posts/2026/06/tong-ket.md").unlink()
    (room.project / "mkdocs.yml").write_text("site_name: phá\n", encoding="utf-8")
    assert room.check(bare.main, {FILE: DRAFT}) == []
    (administration / "HEAD").write_text("hỏng", encoding="utf-8")
    assert room.check(bare.main, {FILE: DRAFT}) == []
    (room.project / ".git").unlink()
    room.update()
    assert status(room) == ""
    assert tree(room.base) == bare.clean_site(tmp_path / "clean")


@pytest.mark.parametrize(
    "path",
    ["mkdocs.yml", "hooks/newsroom.py", "posts/2026/06/../../../mkdocs.yml", "posts/2026/13/a.md", ".git/config",
     "/etc/passwd", "posts/2026/06/a/b/c.md", "posts/2026/06/.an.md", "posts/a.md", "posts/2026/06/x\0.md",
     "posts/2026/06/lien-ket/trom.png"],
)  # fmt: skip
def test_nothing_but_posts_is_ever_written(bare: Bare, room: Workroom, tmp_path: Path, path: str) -> None:
    (bare.clone.posts / "2026/06/lien-ket").symlink_to(tmp_path)  # main itself may hold a link
    bare.publish({})
    before = tree(tmp_path / "clone" / "posts")
    with pytest.raises(Refusal, match="nằm ngoài thư mục bài viết") as refusal:
        room.check(bare.main, {FILE: DRAFT, path: b"x"})
    assert refusal.value.status == 422
    assert status(room) == "" and not (room.project / FILE).exists()
    assert tree(tmp_path / "clone" / "posts") == before and not (tmp_path / "trom.png").exists()


@pytest.mark.parametrize("key", ["../../base", "2026/06", "2026/06/..", "2026/06/.proofs", "2026/06/a/b", "/etc", ""])
def test_a_key_leads_to_no_other_folder(room: Workroom, key: str) -> None:
    with pytest.raises(Refusal):
        room.file(key, "")


@pytest.mark.parametrize(
    "path",
    ["../stands-for.json", "..", "../../../main/mkdocs.yml", "/etc/passwd", "a\0b", "..\\stands-for.json", "//x"],
)
def test_a_path_leads_out_of_no_preview(room: Workroom, tmp_path: Path, path: str) -> None:
    proof = tmp_path / "room" / "previews" / ".proofs" / "x"
    (proof / "files").mkdir(parents=True)
    for name in ("stands-for.json", "deleted.txt"):
        (proof / name).touch()
    (tmp_path / "room" / "previews" / "2026" / "06").mkdir(parents=True)
    (tmp_path / "room" / "previews" / KEY).symlink_to(proof)
    room.base.mkdir(parents=True)
    (room.base / "index.html").touch()
    (room.project / "mkdocs.yml").touch()
    assert room.file(KEY, "") is not None
    assert room.file(KEY, path) is None


def test_two_desks_take_turns(bare: Bare, room: Workroom, tmp_path: Path) -> None:
    room.update()
    keys = [f"2026/06/bai-{number}" for number in range(4)]

    def preview(key: str) -> str:
        own = Workroom(tmp_path / "room", bare)
        own.preview(key, "1", {f"posts/{key}.md": DRAFT.replace(b"Con", key.encode())})
        return text(own, key, f"{key}/")

    with ThreadPoolExecutor(4) as desks:
        pages = list(desks.map(preview, keys))
    for key, page in zip(keys, pages, strict=True):
        assert f"{key} đường" in page
    assert tree(room.base) == bare.clean_site(tmp_path / "clean")


def test_what_is_wrong_with_the_repository_is_said_in_a_sentence(tmp_path: Path, bare: Bare) -> None:
    class Empty:
        folder = tmp_path / "khong-co.git"

        def tip(self, ref: str) -> str | None:
            return None if self.folder.name == "khong-co.git" else "0" * 40

    with pytest.raises(Refusal, match="chưa có nhánh main"):
        Workroom(tmp_path / "room", Empty()).update()
    with pytest.raises(Refusal, match="không mở được kho bài viết"):
        Workroom(tmp_path / "room", bare).check("0" * 40, {FILE: DRAFT})
    bare.publish({"mkdocs.yml": b"site_name: [\n"})
    with pytest.raises(Refusal, match="Chưa dựng được trang"):
        Workroom(tmp_path / "room", bare).update()
