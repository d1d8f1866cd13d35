"""A bulletin in one file, and out of it again where there is nothing: with git, tar and Python as people run them."""

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from bulletin.backup import restoration
from project import NOON, ROOT, Project, post
from real import mishaps

BULLETIN = ("hooks", "overrides", "docs", "mkdocs.yml", "Makefile", "requirements.txt")
DRAFT = post("Bản nháp chưa gửi", "2026-06-21 07:00", body="Còn chờ số liệu của sở.")


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=Lê Minh Châu", "-c", "user.email=chau@anbinh.example", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", *identity, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def commit(folder: Path, message: str) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message)


@pytest.fixture
def kept(project: Project) -> Project:
    """A bulletin in a repository of its own."""
    project.post("2026/06/hop-dan.md", post("Họp dân thôn Đồng Lau"))
    (project.folder / ".gitignore").write_text("/site/\n/.cache/\n__pycache__/\n")
    git(project.folder, "init", "--quiet", "--initial-branch=main")
    commit(project.folder, "Bản tin")
    return project


def backup(project: Project, file: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    return project.run([sys.executable, "hooks/bulletin", "backup", str(file)], NOON, **settings)


def unpack(file: Path, folder: Path) -> Path:
    """The first of the two commands."""
    folder.mkdir(exist_ok=True)
    subprocess.run(["tar", "-xzf", file], cwd=folder, check=True)
    return folder / "sao-luu"


def restore(folder: Path, target: Path, home: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """The second of the two commands, by a Python that knows no library, where nobody has been before."""
    environment = {"HOME": str(home), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-I", "-S", "sao-luu/restore.py", str(target), *options]
    return subprocess.run(
        command, cwd=folder.parent, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


def build(folder: Path, home: Path) -> dict[str, bytes]:
    """The site that an own process builds, for somebody with that home."""
    environment = {name: value for name, value in os.environ.items() if name != "BULLETIN_CACHE_KEY"}
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=folder,
        env={**environment, **mishaps.ENVIRONMENT, "HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    site = folder / "site"
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@pytest.mark.slow
def test_two_commands_make_the_same_bulletin_on_an_empty_machine(tmp_path: Path) -> None:
    old, home = tmp_path / "cu" / "ban-tin", tmp_path / "nha-cu"
    old.mkdir(parents=True)
    for name in BULLETIN:
        source = ROOT / name if (ROOT / name).exists() else ROOT / "tests" / "newspaper" / name
        ignore = shutil.ignore_patterns("__pycache__")
        shutil.copytree(source, old / name, ignore=ignore) if source.is_dir() else shutil.copy(source, old)
    project = Project.__new__(Project)
    project.folder, project.posts, project.is_warm = old, old / "posts", False
    project.post("2026/06/hop-dan.md", post("Họp dân thôn Đồng Lau", views="891"))
    project.post("2026/05/lua-tro.md", post("Lúa trổ sớm", "2026-05-11 06:40", image="{src: dong.jpg, alt: Đồng lúa}"))
    project.picture("2026/05/dong.jpg", (640, 400))
    (old / ".gitignore").write_text("/site/\n/.cache/\n/luot-xem.json\n__pycache__/\n")
    git(old, "init", "--quiet", "--initial-branch=main")
    git(old, "config", "remote.origin.url", "https://chau:mat-khau@git.anbinh.example/ban-tin.git")
    commit(old, "Bản tin")
    git(old, "branch", "nhap/tet")
    project.post("2026/06/hop-dan.md", post("Họp dân thôn Đồng Lau, lần hai", views="902"))
    project.post("2026/06/ban-nhap.md", DRAFT)
    before = build(old, home)
    key = home / ".local/state/bulletin/cache-key"

    file = tmp_path / "o-ngoai" / "ban-tin.tar.gz"
    file.parent.mkdir()
    told = backup(project, file, HOME=str(home), BULLETIN_CACHE_KEY="")
    assert told.returncode == 0, told.stderr
    assert "kho git với 1 commit, 2 nhánh; 2 tệp sửa, thêm hoặc xóa mà chưa commit; khóa của .cache" in told.stdout
    assert file.stat().st_mode & 0o777 == 0o600
    assert f"  tar -xzf {file}\n  python3 sao-luu/restore.py /var/lib/bantin/ban-tin" in told.stdout
    shutil.rmtree(old.parent)

    new_home, new = tmp_path / "nha-moi", tmp_path / "srv" / "ban-tin"
    new_home.mkdir()
    told = restore(unpack(file, tmp_path / "moi"), new, new_home)
    assert told.returncode == 0, told.stderr
    assert "Đã dựng lại Bản tin An Bình (https://bantin.anbinh.example/)" in told.stdout
    assert build(new, new_home) == before
    new_key = new_home / ".local/state/bulletin/cache-key"
    assert new_key.read_bytes() == key.read_bytes()
    assert new_key.stat().st_mode & 0o777 == 0o600
    assert git(new, "status", "--porcelain").split("\n") == [
        "M posts/2026/06/hop-dan.md",
        "?? posts/2026/06/ban-nhap.md",
    ]
    assert git(new, "branch", "--format=%(refname:short)").split() == ["main", "nhap/tet"]
    assert git(new, "remote", "get-url", "origin") == "https://git.anbinh.example/ban-tin.git"


def test_the_manual_names_the_two_commands() -> None:
    for name in ("README.md", "README.vi.md"):
        text = (ROOT / "deploy" / name).read_text(encoding="utf-8")
        assert "tar -xzf " in text and "python3 sao-luu/restore.py " in text, name


def test_the_same_bulletin_gives_the_same_file(kept: Project, tmp_path: Path) -> None:
    kept.post("2026/06/ban-nhap.md", DRAFT)
    assert backup(kept, tmp_path / "mot.tar.gz").returncode == 0
    os.utime(kept.posts / "2026/06/ban-nhap.md", (0, 0))
    assert backup(kept, tmp_path / "hai.tar.gz").returncode == 0
    one = (tmp_path / "mot.tar.gz").read_bytes()
    assert one == (tmp_path / "hai.tar.gz").read_bytes()
    assert one[4:8] == bytes(4), "the head of gzip has a time (RFC 1952)"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bulletin", "hai.tar.gz", "mot.tar.gz"]


def test_everything_that_is_not_committed_comes_back(kept: Project, tmp_path: Path) -> None:
    settings = kept.folder / "mkdocs.yml"
    counts = "    view_counts: {file: luot-xem/dem.json}\n    categories:"
    settings.write_text(settings.read_text(encoding="utf-8").replace("    categories:", counts, 1), encoding="utf-8")
    (kept.folder / "luot-xem").mkdir()
    (kept.folder / "luot-xem/dem.json").write_text('{"2026/06/hop-dan.md": 1204}')
    (kept.folder / ".gitignore").write_text("/site/\n/.cache/\n__pycache__/\n/luot-xem/\n/rieng.txt\n")
    kept.post("2026/06/đặt tên có dấu.md", DRAFT)
    script = kept.folder / "chay.sh"
    script.write_text("#!/bin/sh\n")
    script.chmod(0o755)
    (kept.folder / "posts/2026/06/hop-dan.md").unlink()
    (kept.folder / "rieng.txt").write_text("ghi chú")
    git(kept.folder, "stash", "store", "--message", "dở dang", git(kept.folder, "stash", "create"))
    file = tmp_path / "ban-tin.tar.gz"
    told = backup(kept, file)
    assert told.returncode == 0, told.stderr
    assert "; lượt xem đã đếm" in told.stdout
    assert "git stash có 1 mục" in told.stdout
    assert "git bỏ qua nên không được giữ: rieng.txt" in told.stdout
    assert "lấy từ biến BULLETIN_CACHE_KEY" in told.stdout
    new = tmp_path / "moi"
    assert kept.command("restore", str(file), str(new)).returncode == 0
    for name in ("mkdocs.yml", ".gitignore", "luot-xem/dem.json", "chay.sh", "posts/2026/06/đặt tên có dấu.md"):
        assert (new / name).read_bytes() == (kept.folder / name).read_bytes(), name
    assert (new / "chay.sh").stat().st_mode & 0o111 and not (new / "posts/2026/06/hop-dan.md").exists()
    assert git(new, "stash", "list") == "" and git(new, "rev-parse", "refs/stash")


def test_what_can_not_be_kept_is_told(kept: Project, tmp_path: Path) -> None:
    settings = kept.folder / "mkdocs.yml"
    counts = f"    view_counts: {{file: {tmp_path}/dem.json}}\n    categories:"
    settings.write_text(settings.read_text(encoding="utf-8").replace("    categories:", counts, 1), encoding="utf-8")
    (tmp_path / "dem.json").write_text("{}")
    (kept.folder / "lien-ket").symlink_to("/etc/hostname")
    git(kept.folder, "init", "--quiet", "kho-con")
    (kept.folder / ".gitattributes").write_text("*.mp4 filter=lfs\n")
    git(kept.folder, "add", ".gitattributes")
    told = backup(kept, tmp_path / "ban-tin.tar.gz")
    assert told.returncode == 1
    for line in (
        f"KHÔNG GIỮ ĐƯỢC: tệp lượt xem {tmp_path}/dem.json nằm ngoài",
        "KHÔNG GIỮ ĐƯỢC: lien-ket là liên kết",
        "KHÔNG GIỮ ĐƯỢC: kho-con/ là liên kết, thư mục hay kho git khác",
        "kho dùng Git LFS",
    ):
        assert line in told.stdout
    assert (tmp_path / "ban-tin.tar.gz").exists()


def test_a_backup_of_a_commit_that_no_branch_has(kept: Project, tmp_path: Path) -> None:
    git(kept.folder, "checkout", "--quiet", "--detach")
    kept.post("2026/06/ban-nhap.md", DRAFT)
    commit(kept.folder, "Không thuộc nhánh nào")
    assert backup(kept, tmp_path / "a.tar.gz").returncode == 0
    assert kept.command("restore", str(tmp_path / "a.tar.gz"), str(tmp_path / "moi")).returncode == 0
    assert git(tmp_path / "moi", "rev-parse", "HEAD") == git(kept.folder, "rev-parse", "HEAD")
    assert git(tmp_path / "moi", "for-each-ref", "--format=%(refname)") == "refs/heads/main"


def shallow(kept: Project) -> None:
    commit_again(kept)
    git(kept.folder.parent, "clone", "--quiet", "--depth=1", f"file://{kept.folder}", "nong")
    shutil.rmtree(kept.folder / ".git")
    (kept.folder.parent / "nong/.git").rename(kept.folder / ".git")


def commit_again(kept: Project) -> None:
    kept.post("2026/06/them.md", DRAFT)
    commit(kept.folder, "Thêm bài")


def without_commit(kept: Project) -> None:
    shutil.rmtree(kept.folder / ".git")
    git(kept.folder, "init", "--quiet")


def broken_object(kept: Project) -> None:
    blob = git(kept.folder, "rev-parse", "HEAD:posts/2026/06/hop-dan.md")
    file = kept.folder / ".git/objects" / blob[:2] / blob[2:]
    file.chmod(0o644)
    file.write_bytes(file.read_bytes()[:-9] + b"hong-hong")


REPOSITORIES: list[tuple[Callable[[Project], object], str]] = [
    (lambda kept: shutil.rmtree(kept.folder / ".git"), "Thư mục này phải là một kho git"),
    (without_commit, "chưa có commit nào"),
    (shallow, "git fetch --unshallow"),
    (lambda kept: git(kept.folder, "config", "remote.origin.promisor", "true"), "clone --filter"),
    (broken_object, "Kho git có chỗ hỏng nên chưa ghi bản sao nào"),
    (lambda kept: (kept.folder / ".git/HEAD").write_text("ref: refs/heads/khong-co\n"), "chưa có commit nào"),
]


@pytest.mark.parametrize(("change", "told"), REPOSITORIES, ids=[told for _, told in REPOSITORIES])
def test_half_a_repository_is_no_backup(
    kept: Project, tmp_path: Path, change: Callable[[Project], object], told: str
) -> None:
    change(kept)
    refused = backup(kept, tmp_path / "ban-tin.tar.gz")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert told in refused.stderr and refused.stderr.count("\n") == 1
    assert not list(tmp_path.glob("*.tar.gz")) and not list(tmp_path.glob(".*dang-ghi"))


def test_a_place_that_will_not_do(kept: Project, tmp_path: Path) -> None:
    taken = tmp_path / "cu.tar.gz"
    taken.write_text("bản sao năm ngoái")
    for target, told in (
        (taken, "bản sao cũ không bị ghi đè"),
        (tmp_path, "là thư mục. Hãy ghi cả tên tệp"),
        (tmp_path / "khong-co" / "a.tar.gz", f"Không có thư mục {tmp_path}/khong-co"),
        (kept.folder / "sao-luu.tar.gz", "mất máy là mất cả hai"),
        (kept.folder / "posts" / "sao-luu.tar.gz", "mất máy là mất cả hai"),
        (taken / "a.tar.gz", f"Không có thư mục {taken}"),
        (Path("/proc/a.tar.gz"), "Không ghi được bản sao vào /proc"),
    ):
        refused = backup(kept, target)
        assert (refused.returncode, refused.stdout) == (2, ""), target
        assert told in refused.stderr and "Traceback" not in refused.stderr
    assert taken.read_text() == "bản sao năm ngoái"


@pytest.mark.slow
@pytest.mark.parametrize("size", ["64k", "640k", "1200k"])
def test_a_full_disk_leaves_nothing_behind(kept: Project, tmp_path: Path, size: str) -> None:
    """Too small for the bundle, for the clone that proves it, for the archive."""
    (kept.folder / "posts/2026/06/anh.bin").write_bytes(os.urandom(400_000))
    commit(kept.folder, "Ảnh")
    (kept.folder / "posts/2026/06/anh-moi.bin").write_bytes(os.urandom(400_000))
    with mishaps.disk(tmp_path / "o", f"size={size}") as disk:
        refused = backup(kept, disk / "ban-tin.tar.gz")
        assert refused.returncode == 2
        assert f"Không ghi được bản sao vào {disk}: đĩa đầy" in refused.stderr
        assert not list(disk.iterdir())


@pytest.mark.slow
@pytest.mark.parametrize("moment", ["sao-luu/kho.bundle*", "sao-luu/manifest.json", "archive"])
def test_a_backup_that_is_killed_leaves_no_half_a_file(kept: Project, tmp_path: Path, moment: str) -> None:
    (kept.folder / "posts/2026/06/anh.bin").write_bytes(os.urandom(12_000_000))
    commit(kept.folder, "Ảnh")
    target, work = tmp_path / "ban-tin.tar.gz", tmp_path / ".ban-tin.tar.gz.dang-ghi"
    environment = {**os.environ, **mishaps.ENVIRONMENT}
    command = [sys.executable, "hooks/bulletin", "backup", str(target)]
    running = subprocess.Popen(command, cwd=kept.folder, env=environment, start_new_session=True)
    while running.poll() is None and not any(work.glob(moment)):
        time.sleep(0.001)
    os.killpg(running.pid, signal.SIGSTOP)
    other = backup(kept, target)
    assert "Một lệnh backup khác đang ghi" in other.stderr
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    assert not target.exists() and work.exists()
    assert backup(kept, target).returncode == 0
    assert not work.exists()
    assert kept.command("restore", str(target), str(tmp_path / "moi")).returncode == 0


@pytest.fixture
def archive(kept: Project, tmp_path: Path) -> Path:
    kept.post("2026/06/ban-nhap.md", DRAFT)
    key = tmp_path / "nha/.local/state/bulletin/cache-key"
    key.parent.mkdir(parents=True)
    key.write_bytes(bytes(range(32)))
    file = tmp_path / "ban-tin.tar.gz"
    told = backup(kept, file, HOME=str(tmp_path / "nha"), BULLETIN_CACHE_KEY="")
    assert told.returncode == 0
    return file


def forged(archive: Path, change: Callable[[dict[str, tuple[tarfile.TarInfo, bytes]]], object]) -> Path:
    """The archive with other contents: members by their names."""
    members = {}
    with tarfile.open(archive) as tar:
        for entry in tar:
            content = tar.extractfile(entry)
            members[entry.name] = (entry, content.read() if content else b"")
    change(members)
    file = archive.with_name("gia.tar.gz")
    with tarfile.open(file, "w:gz") as tar:
        for entry, data in members.values():
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))
    return file


def member(name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> tuple[tarfile.TarInfo, bytes]:
    entry = tarfile.TarInfo(name)
    entry.type, entry.linkname = kind, link
    return entry, b"x" if kind == tarfile.REGTYPE else b""


def manifest(**changes: object) -> Callable[[dict[str, tuple[tarfile.TarInfo, bytes]]], object]:
    """Other entries in the manifest."""

    def change(members: dict[str, tuple[tarfile.TarInfo, bytes]]) -> None:
        entry, content = members["sao-luu/manifest.json"]
        members[entry.name] = (entry, json.dumps({**json.loads(content), **changes}).encode())

    return change


X = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
"""SHA-256 of the letter x."""
Members = dict[str, tuple[tarfile.TarInfo, bytes]]
TRICKS: list[tuple[str, Callable[[Members], object], str]] = [
    ("up", lambda members: members.update({"a": member("sao-luu/../../thoat.txt")}), "đường dẫn lạ"),
    ("absolute", lambda members: members.update({"a": member("/tmp/thoat.txt")}), "đường dẫn lạ"),
    ("beside", lambda members: members.update({"a": member("thoat.txt")}), "đường dẫn lạ"),
    ("link", lambda members: members.update({"a": member("sao-luu/a", tarfile.SYMTYPE, "/tmp")}), "đường dẫn lạ"),
    ("hard link", lambda members: members.update({"a": member("sao-luu/a", tarfile.LNKTYPE, "/x")}), "đường dẫn lạ"),
    ("device", lambda members: members.update({"a": member("sao-luu/a", tarfile.CHRTYPE)}), "đường dẫn lạ"),
    ("twice", lambda members: members.update({"a": member("sao-luu/cache-key")}), "đường dẫn lạ"),
    ("in a file", lambda members: members.update({"a": member("sao-luu/cache-key/a")}), "đường dẫn lạ"),
    ("listed up", manifest(files={"../thoat.txt": [X, ""]}), "đường dẫn lạ ../thoat.txt"),
    ("listed absolute", manifest(files={"/etc/thoat.txt": [X, ""]}), "đường dẫn lạ /etc/thoat.txt"),
    ("listed hook", manifest(files={".git/hooks/post-checkout": [X, "x"]}), "đường dẫn lạ .git/hooks"),
    ("listed hook in capitals", manifest(files={".GIT/config": [X, ""]}), "đường dẫn lạ .GIT/config"),
    ("deleted up", manifest(deleted=["../ban-tin.tar.gz"]), "đường dẫn lạ ../ban-tin.tar.gz"),
    ("another file", manifest(files={"posts/x.md": [X, ""]}), "Tệp tep/posts/x.md trong bản sao thiếu hoặc hỏng"),
    ("another bundle", manifest(bundle=X), "Tệp kho.bundle trong bản sao thiếu hoặc hỏng"),
    ("another commit", manifest(commit="0" * 40), "Git không dựng lại được kho"),
    ("another branch", manifest(branch="../../x"), "Git không dựng lại được kho"),
    ("no commit", manifest(commit="--upload-pack=x"), "không phải bản sao lưu"),
    ("another format", manifest(format=2), "phiên bản khác của phần mềm"),
    ("no list", manifest(files=["a"]), "không phải bản sao lưu"),
    ("no settings", manifest(settings=[["remote.a.url"]]), "không phải bản sao lưu"),
    ("no manifest", lambda members: members.pop("sao-luu/manifest.json"), "không phải bản sao lưu"),
    ("no bundle", lambda members: members.pop("sao-luu/kho.bundle"), "Tệp kho.bundle trong bản sao thiếu"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "told"), [trick[1:] for trick in TRICKS], ids=[trick[0] for trick in TRICKS])
def test_a_forged_archive_writes_nothing(
    kept: Project, archive: Path, change: Callable[[Members], object], told: str
) -> None:
    file, before = forged(archive, change), sorted(archive.parent.iterdir())
    refused = kept.command("restore", str(file), str(archive.parent / "moi"))
    assert (refused.returncode, refused.stdout) == (2, "")
    assert told in refused.stderr and "Traceback" not in refused.stderr
    assert sorted(archive.parent.iterdir()) == sorted({*before, file})
    assert not Path("/tmp/thoat.txt").exists() and not (archive.parent.parent / "thoat.txt").exists()


def test_a_link_in_the_repository_leads_no_file_out_of_it(kept: Project, archive: Path, tmp_path: Path) -> None:
    outside = tmp_path / "ngoai"
    outside.mkdir()
    (kept.folder / "posts/loi-ra").symlink_to(outside)
    commit(kept.folder, "Liên kết")
    file = tmp_path / "hai.tar.gz"
    assert backup(kept, file).returncode == 0

    def change(members: Members) -> None:
        members["a"] = member("sao-luu/tep/posts/loi-ra/x.md")
        manifest(files={"posts/loi-ra/x.md": [X, ""]})(members)

    refused = kept.command("restore", str(forged(file, change)), str(tmp_path / "moi"))
    assert refused.returncode == 2 and "đường dẫn lạ posts/loi-ra/x.md" in refused.stderr
    assert not list(outside.iterdir()) and not (tmp_path / "moi").exists()


def test_a_setting_that_would_run_a_program_stays_out(kept: Project, archive: Path, tmp_path: Path) -> None:
    settings = [["core.fsmonitor", "touch /tmp/thoat.txt"], ["remote.origin.url", "https://git.anbinh.example/a.git"]]
    file = forged(archive, manifest(settings=settings))
    assert kept.command("restore", str(file), str(tmp_path / "moi")).returncode == 0
    kept_settings = git(tmp_path / "moi", "config", "--local", "--list")
    assert "fsmonitor" not in kept_settings and "remote.origin.url=https://git.anbinh.example/a.git" in kept_settings


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "không phải bản sao lưu, hoặc hỏng"),
        (b"\x1f\x8b\x08\x00 hong", "không phải bản sao lưu, hoặc hỏng"),
        ("Kính gửi ban biên tập".encode(), "không phải bản sao lưu, hoặc hỏng"),
        (None, "không đọc được"),
    ],
)
def test_what_is_no_archive(kept: Project, tmp_path: Path, content: bytes | None, told: str) -> None:
    file = tmp_path / "la.tar.gz"
    if content is not None:
        file.write_bytes(content)
    refused = kept.command("restore", str(file), str(tmp_path / "moi"))
    assert refused.returncode == 2 and told in refused.stderr.lower().replace("lỗi: ", "")
    assert not (tmp_path / "moi").exists()


def test_half_an_archive(kept: Project, archive: Path) -> None:
    whole = archive.read_bytes()
    for part in (1 / 2, 0.99):
        archive.write_bytes(whole[: int(len(whole) * part)])
        refused = kept.command("restore", str(archive), str(archive.parent / "moi"))
        assert refused.returncode == 2 and "hỏng hay thiếu phần cuối" in refused.stderr
    assert not (archive.parent / "moi").exists()


def test_a_folder_that_is_taken_stays_as_it_is(kept: Project, archive: Path, tmp_path: Path) -> None:
    taken = tmp_path / "cua-nguoi-khac"
    taken.mkdir()
    (taken / "thu.txt").write_text("thư")
    (tmp_path / "tep").write_text("tệp")
    (tmp_path / "loi").symlink_to(taken)
    for target in (taken, tmp_path / "tep", tmp_path / "loi"):
        refused = restore(unpack(archive, tmp_path / "moi"), target, tmp_path / "nha-moi")
        assert (refused.returncode, refused.stdout) == (2, "")
        assert f"{target} đã có thứ khác" in refused.stderr
    assert [path.name for path in taken.iterdir()] == ["thu.txt"]
    (tmp_path / "trong").mkdir()
    assert restore(tmp_path / "moi/sao-luu", tmp_path / "trong", tmp_path / "nha-moi").returncode == 0


def test_a_key_that_is_there_stays(kept: Project, archive: Path, tmp_path: Path) -> None:
    key = tmp_path / "nha-moi/.local/state/bulletin/cache-key"
    key.parent.mkdir(parents=True)
    key.write_bytes(b"k" * 32)
    told = restore(unpack(archive, tmp_path / "moi"), tmp_path / "a", tmp_path / "nha-moi")
    assert told.returncode == 0 and "đã có khóa khác" in told.stdout
    assert key.read_bytes() == b"k" * 32


@pytest.mark.parametrize("name", ["kho.bundle", "tep/posts/2026/06/ban-nhap.md", "cache-key", "manifest.json"])
def test_an_unpacked_backup_with_a_broken_file(archive: Path, tmp_path: Path, name: str) -> None:
    folder = unpack(archive, tmp_path / "moi")
    file = folder / name
    file.write_bytes(file.read_bytes()[:-1] + b"!")
    refused = restore(folder, tmp_path / "a", tmp_path / "nha-moi")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.count("\n") == 1 and not (tmp_path / "a").exists()


def test_how_to_restore_is_said_without_a_folder(archive: Path, tmp_path: Path) -> None:
    folder = unpack(archive, tmp_path / "moi")
    told = restore(folder, Path("--help"), tmp_path / "nha-moi")
    assert told.returncode == 2 and told.stderr.startswith("Cách dùng: python3 sao-luu/restore.py")
    assert "python3 sao-luu/restore.py /var/lib/bantin/ban-tin" in (folder / "doc.txt").read_text(encoding="utf-8")


def test_restoring_needs_nothing_but_python() -> None:
    source = Path(str(restoration.__file__)).read_text(encoding="utf-8")
    imported = {
        line.split()[1].partition(".")[0] for line in source.splitlines() if line.startswith(("import ", "from "))
    }
    assert imported <= sys.stdlib_module_names
