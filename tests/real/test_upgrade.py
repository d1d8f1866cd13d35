"""A province takes a new version of the software: real repositories, real merges, nothing of its own is touched."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bulletin.machine import version
from project import NOON, ROOT, post, source

pytestmark = pytest.mark.slow

ENVIRONMENT = {"SOURCE_DATE_EPOCH": NOON, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"}
FACTS = {
    "name": "Bản tin Hòa Sơn",
    "description": "Tin của tỉnh Hòa Sơn",
    "publisher": "UBND tỉnh Hòa Sơn",
    "editor-in-chief": "Nguyễn Văn A",
    "licence": "",
    "address": "12 đường Bờ Kè",
    "phone": "0235 000 0199",
    "email": "bbt@hoason.gov.vn",
    "site-url": "bantin.hoason.gov.vn",
    "logo": "",
}
FOOTER, STYLE, NOT_FOUND = (
    "overrides/partials/footer.html",
    "overrides/assets/styles/bulletin/15-colours.css",
    "overrides/404.html",
)
MONTHS = "overrides/partials/months.html"


class Repository:
    """A folder under git."""

    def __init__(self, folder: Path):
        self.folder = folder

    def git(self, *arguments: str) -> str:
        identity = {
            f"GIT_{who}_{what}": value
            for who in ("AUTHOR", "COMMITTER")
            for what, value in (("NAME", "Thử"), ("EMAIL", "thu@hoason.gov.vn"))
        }
        done = subprocess.run(
            ["git", *arguments], cwd=self.folder, env=os.environ | identity, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def commit(self, message: str) -> str:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)
        return self.git("rev-parse", "HEAD")

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def read(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        text = self.read(name)
        assert old in text, f"{name} has changed since; choose something else in it"
        self.write(name, text.replace(old, new))

    def command(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return self._run([sys.executable, "hooks/bulletin", *arguments], environment)

    def build(self) -> subprocess.CompletedProcess[str]:
        return self._run([sys.executable, "-m", "mkdocs", "build", "--strict"], {})

    def _run(self, command: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=self.folder,
            env=os.environ | ENVIRONMENT | environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    def own(self) -> dict[str, bytes]:
        """The province's content, and the state of git."""
        files = [self.folder / "mkdocs.yml", *(self.folder / "posts").rglob("*"), *(self.folder / "docs").rglob("*")]
        return {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in files if path.is_file()}

    def state(self) -> tuple[str, str]:
        return self.git("rev-parse", "HEAD"), self.git("status", "--porcelain")


