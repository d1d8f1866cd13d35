"""The editor's commands: what they say, in which language, and with which exit code.

`project.command` runs them as an editor does; `command` in this process, which saves the start of Python.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from bulletin import commands
from bulletin.fixed_pages import mkdocs_log
from project import NOON, ROOT, Project, post
from unit.proofreading import findings

pytestmark = pytest.mark.slow

Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def command(project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs a command in this process, in the folder of the project."""

    monkeypatch.setattr(mkdocs_log, "problems", lambda *_: [])  # MkDocs takes a second to start

    def run(*arguments: str, now: str = NOON) -> subprocess.CompletedProcess[str]:
        monkeypatch.chdir(project.folder)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", now)
        try:
            code: int | str | None = commands.main(list(arguments))
        except SystemExit as end:  # argparse ends the process
            code = end.code
        said = capsys.readouterr()
        assert isinstance(code, int)
        return subprocess.CompletedProcess(arguments, code, said.out, said.err)

    return run


def run_in(folder: Path, project: Project, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The same command from another folder, with the path to it spelled out."""
    return subprocess.run(
        [sys.executable, os.path.relpath(project.folder / "hooks/bulletin", folder), *arguments],
        cwd=folder, env=os.environ | {"SOURCE_DATE_EPOCH": NOON, "PYTHONDONTWRITEBYTECODE": "1"}, capture_output=True,
        text=True, encoding="utf-8", check=False, timeout=60,
    )  # fmt: skip


def assert_refused(result: subprocess.CompletedProcess[str], said: str) -> None:
    """The command could not be carried out, and says why without a programmer's words."""
    assert result.returncode == 2
    assert result.stdout == ""
    assert result.stderr.startswith("Lỗi: ")
    assert said in result.stderr
    assert "Traceback" not in result.stderr


# --- what is to come, and what has been


def test_the_next_change_is_told_with_its_cause(project: Project, command: Command) -> None:
    """At 11:00 on 22 June."""
    project.post("2026/06/cu.md", post("Bài cũ", "2026-06-01 08:00"))
    assert command("next").stdout == "Không có thay đổi nào hẹn giờ.\n"
    for name, date, keys, told in (
        ("xem", "2026-06-01 08:00", {"review": "2026-12-01"}, "2026-12-01T00:00:00+07:00\nĐến hạn xem"),
        ("hoi", "2026-06-01 08:00", {"event": "{starts: 2026-07-01 08:00}"}, "2026-07-31T08:00:00+07:00\nSự kiện"),
        (
            "go",
            "2026-06-01 08:00",
            {"removed": "{time: 2026-06-02 08:00, reason: wrong}"},
            "2026-07-02T08:00:00+07:00\nLời",
        ),
        ("het", "2026-06-01 08:00", {"expires": "2026-06-30 17:00"}, "2026-06-30T17:00:00+07:00\nBài hết hiệu lực"),
        ("hen", "2026-06-23 07:00", {}, "2026-06-23T07:00:00+07:00\nĐến giờ đăng bài posts/2026/06/hen.md"),
        ("moi", "2026-06-20 12:00", {}, "2026-06-22T12:00:00+07:00\nBài posts/2026/06/moi.md rời sơ đồ tin mới"),
    ):
        project.post(f"2026/06/{name}.md", post(date=date, **keys))
        result = command("next")
        assert result.returncode == 0 and result.stdout.startswith(told), result.stdout
    project.post("2026/06/nhap.md", post(date="2026-06-22 11:30", draft="true"))
    assert command("next").stdout.startswith("2026-06-22T12:00"), "a draft changes nothing"


def test_the_history_of_a_post_is_told_from_its_keys_and_from_git(project: Project, command: Command) -> None:
    git = ("git", "-c", "user.name=Thúy Hằng", "-c", "user.email=hang@anbinh.example")
    keys = {"changes": "[{time: 2026-06-21 09:00, note: Thêm lịch.}]"}
    project.post("2026/06/a.md", post(date="2026-06-20 08:00"))
    subprocess.run(["git", "init", "-q"], cwd=project.folder, check=True)
    for text, subject, moment in (
        (post(date="2026-06-20 08:00"), "Đăng bài", "2026-06-20T07:50:00+07:00"),
        (post(date="2026-06-20 08:00", **keys), "Thêm lịch", "2026-06-21T09:05:00+07:00"),
    ):
        project.post("2026/06/a.md", text)
        subprocess.run([*git, "add", "posts"], cwd=project.folder, check=True)
        environment = os.environ | {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
        subprocess.run([*git, "commit", "-qm", subject], cwd=project.folder, check=True, env=environment)
    told = (
        "2026-06-20 07:50  Thúy Hằng ghi vào git: Đăng bài\n"
        "2026-06-20 08:00  Đăng lần đầu\n"
        "2026-06-21 09:00  Cập nhật: Thêm lịch.\n"
        "2026-06-21 09:05  Thúy Hằng ghi vào git: Thêm lịch\n"
    )
    for name in ("posts/2026/06/a.md", "2026/06/a.md", "./posts/2026/06/a.md"):
        assert command("history", name).stdout == told
    result = command("history", "posts/2026/06/khong-co.md")
    assert result.returncode == 2 and result.stderr == "Lỗi: không có bài posts/2026/06/khong-co.md\n"


def test_what_git_knows_may_not_vanish(project: Project, command: Command) -> None:
    git = ("git", "-c", "user.name=Thúy Hằng", "-c", "user.email=hang@anbinh.example")
    note = "[{time: 2026-06-21 09:00, note: Thêm lịch.}]"
    for name, keys in (("a", {"changes": note}), ("b", {}), ("nhap", {"draft": "true"}), ("c", {})):
        project.post(f"2026/06/{name}.md", post(date="2026-06-20 08:00", **keys))
    for arguments in (("init", "-q"), ("add", "."), ("commit", "-qm", "Đăng bài")):
        subprocess.run([*git, *arguments], cwd=project.folder, check=True)
    assert command("check").returncode == 0
    project.post("2026/06/a.md", post(date="2026-06-20 08:00", changes=note.replace("09:00", "09:30")))
    for name in ("b", "nhap"):
        (project.posts / f"2026/06/{name}.md").unlink()
    result = command("check")
    assert result.returncode == 1
    told = re.findall(r"^(posts/\S+) LỖI", result.stdout.replace(": LỖI", " LỖI"), re.MULTILINE)
    assert told == ["posts/2026/06/a.md:5", "posts/2026/06/b.md:1"], "nobody has read the draft"
    project.post("2026/06/a.md", post(date="2026-06-20 08:00", changes=note.replace("Thêm lịch.", "Thêm lịch cấp.")))
    (project.posts / "deleted.yml").write_text("- 2026/06/b.md\n", encoding="utf-8")
    assert command("check").returncode == 0, "the wording may be mended"


# --- new


def test_new_makes_a_post_with_every_key_explained(project: Project) -> None:
    result = project.command("new", "Đồng bào xã Trà Giang đón điện lưới", "--category", "thoi-su")
    assert (result.returncode, result.stdout, result.stderr) == (
        0,
        "Đã tạo posts/2026/06/dong-bao-xa-tra-giang-don-dien-luoi.md\n",
        "",
    )
    text = (project.posts / "2026/06/dong-bao-xa-tra-giang-don-dien-luoi.md").read_text(encoding="utf-8")
    assert text.startswith(
        "---\n# yaml-language-server: $schema=../../.post.schema.json\ntitle: Đồng bào xã Trà Giang đón điện lưới\n"
        "date: 2026-06-22 11:00\ncategory: thoi-su\nid: 2026-06-22-dong-bao-xa-tra-giang-don-dien-luoi\n# "
    )
    for line in (
        "# author: Thúy Hằng",
        "# image:",
        "#   src: hoi-nghi.jpg",
        "# tags: [bình đẳng giới, hội nghị]",
        "#   - file: ke-hoach.pdf",
        "# draft: true",
    ):
        assert f"\n{line}\n" in text
    assert "\n---\n\n<!-- Viết nội dung bài thay cho dòng này" in text
    assert findings(project)[0][2] == "no-body", "a new post is valid, it only has no text yet"


def test_the_keys_that_new_offers_are_valid_once_the_hashes_are_taken_off(project: Project, command: Command) -> None:
    command("new", "Đồng bào đón điện", "--category", "y-te")
    project.picture("2026/06/hoi-nghi.jpg", (20, 10))
    project.post("2026/06/ke-hoach.pdf", b"%PDF-1.7")
    path = project.posts / "2026/06/dong-bao-don-dien.md"
    text = re.sub(r"^# (?!true:)((?:  )*(?:- )?[a-z]+:)", r"\1", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    path.write_text(text, encoding="utf-8")
    assert "\nimage:\n  src: hoi-nghi.jpg\n" in text and "\ndraft: true\n" in text
    assert {code for _, _, code in findings(project)} == {"draft"}


def test_new_never_overwrites(project: Project, command: Command) -> None:
    path = project.post("2026/06/dong-bao-don-dien.md", "bài cũ\n")
    result = command("new", "Đồng bào đón điện", "--category", "thoi-su")
    assert_refused(
        result, "Không ghi đè: posts/2026/06/dong-bao-don-dien.md đã có. Hãy sửa tệp đó hoặc đặt tên bài khác."
    )
    assert path.read_text(encoding="utf-8") == "bài cũ\n"


def test_new_writes_any_title_so_that_it_is_read_back(command: Command) -> None:
    result = command("new", 'Nghị quyết: "5 điểm", #1 & [mới] – 100%', "--category", "thoi-su")
    assert result.returncode == 0
    checked = command("check", "--format", "json")
    assert [item["code"] for item in json.loads(checked.stdout)] == ["no-body"]


def test_the_month_of_a_new_post_is_vietnams(command: Command) -> None:
    result = command("new", "Đêm giao thừa", "--category", "thoi-su", now="1798736400")  # 2026-12-31 17:00 UTC
    assert result.stdout == "Đã tạo posts/2027/01/dem-giao-thua.md\n"


@pytest.mark.parametrize("title", ["🎉🎉", "…", ""])
def test_a_title_without_letters(command: Command, title: str) -> None:
    assert_refused(
        command("new", title, "--category", "thoi-su"), f"Tên bài «{title}» không có chữ hay số nào để đặt tên tệp."
    )


def test_an_unknown_category(project: Project) -> None:
    result = project.command("new", "Đồng bào đón điện", "--category", "thoi-xu")
    assert_refused(result, "«thoi-xu» không dùng được; chọn một trong: thoi-su, kinh-te, van-hoa-xa-hoi,")
    assert "Xem trợ giúp: python hooks/bulletin --help" in result.stderr
    assert list(project.posts.iterdir()) == []


# --- check


def test_check_of_a_bulletin_without_mistakes(project: Project, command: Command) -> None:
    project.post("2026/06/a.md", post())
    result = command("check")
    assert (result.returncode, result.stdout, result.stderr) == (0, "Đã kiểm tra 1 bài: không có lỗi.\n", "")


def test_check_tells_every_mistake_of_every_post(project: Project) -> None:
    project.post("2026/06/a.md", post(category="thoi-xu", views="1.234"))
    project.post("2026/06/b.md", post(draft="true"))
    project.post("2026/05/c.md", post())
    project.post("lac-cho.md", post())
    result = project.command("check")
    assert result.returncode == 1
    for line in (
        "posts/2026/06/a.md:4: LỖI [category]: Không có chuyên mục «thoi-xu».",
        "    → Có phải bạn muốn viết: thoi-su",
        "posts/2026/06/a.md:5: LỖI [views]: «1.234» không phải là số nguyên không âm.",
        "posts/2026/06/b.md:5: Ghi chú [draft]: Bản nháp, chưa đăng.",
        "posts/2026/05/c.md:3: LỖI [date]: Bài đăng ngày 20/06/2026 mà tệp nằm trong posts/2026/05/.",
        "    → Chuyển tệp sang posts/2026/06/ hoặc sửa lại ngày.",
        "posts/lac-cho.md:1: LỖI: Bài viết nằm sai chỗ.",
        "Tổng cộng: 4 lỗi, 0 cảnh báo.",
    ):
        assert line in result.stdout.split("\n")
    assert "không có lỗi" not in result.stdout


def test_warnings_do_not_fail_a_check(project: Project, command: Command) -> None:
    project.post("2026/06/a.md", post(body="Một\u200b đoạn."))
    result = command("check")
    assert result.returncode == 0
    assert "posts/2026/06/a.md:7: Cảnh báo: Có ký tự ẩn (U+200B)" in result.stdout
    assert "Tổng cộng: 0 lỗi, 1 cảnh báo." in result.stdout


def test_check_as_json(project: Project, command: Command) -> None:
    project.post("2026/06/a.md", post(category="thoi-xu"))
    result = command("check", "--format", "json")
    assert result.returncode == 1
    assert json.loads(result.stdout) == [
        {
            "file": "posts/2026/06/a.md", "line": 4, "key": "category", "code": "unknown-category", "severity": "error",
            "message": "Không có chuyên mục «thoi-xu».", "remedy": "Có phải bạn muốn viết: thoi-su",
        }
    ]  # fmt: skip
    assert "«thoi-xu»" in result.stdout, "people read this too: no \\u escapes"


def test_check_as_json_without_mistakes(command: Command) -> None:
    assert json.loads(command("check", "--format", "json").stdout) == []


def test_check_for_github_escapes_what_github_would_take_for_its_own(project: Project) -> None:
    project.post("2026/06/giá 5%, đợt 1: gạo.md", post(category='"100%,::error::x"', body="Một\u200b đoạn."))
    result = project.command("check", "--format", "github")
    assert result.returncode == 1
    error, warning = sorted(result.stdout.strip().split("\n"))
    place = "file=posts/2026/06/giá 5%25%2C đợt 1%3A gạo.md"
    assert error.startswith(f"::error {place},line=4,title=category::Không có chuyên mục «100%25,::error::x».")
    assert warning.startswith(f"::warning {place},line=7,title=control-characters::Có ký tự ẩn (U+200B)")


# --- plan


def left_as_it_was(project: Project) -> Callable[[], bool]:
    """Whether neither the site nor what is remembered of it has changed from now on."""

    def state() -> list[tuple[str, int, int]]:
        return [(str(path), path.stat().st_mtime_ns, path.stat().st_ino) for path in sorted(project.site.rglob("*"))]

    before = state()
    return lambda: state() == before


def test_a_plan_before_the_first_build_is_everything_and_makes_nothing(project: Project) -> None:
    project.post("2026/06/a.md", post())
    result = project.command("plan")
    assert (result.returncode, result.stderr) == (0, "")
    *files, count, size = result.stdout.splitlines()
    assert "2026/06/a/index.html: mới" in files and "assets/bulletin.css: mới" in files
    assert all(line.endswith(": mới") for line in files)
    assert count == f"Sẽ dựng {len(files)} tệp, xóa 0, giữ nguyên 0."
    assert size == "Chưa có trang nào được dựng nên chưa biết trang nặng bao nhiêu."
    assert not project.site.exists() and list(project.folder.glob(".new-*")) == []


def test_a_plan_says_what_would_be_made_and_why(project: Project) -> None:
    (project.folder / "overrides").unlink()
    shutil.copytree(ROOT / "overrides", project.folder / "overrides")
    project.post("2026/06/a.md", post(title="Họp dân thôn Đông"))
    project.post("2026/06/b.md", post(title="Vét kênh N2", category="y-te"))
    project.post("2026/06/c.md", post(title="Thi cờ tướng", category="giao-duc"))
    project.build()
    project.post("2026/06/a.md", post(title="Họp dân thôn Tây"))
    project.delete("2026/06/c.md")
    year = project.folder / "overrides" / "year.html"
    year.write_text(year.read_text(encoding="utf-8").replace("<h1", '<h1 lang="vi"'), encoding="utf-8")
    (project.site / "robots.txt").unlink()
    (project.site / "y-te" / "index.html").write_text("sửa tay", encoding="utf-8")
    (project.site / "ghi-chu.txt").write_text("của ai đó", encoding="utf-8")
    untouched = left_as_it_was(project)
    result = project.command("plan")
    assert (result.returncode, result.stderr) == (0, "")
    *files, count, size = result.stdout.splitlines()
    for line in (
        "2026/06/a/index.html: khai báo hoặc nội dung bài",
        "2026/06/index.html: bài trong danh sách",
        "2026/index.html: mẫu trang, bài trong danh sách",
        "thoi-su/rss.xml: bài trong nguồn tin",
        "robots.txt: tệp trong thư mục trang mất hoặc đã bị sửa",
        "y-te/index.html: tệp trong thư mục trang mất hoặc đã bị sửa",
        "2026/06/c/index.html: xóa, không còn trên trang",
        "ghi-chu.txt: xóa, không còn trên trang",
    ):
        assert line in files, result.stdout
    assert not [line for line in files if line.startswith(("2026/06/b/", "assets/", "gioi-thieu/", "kinh-te/"))]
    assert size.startswith(f"Trang đã dựng: {len(project.files())} tệp, ")
    assert untouched(), "nothing is made, nothing is deleted"
    built = project.build()
    made, deleted = (
        len([line for line in files if not line.endswith("xóa, không còn trên trang")]),
        len([line for line in files if line.endswith("xóa, không còn trên trang")]),
    )
    assert count == f"Sẽ dựng {made} tệp, xóa {deleted}, giữ nguyên {len(project.files()) - made}."
    assert f"dựng {made} tệp, ghi {made}, xóa {deleted}, giữ nguyên {len(project.files()) - made};" in built.stderr, (
        "and a build does just that"
    )
    (nothing, _) = project.command("plan").stdout.splitlines()
    assert nothing == f"Sẽ dựng 0 tệp, xóa 0, giữ nguyên {len(project.files())}."


def test_a_plan_of_posts_with_errors_tells_them(project: Project) -> None:
    project.post("2026/06/a.md", post(category="thoi-xu"))
    result = project.command("plan")
    assert result.returncode == 1
    assert "posts/2026/06/a.md:4: LỖI [category]: Không có chuyên mục «thoi-xu»." in result.stderr
    assert "Sẽ dựng" not in result.stdout and not project.site.exists()


# --- fields, help


def test_fields_prints_the_reference(command: Command) -> None:
    result = command("fields")
    assert result.returncode == 0
    assert result.stdout.startswith("| Khóa | Nghĩa | Ví dụ |\n| --- | --- | --- |\n| `title` (bắt buộc) |")
    assert "| `image.alt` | Mô tả ảnh cho người không nhìn thấy" in result.stdout


@pytest.mark.parametrize(
    "arguments",
    [("--help",), ("new", "--help"), ("check", "-h"), ("plan", "--help"), ("import", "--help"), ("fields", "--help")],
)
def test_help_is_in_vietnamese(command: Command, arguments: tuple[str, ...]) -> None:
    result = command(*arguments)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("Cách dùng: python hooks/bulletin")
    assert "hiện phần trợ giúp này rồi thoát" in result.stdout
    for english in ("usage", "options", "positional", "show this", "exit"):
        assert english not in result.stdout


def test_help_of_the_commands_names_each_of_them(command: Command) -> None:
    text = command("--help").stdout
    assert [
        name
        for name in ("new", "check", "plan", "import", "fields")
        if not re.search(rf"^    {name} +\S", text, re.MULTILINE)
    ] == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "thiếu: lệnh"),
        (("mới",), "«mới» không dùng được; chọn một trong: new, check, next, history, plan, import, fields"),
        (("new",), "thiếu: "),
        (("new", "Tên bài"), "thiếu: --category"),
        (("import",), "thiếu: TỆP"),
        (("check", "--format", "xml"), "«xml» không dùng được; chọn một trong: text, json, github"),
        (("check", "posts/a.md"), "không hiểu: posts/a.md"),
        (("import", "khong-co.txt"), "khong-co.txt: không đọc được (không có tệp này)."),
        (("import", "posts"), "posts: không đọc được (đây là thư mục)."),
    ],
)
def test_wrong_arguments(command: Command, arguments: tuple[str, ...], said: str) -> None:
    assert_refused(command(*arguments), said)


# --- where it runs


def test_commands_run_from_any_folder_of_the_bulletin(project: Project) -> None:
    path = project.post("2026/06/a.md", post())
    assert run_in(path.parent, project, "check").stdout == "Đã kiểm tra 1 bài: không có lỗi.\n"
    assert (
        run_in(path.parent, project, "new", "Họp dân", "--category", "y-te").stdout
        == "Đã tạo posts/2026/06/hop-dan.md\n"
    )
    assert (path.parent / "hop-dan.md").is_file()


def test_import_takes_a_file_of_the_folder_one_stands_in(project: Project, tmp_path: Path) -> None:
    folder = project.folder / "ban-chep"
    folder.mkdir()
    (folder / "tin.txt").write_text(
        "Họp dân thôn Đông\nThứ 5, ngày 25/06/2020 | 09:11 AM (GMT +7)\nMột đoạn văn ngắn.\n", encoding="utf-8"
    )
    result = run_in(folder, project, "import", "tin.txt")
    assert "tin.txt → posts/2020/06/hop-dan-thon-dong.md" in result.stdout


# --- settings and surroundings that are wrong


def broken(project: Project, command: Command, *changes: tuple[str, str]) -> subprocess.CompletedProcess[str]:
    """`check` with a mkdocs.yml in which something was replaced."""
    file = project.folder / "mkdocs.yml"
    text = file.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
    return command("check")