@pytest.fixture
def upstream(tmp_path: Path) -> Repository:
    """The software with a small sample, at its first commit."""
    made = Repository(tmp_path / "upstream")
    for name in ("hooks", "overrides", "docs"):
        shutil.copytree(source(name), made.folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(source("mkdocs.yml"), made.folder)
    for name in (".gitignore", "requirements.txt", "README.md", "CHANGELOG.md"):
        shutil.copy(ROOT / name, made.folder)
    for name in ("a", "b", "c"):
        made.write(f"posts/2026/06/mau-{name}.md", post(title=f"Bài mẫu {name}", body=f"Đoạn của bài {name}.\n\n" * 20))
    made.write("tests/test_something.py", "def test_something():\n    pass\n")
    made.git("init", "--quiet", "--initial-branch", "main")
    made.commit("Phần mềm 0.7")
    made.git("tag", "v0.7")
    return made


def clone(upstream: Repository, folder: Path) -> Repository:
    made = Repository(folder)
    upstream.git("clone", "--quiet", "--origin", "phan-mem", str(upstream.folder), str(folder))
    made.git("config", "user.name", "Biên tập viên")
    made.git("config", "user.email", "bbt@hoason.gov.vn")
    return made


@pytest.fixture
def province(upstream: Repository, tmp_path: Path) -> Repository:
    """A bulletin made of that commit, with posts, pages and a changed template of its own."""
    made = clone(upstream, tmp_path / "province")
    options = [part for name, value in FACTS.items() for part in (f"--{name}", value)]
    result = made.command(
        "init", *options, "--category", "Thời sự", "--category", "Thông báo", "--notices", "Thông báo"
    )
    assert result.returncode == 0, result.stderr
    made.commit("Bản tin của tỉnh")
    made.write("posts/2026/06/bai-cua-tinh.md", post(title="Bài của tỉnh", body="Việc của tỉnh."))
    made.write("posts/2026/06/mau-a.md", post(title="Bài trùng tên với bài mẫu", body="Cũng của tỉnh."))
    made.write("docs/tu-lam.md", "# Trang tự làm\n\nCủa tỉnh.\n")
    made.edit(FOOTER, "{{ words.reuse }}", "Đăng lại thì ghi rõ nguồn.")
    made.write(MONTHS, made.read(MONTHS) + "<!-- tỉnh -->\n")
    made.write("overrides/assets/favicon.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>\n')
    made.write("overrides/partials/cua-tinh.html", "<!-- phần riêng -->\n")
    made.commit("Bài, trang, mẫu của tỉnh")
    return made


def publish_new_version(upstream: Repository) -> str:
    """Changes of every sort, none of which meets a line that the province has changed."""
    upstream.edit(FOOTER, 'class="footer"', 'class="footer footer--new"')
    upstream.edit(STYLE, "--paper: #fdfcf9;", "--paper: #fefefe;")
    upstream.git("mv", MONTHS, "overrides/partials/month-list.html")
    for path in [*(upstream.folder / "overrides").rglob("*.html")]:
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("partials/months.html", "partials/month-list.html"), encoding="utf-8")
    upstream.write("overrides/assets/favicon.svg", "<svg xmlns='http://www.w3.org/2000/svg' id='mau-moi'/>\n")
    upstream.write("overrides/partials/new-part.html", "<!-- new -->\n")
    upstream.write("hooks/bulletin/machine/novelty.py", '"""A module that is new."""\n')
    upstream.edit("hooks/bulletin/machine/version.py", f'NUMBER = "{version.NUMBER}"', 'NUMBER = "0.99"')
    upstream.write("requirements.txt", upstream.read("requirements.txt") + "# new\n")
    upstream.edit("mkdocs.yml", "site_name: Bản tin An Bình", "site_name: Bản tin An Bình mới")
    upstream.edit("docs/lien-he.md", "title: Liên hệ", "title: Liên lạc")
    upstream.write("docs/trang-mau-moi.md", "# Trang mẫu mới\n")
    upstream.edit("posts/2026/06/mau-a.md", "Đoạn của bài a.", "Đoạn đã sửa của bài a.")
    upstream.git("rm", "--quiet", "posts/2026/06/mau-b.md")
    upstream.git("mv", "posts/2026/06/mau-c.md", "posts/2026/06/mau-doi-ten.md")
    upstream.write("posts/2026/06/mau-moi.md", post(title="Bài mẫu mới"))
    upstream.write("tests/test_something.py", "def test_something_else():\n    pass\n")
    return upstream.commit("Phần mềm 0.99")


def test_the_software_is_taken_and_the_content_stays(upstream: Repository, province: Repository) -> None:
    own, before = province.own(), province.git("rev-parse", "HEAD")
    theirs = publish_new_version(upstream)
    result = province.command("upgrade", "phan-mem/main")
    assert (result.returncode, result.stderr) == (0, "")
    assert "Đã lấy phiên bản 0.99" in result.stdout
    assert "pip install --require-hashes -r requirements.txt" in result.stdout
    assert province.own() == own, "byte for byte"
    assert province.git("status", "--porcelain") == ""
    assert province.git("show", "--no-patch", "--format=%P").split() == [before, theirs], (
        "a merge that the next one begins from"
    )
    footer = province.read(FOOTER)
    assert "Đăng lại thì ghi rõ nguồn." in footer and "footer--new" in footer, "line by line"
    months = province.read("overrides/partials/month-list.html")
    assert "<!-- tỉnh -->" in months and not (province.folder / MONTHS).exists(), (
        "a template that was renamed takes the change along"
    )
    assert (province.folder / "overrides/partials/cua-tinh.html").is_file()
    assert "mau-moi" not in province.read("overrides/assets/favicon.svg"), "the logo is the province's"
    assert (province.folder / "hooks/bulletin/machine/novelty.py").is_file()
    assert "else" in province.read("tests/test_something.py")


def test_the_sample_goes_on_where_the_tests_look_for_it(upstream: Repository, province: Repository) -> None:
    publish_new_version(upstream)
    assert province.command("upgrade", "phan-mem/main").returncode == 0
    for name in ("mkdocs.yml", "docs", "posts"):
        assert files(province.folder / "tests/newspaper" / name) == files(upstream.folder / name)


def files(path: Path) -> dict[str, bytes]:
    found = [path] if path.is_file() else sorted(file for file in path.rglob("*") if file.is_file())
    return {os.path.relpath(file, path): file.read_bytes() for file in found}


def test_the_site_builds_and_check_says_what_is_wanted(upstream: Repository, province: Repository) -> None:
    province.edit("mkdocs.yml", "notices: thong-bao", "search: false")
    province.commit("Như bản cũ")
    publish_new_version(upstream)
    assert province.command("upgrade", "phan-mem/main").returncode == 0
    checked = province.command("check")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "Thêm dòng  notices: thong-bao  vào extra.bulletin" in checked.stdout
    built = province.build()
    assert built.returncode == 0, built.stdout + built.stderr
    page = province.read("site/index.html")
    assert "footer--new" in page and "Đăng lại thì ghi rõ nguồn." in page and "Bản tin Hòa Sơn" in page
    assert "Bài mẫu" not in page


def test_version_after_version(upstream: Repository, province: Repository) -> None:
    publish_new_version(upstream)
    assert province.command("upgrade", "phan-mem/main").returncode == 0
    own = province.own()
    upstream.edit(FOOTER, "footer--new", "footer--newer")
    upstream.write("posts/2026/06/mau-moi.md", post(title="Bài mẫu mới, đã sửa"))
    upstream.git("rm", "--quiet", "-r", "docs")
    upstream.commit("Phần mềm 0.9")
    assert province.command("upgrade", "phan-mem/main").returncode == 0
    assert province.own() == own
    assert "footer--newer" in province.read(FOOTER)
    assert not (province.folder / "tests/newspaper/docs").exists()
    again = province.command("upgrade", "phan-mem/main")
    assert (again.returncode, "Bản tin đã có mọi thứ của «phan-mem/main»." in again.stdout) == (0, True)


def test_who_threw_the_sample_away_has_no_conflict_with_it(upstream: Repository, province: Repository) -> None:
    province.git("rm", "--quiet", "-r", "tests")
    province.commit("Không cần phép thử")
    upstream.edit("posts/2026/06/mau-a.md", "Đoạn của bài a.", "Đoạn đã sửa của bài a.")
    upstream.write("overrides/partials/new-part.html", "<!-- new -->\n")
    upstream.commit("Phần mềm mới")
    own = province.own()
    assert province.command("upgrade", "phan-mem/main").returncode == 0
    assert province.own() == own


# --- conflicts


@pytest.fixture
def conflict(upstream: Repository, province: Repository) -> Repository:
    """The same line of one template, and a template that the software gives up."""
    province.edit(NOT_FOUND, "<h1>", '<h1 class="tinh">')
    province.commit("Mẫu 404 của tỉnh")
    upstream.edit(FOOTER, "{{ words.reuse }}", "{{ words.reuse }}!")
    upstream.git("rm", "--quiet", NOT_FOUND)
    upstream.commit("Phần mềm mới")
    return province


def test_a_conflict_is_told_and_nothing_is_half_done(conflict: Repository) -> None:
    before, own = conflict.state(), conflict.own()
    result = conflict.command("upgrade", "phan-mem/main")
    assert result.returncode == 2
    assert "Traceback" not in result.stderr
    assert f"{FOOTER}: hai bên cùng sửa" in result.stderr
    assert f"{NOT_FOUND}: bản tin sửa, phần mềm bỏ tệp này" in result.stderr
    assert "upgrade phan-mem/main --resolve" in result.stderr
    assert (conflict.state(), conflict.own()) == (before, own)
    assert not (conflict.folder / ".git/MERGE_HEAD").exists()
    first, last = re.search(r"git diff (\w+) (\w+) -- TỆP", result.stderr).groups()  # type: ignore[union-attr]
    assert "+        <p>{{ words.reuse }}!</p>" in conflict.git("diff", first, last, "--", FOOTER)


def test_the_bulletin_gives_way_and_takes_the_version(conflict: Repository) -> None:
    conflict.edit(FOOTER, "Đăng lại thì ghi rõ nguồn.", "{{ words.reuse }}!")
    conflict.git("rm", "--quiet", NOT_FOUND)
    conflict.commit("Theo phần mềm")
    assert conflict.command("upgrade", "phan-mem/main").returncode == 0


def test_conflicts_can_be_solved_in_the_files(conflict: Repository) -> None:
    own = conflict.own()
    result = conflict.command("upgrade", "phan-mem/main", "--resolve")
    assert result.returncode == 1
    footer = conflict.read(FOOTER)
    assert (
        "<<<<<<< bản tin\n        <p>Đăng lại thì ghi rõ nguồn.</p>\n=======\n" in footer
        and ">>>>>>> phần mềm\n" in footer
    )
    assert {line[:2] for line in conflict.git("status", "--porcelain").splitlines()} >= {"UU", "UD"}
    refused = conflict.command("upgrade", "phan-mem/main")
    assert (refused.returncode, "việc chưa commit" in refused.stderr) == (2, True)
    conflict.write(FOOTER, re.sub(r"<<<<<<< .*?\n(.*?)=======\n.*?>>>>>>> .*?\n", r"\1", footer, flags=re.DOTALL))
    conflict.git("add", "--all")
    conflict.git("commit", "--quiet", "--no-edit")
    assert len(conflict.git("show", "--no-patch", "--format=%P").split()) == 2
    assert conflict.own() == own
    assert "Bản tin đã có mọi thứ" in conflict.command("upgrade", "phan-mem/main").stdout


def test_conflicts_in_the_files_can_be_given_up(conflict: Repository) -> None:
    before, own = conflict.state(), conflict.own()
    conflict.command("upgrade", "phan-mem/main", "--resolve")
    conflict.git("merge", "--abort")
    assert (conflict.state(), conflict.own()) == (before, own)


# --- refusals


def assert_refused(province: Repository, said: str, *arguments: str, **environment: str) -> None:
    before = province.state()
    result = province.command("upgrade", *arguments, **environment)
    assert (result.returncode, result.stderr[:5]) == (2, "Lỗi: ")
    assert said in result.stderr, result.stderr
    assert "Traceback" not in result.stderr
    assert province.state() == before


def test_what_can_not_be_upgraded_is_told(upstream: Repository, province: Repository, tmp_path: Path) -> None:
    publish_new_version(upstream)
    assert_refused(
        province,
        "Git không biết «phan-mem/mian» là phiên bản nào. Có phải bạn muốn viết: phan-mem/main.",
        "phan-mem/mian",
    )
    assert_refused(province, "Kho xa đã khai: phan-mem.", "xyz")
    assert_refused(province, "Lệnh này cần git", "phan-mem/main", PATH="")
    nobody = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "EMAIL": "", "GIT_CONFIG_NOSYSTEM": "1"}
    province.git("config", "--unset", "user.name")
    province.git("config", "--unset", "user.email")
    province.git("config", "user.useConfigOnly", "true")
    assert_refused(province, "Git chưa biết tên người làm", "phan-mem/main", **nobody)
    province.git("config", "user.name", "Biên tập viên")
    province.git("config", "user.email", "bbt@hoason.gov.vn")
    province.git("remote", "set-url", "phan-mem", str(tmp_path / "khong-co"))
    assert_refused(province, "Không tải được từ phan-mem", "phan-mem/main")
    province.write("docs/dang-viet.md", "# Đang viết\n")
    assert_refused(province, "Kho git có việc chưa commit: docs/dang-viet.md.", "v0.7")