def test_settings_that_are_no_yaml(project: Project, command: Command) -> None:
    assert_refused(broken(project, command, ("extra:\n", "extra: [\n")), "mkdocs.yml viết sai quy cách YAML, gần dòng ")


def test_settings_that_are_empty(project: Project, command: Command) -> None:
    (project.folder / "mkdocs.yml").write_text("", encoding="utf-8")
    assert_refused(command("check"), "mkdocs.yml viết sai quy cách YAML")


def test_settings_without_the_sites_address(project: Project, command: Command) -> None:
    said = "mkdocs.yml: thiếu site_url, địa chỉ đầy đủ của trang, ví dụ https://bantin.example/"
    assert_refused(
        broken(project, command, ('site_url: !ENV [SITE_URL, "https://bantin.anbinh.example/"]', 'site_url: ""')), said
    )


@pytest.mark.parametrize("slug", ["Thoi-Su", "thời-sự", "rss", "tac-gia", "2026"])
def test_a_category_that_cannot_have_an_address(project: Project, command: Command, slug: str) -> None:
    result = broken(project, command, ("{slug: thoi-su,", f'{{slug: "{slug}",'))
    assert_refused(result, "mkdocs.yml khai chưa đúng:")
    assert f"mã chuyên mục «{slug}» phải là chữ thường không dấu" in result.stderr


def test_a_setting_that_is_missing_is_named(project: Project, command: Command) -> None:
    assert_refused(broken(project, command, ("    email: banbientap@anbinh.example\n", "")), "bulletin.email")


@pytest.mark.parametrize("value", ["hôm nay", "1e9", "12.5", "2026-06-22", "99999999999999999999", "²"])
def test_a_clock_that_is_no_number(command: Command, value: str) -> None:
    said = f"SOURCE_DATE_EPOCH phải là số giây tính từ 1970, không phải «{value}»."
    assert_refused(command("check", now=value), said)


def test_an_empty_variable_is_no_clock(project: Project) -> None:
    project.post("2020/06/a.md", post(date="2020-06-25 09:11"))
    result = project.build(now="")
    assert result.returncode == 0, result.stderr
    assert "Xong: 1 bài" in result.stderr


def test_a_build_with_such_a_clock_fails_in_vietnamese_too(project: Project) -> None:
    result = project.build(now="hôm nay")
    assert result.returncode != 0
    assert "SOURCE_DATE_EPOCH phải là số giây tính từ 1970, không phải «hôm nay»." in result.stdout + result.stderr
    assert "Traceback" not in result.stderr