def test_a_bulletin_that_is_no_repository_or_lies_in_one(
    upstream: Repository, province: Repository, tmp_path: Path
) -> None:
    plain = Repository(tmp_path / "plain")
    shutil.copytree(province.folder, plain.folder, ignore=shutil.ignore_patterns(".git"))
    result = plain.command("upgrade", "phan-mem/main", GIT_CEILING_DIRECTORIES=str(tmp_path))
    assert (result.returncode, "Lệnh này cần git" in result.stderr) == (2, True)
    outer = Repository(tmp_path)
    outer.git("init", "--quiet")
    result = plain.command("upgrade", "phan-mem/main")
    assert (result.returncode, "Bản tin phải ở gốc của kho git" in result.stderr) == (2, True)


def test_a_bulletin_without_common_history_names_its_version(
    upstream: Repository, province: Repository, tmp_path: Path
) -> None:
    """As GitHub makes one with «Use this template», or somebody out of a zip."""
    apart = Repository(tmp_path / "apart")
    shutil.copytree(province.folder, apart.folder, ignore=shutil.ignore_patterns(".git", ".cache"))
    apart.git("init", "--quiet", "--initial-branch", "main")
    apart.git("config", "user.name", "Biên tập viên")
    apart.git("config", "user.email", "bbt@hoason.gov.vn")
    apart.commit("Bản tin")
    apart.git("remote", "add", "phan-mem", str(upstream.folder))
    publish_new_version(upstream)
    assert_refused(apart, "không chung lịch sử", "phan-mem/main")
    own = apart.own()
    result = apart.command("upgrade", "phan-mem/main", "--from", "v0.7")
    assert result.returncode == 0, result.stderr
    assert apart.own() == own
    footer = apart.read(FOOTER)
    assert "Đăng lại thì ghi rõ nguồn." in footer and "footer--new" in footer
    assert "Bản tin đã có mọi thứ" in apart.command("upgrade", "phan-mem/main").stdout, "now there is one"


def test_another_repository_is_no_software(upstream: Repository, province: Repository) -> None:
    province.git("checkout", "--quiet", "--orphan", "khac")
    province.git("rm", "--quiet", "-r", "-f", "hooks")
    province.commit("Kho khác")
    province.git("checkout", "--quiet", "main")
    assert_refused(province, "«khac» không phải phần mềm làm bản tin", "khac")


def test_the_sample_itself_is_brought_up_to_date_whole(upstream: Repository, tmp_path: Path) -> None:
    copy = clone(upstream, tmp_path / "copy")
    copy.edit(FOOTER, "{{ words.reuse }}", "Ghi nguồn.")
    copy.commit("Thử một mẫu")
    publish_new_version(upstream)
    assert copy.command("upgrade", "phan-mem/main").returncode == 0
    assert copy.own() == Repository(upstream.folder).own()


def test_a_bulletin_that_was_made_by_hand_keeps_its_content_and_gets_the_sample_for_the_tests(
    upstream: Repository, tmp_path: Path
) -> None:
    """As everybody did before there was `init`."""
    by_hand = clone(upstream, tmp_path / "by-hand")
    by_hand.edit("mkdocs.yml", "site_name: Bản tin An Bình", "site_name: Bản tin Hòa Sơn")
    shutil.rmtree(by_hand.folder / "posts")
    by_hand.write("posts/2026/06/mau-b.md", post(title="Bài của tỉnh"))
    by_hand.edit("docs/lien-he.md", "Gọi điện là nhanh nhất", "Xin gọi điện")
    by_hand.commit("Bản tin của tỉnh")
    own = by_hand.own()
    publish_new_version(upstream)
    assert by_hand.command("upgrade", "phan-mem/main").returncode == 0
    assert by_hand.own() == own
    assert files(by_hand.folder / "tests/newspaper/posts") == files(upstream.folder / "posts")
