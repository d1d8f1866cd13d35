"""A bulletin of one's own: what `init` asks and makes, all or nothing, and what `check` then reminds of."""

import io
import os
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bulletin import commands
from bulletin.fixed_pages import mkdocs_log
from bulletin.settings import settings
from bulletin.starter import exchange, logo, own_files
from bulletin.stylebook import words
from PIL import Image
from project import NEWSPAPER, NOON, SETTINGS, WHOLE_SETTINGS, Project, post, source

pytestmark = pytest.mark.slow

OPTIONS = {
    "name": "Bản tin Hòa Sơn",
    "description": "Tin của tỉnh Hòa Sơn",
    "publisher": "Ủy ban nhân dân tỉnh Hòa Sơn",
    "editor-in-chief": "Nguyễn Văn A, Trưởng ban",
    "licence": "Số 1/GP-TTĐT ngày 1/2/2026",
    "address": "12 đường Bờ Kè, phường Một, tỉnh Hòa Sơn",
    "phone": "0235 000 0199",
    "email": "bbt@hoason.gov.vn",
    "site-url": "bantin.hoason.gov.vn",
    "category": ["Thời sự", "Văn hóa, thể thao và du lịch", "Thông báo"],
    "notices": "Thông báo",
    "logo": "",
}
UNCHANGED = "Không có gì thay đổi."

Init = Callable[..., subprocess.CompletedProcess[str]]


def given(**others: Any) -> list[str]:
    """All options, with other values for some; None leaves one out."""
    found = OPTIONS | {name.replace("_", "-"): value for name, value in others.items()}
    return [
        part
        for name, value in found.items()
        for one in (value if isinstance(value, list) else [value])
        if one is not None
        for part in (f"--{name}", one)
    ]


@pytest.fixture
def sample(project: Project) -> Project:
    """The sample with a few posts, as a clone has it; the software's code is shared with the others."""
    for name in ("docs", "overrides"):
        (project.folder / name).unlink()
        shutil.copytree(source(name), project.folder / name)
    project.post("2026/06/a.md", post(title="Bài mẫu"))
    project.post("2026/06/a/anh.png", b"\x89PNG")
    return project


@pytest.fixture
def init(sample: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Init:
    """`init` in this process, with answers for its questions."""
    monkeypatch.setattr(mkdocs_log, "problems", lambda *_: [])
    monkeypatch.chdir(sample.folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOON)

    def run(*arguments: str, answers: str = "", command: str = "init") -> subprocess.CompletedProcess[str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(answers))
        code = commands.main([command, *arguments])
        said = capsys.readouterr()
        return subprocess.CompletedProcess(arguments, code, said.out, said.err)

    return run


def state(folder: Path) -> dict[str, bytes]:
    """Every file of a project that an init could touch, with its bytes."""
    left_out = (".cache", ".git", "hooks", "__pycache__")
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
    return {name: content for name, content in found.items() if name.split("/")[0] not in left_out}


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=Thử", "-c", "user.email=thu@anbinh.example"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def committed(project: Project) -> None:
    git(project.folder, "init", "--quiet")
    git(project.folder, "add", "--all")
    git(project.folder, "commit", "--quiet", "--message", "Bản mẫu")


# --- what becomes of the sample


def test_the_sample_makes_room_and_is_kept_for_the_tests(init: Init, sample: Project) -> None:
    before = state(sample.folder)
    result = init(*given(), "--yes")
    assert (result.returncode, result.stderr) == (0, "")
    now = state(sample.folder)
    kept = {
        name.removeprefix("tests/newspaper/"): content for name, content in now.items() if name.startswith("tests/")
    }
    assert kept == {
        name: content
        for name, content in before.items()
        if name == "mkdocs.yml" or name.split("/")[0] in ("posts", "docs")
    }
    assert [name for name in now if name.startswith("posts/")] == ["posts/README.md"]
    assert sorted(name for name in now if name.startswith("docs/")) == sorted(own_files.pages().values())
    assert {name for name in before if name.startswith("overrides/") and before[name] != now[name]} == {
        "overrides/assets/share.jpg"
    }
    assert not list(sample.folder.glob(".new-*"))


def test_the_facts_are_in_the_settings(init: Init, sample: Project) -> None:
    init(*given(), "--yes")
    found = settings.load(sample.folder / "mkdocs.yml")
    assert (found.site_name, found.site_description, found.site_url) == (
        OPTIONS["name"],
        OPTIONS["description"],
        "https://bantin.hoason.gov.vn/",
    )
    for name in ("publisher", "editor_in_chief", "licence", "address", "phone", "email"):
        assert getattr(found.bulletin, name) == OPTIONS[name.replace("_", "-")]
    assert found.categories == {
        "thoi-su": "Thời sự",
        "van-hoa-the-thao-va-du-lich": "Văn hóa, thể thao và du lịch",
        "thong-bao": "Thông báo",
    }
    assert found.bulletin.notices == "thong-bao"
    assert "footnotes" in found.markdown_extensions, "the software's part is inherited"


@pytest.mark.parametrize(
    "name",
    [
        'Bản tin "Hòa Sơn": vùng cao #1',
        "'Tin' {một, hai} & <ba> | *bốn* [năm]",
        "- tin: !ENV %@`",
        "Bản tin {{ name }} {% raw %}",
        "yes",
        "2026",
        "Ðăk\u00a0Nông\u200b",
    ],
)
def test_a_name_is_text_wherever_it_stands(init: Init, sample: Project, name: str) -> None:
    assert init(*given(name=name, publisher=name), "--yes").returncode == 0
    found = settings.load(sample.folder / "mkdocs.yml")
    assert (
        found.site_name
        == found.bulletin.publisher
        == name.replace("Ð", "Đ").replace("\u00a0", " ").replace("\u200b", "")
    )
    checked = init("--quiet", command="check")
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "", "")


def test_an_empty_bulletin_is_built_and_then_its_first_post(init: Init, sample: Project) -> None:
    assert init(*given(licence="", name='Tin "Hòa Sơn": <vùng> cao'), "--yes").returncode == 0
    result = sample.build()
    assert result.returncode == 0, result.stdout + result.stderr
    assert "Bản tin chưa có bài nào." in sample.page("index.html")
    assert "Tin &#34;Hòa Sơn&#34;: &lt;vùng&gt; cao" in sample.page("index.html")
    assert '<a href="mailto:bbt@hoason.gov.vn">' in sample.page("lien-he/index.html")
    assert '<a href="tel:+842350000199">' in sample.page("lien-he/index.html")
    assert sample.command("new", "Bài đầu tiên", "--category", "thoi-su").returncode == 0
    path = next(sample.posts.glob("2026/06/*.md"))
    path.write_text(path.read_text(encoding="utf-8") + "Một đoạn.\n", encoding="utf-8")
    assert sample.build().returncode == 0
    assert '<a href="/2026/06/bai-dau-tien/"' in sample.page("index.html")


def test_a_second_time_it_says_so_and_does_nothing(init: Init, sample: Project) -> None:
    init(*given(), "--yes")
    before = state(sample.folder)
    result = init(*given(name="Khác"), "--yes")
    assert result.returncode == 2
    assert result.stderr.startswith("Lỗi: Bản tin này đã dựng rồi")
    assert state(sample.folder) == before


# --- questions


def test_what_no_option_says_is_asked(init: Init, sample: Project) -> None:
    git(sample.folder, "init", "--quiet")
    answers = [
        "Bản tin Hòa Sơn",
        "",
        "UBND tỉnh",
        "Nguyễn Văn A",
        "",
        "Số 12",
        "",
        "bbt@hoason.gov.vn",
        "bantin.hoason.gov.vn",
        "Thời sự",
        "Thông báo",
        "",
        "",
        "",
    ]
    result = init("--yes", answers="\n".join(answers) + "\n")
    assert result.returncode == 0, result.stdout + result.stderr
    found = settings.load(sample.folder / "mkdocs.yml")
    assert found.site_description == "[CẦN ĐIỀN: một câu giới thiệu bản tin]"
    assert found.bulletin.phone == "[CẦN ĐIỀN: số điện thoại]"
    assert list(found.categories) == ["thoi-su", "thong-bao"]
    assert found.bulletin.notices == "thong-bao", "an empty answer takes what is offered"
    for question in words.terminal()["init"]["questions"].values():
        assert question["label"] in result.stdout


def test_an_empty_first_line_takes_the_usual_categories(init: Init, sample: Project) -> None:
    usual = settings.load(sample.folder / "mkdocs.yml").categories
    assert init(*given(category=[None], notices=None), "--yes", answers="\n\n").returncode == 0
    assert settings.load(sample.folder / "mkdocs.yml").categories == usual


def test_without_notices_the_settings_say_so(init: Init, sample: Project) -> None:
    assert init(*given(notices="", category=["Thời sự"]), "--yes").returncode == 0
    assert settings.load(sample.folder / "mkdocs.yml").bulletin.notices is None
    assert "notices: null" in (sample.folder / "mkdocs.yml").read_text(encoding="utf-8")


def test_an_input_that_ends_names_the_question(init: Init, sample: Project) -> None:
    before = state(sample.folder)
    result = init(*given(phone=None, logo=None), "--yes", answers="0235\n")
    assert result.returncode == 2
    assert "Chưa trả lời «Tệp biểu trưng" in result.stderr and "--logo" in result.stderr
    assert state(sample.folder) == before


def test_all_that_is_wrong_is_told_at_once(init: Init, sample: Project) -> None:
    before = state(sample.folder)
    wrong = given(
        name=" ",
        email="bbt",
        site_url="ftp://x",
        category=["Thời sự", "Tìm kiếm", "Giới thiệu", "!!!", "thoi su"],
        notices="Y tế",
        logo="khong-co.png",
    )
    result = init(*wrong, "--yes")
    assert (result.returncode, result.stdout) == (2, "")
    for said in (
        "Tên bản tin: phải có",
        "«bbt» không phải địa chỉ thư điện tử",
        "site_url «ftp://x» không bắt đầu bằng https://",
        "«Tìm kiếm» thành địa chỉ /tim-kiem/, mà phần mềm dùng địa chỉ ấy",
        "«Giới thiệu» thành địa chỉ /gioi-thieu/, mà trang cố định docs/gioi-thieu.md dùng",
        "«!!!» không có chữ hay số nào",
        "«thoi su» trùng tên hoặc trùng địa chỉ /thoi-su/",
        "«y-te» không phải mã chuyên mục nào đã khai",
        "không đọc được khong-co.png: không có tệp này",
        UNCHANGED,
    ):
        assert said in result.stderr
    assert state(sample.folder) == before


@pytest.mark.parametrize(
    "name", ["RSS", "Tác giả", "Từ khóa", "Lưu trữ", "2026", "Khẩn cấp", "Ban biên tập", "Liên hệ", "—"]
)
def test_a_category_that_cannot_have_its_address(init: Init, sample: Project, name: str) -> None:
    result = init(*given(category=["Thời sự", name], notices=""), "--yes")
    assert result.returncode == 2
    assert f"«{name}»" in result.stderr


def test_wrong_answers_are_asked_again_where_somebody_answers(init: Init, sample: Project) -> None:
    result = init(*given(email="bbt", phone=None), "--yes", answers="0235 000 0199\nbbt@hoason.gov.vn\n")
    assert result.returncode == 0, result.stderr
    assert "«bbt» không phải địa chỉ thư điện tử" in result.stdout
    assert settings.load(sample.folder / "mkdocs.yml").bulletin.email == "bbt@hoason.gov.vn"


def test_letters_that_were_lost_are_told(init: Init, sample: Project) -> None:
    result = init(*given(name="B\ufffdn tin", publisher="UBND \udce9"), "--yes")
    assert result.returncode == 2
    assert result.stderr.count("có chữ không đúng mã UTF-8") == 2


# --- whether one is sure


def test_a_clean_repository_is_not_asked_about(init: Init, sample: Project) -> None:
    committed(sample)
    result = init(*given())
    assert result.returncode == 0, result.stderr
    assert "Vẫn làm?" not in result.stdout


@pytest.mark.parametrize("answer", ["", "\n", "k\n", "không\n", "?\n"])
def test_work_that_is_not_committed_is_left_alone(init: Init, sample: Project, answer: str) -> None:
    committed(sample)
    sample.post("2026/06/nhap.md", post())
    before = state(sample.folder)
    result = init(*given(), answers=answer)
    assert result.returncode == 2
    assert "Kho git có việc chưa commit (posts/2026/06/nhap.md)." in result.stdout
    assert result.stderr == "Đã dừng. Không có gì thay đổi.\n"
    assert state(sample.folder) == before


@pytest.mark.parametrize(("options", "answers"), [((), "c\n"), ((), "Có\n"), (("--yes",), "")])
def test_whoever_is_sure_may_go_on(init: Init, sample: Project, options: tuple[str, ...], answers: str) -> None:
    committed(sample)
    sample.post("2026/06/nhap.md", post())
    assert init(*given(), *options, answers=answers).returncode == 0
    assert (sample.folder / "tests/newspaper/posts/2026/06/nhap.md").is_file()


def test_without_git_it_asks(init: Init, sample: Project) -> None:
    result = init(*given(), answers="k\n")
    assert result.returncode == 2
    assert "Thư mục này không do git giữ" in result.stdout


def test_without_the_program_git_it_asks_too(init: Init, sample: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    committed(sample)
    monkeypatch.setenv("PATH", "")
    assert "Thư mục này không do git giữ" in init(*given(), answers="k\n").stdout


def test_a_bulletin_that_is_no_longer_the_sample_is_asked_about(init: Init, sample: Project) -> None:
    (sample.folder / "mkdocs.yml").write_text(
        SETTINGS.replace("banbientap@anbinh.example", "tin@hoason.gov.vn"), encoding="utf-8"
    )
    committed(sample)
    result = init(*given(), answers="k\n")
    assert (result.returncode, "không còn là của tờ báo mẫu" in result.stdout) == (2, True)


# --- all or nothing


def test_ctrl_c_changes_nothing(init: Init, sample: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    before = state(sample.folder)

    def interrupted(*_: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("builtins.input", interrupted)
    result = init("--yes")
    assert (result.returncode, result.stderr) == (2, "Đã dừng. Không có gì thay đổi.\n")
    assert state(sample.folder) == before


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("number", range(8))
def test_what_goes_wrong_on_the_way_is_taken_back(
    init: Init, sample: Project, monkeypatch: pytest.MonkeyPatch, number: int, error: BaseException
) -> None:
    before, moves = state(sample.folder), iter(range(1000))

    def failing(move: Callable[..., Any]) -> Callable[..., Any]:
        def move_or_fail(*arguments: Any) -> Any:
            if next(moves) == number:
                raise error
            return move(*arguments)

        return move_or_fail

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", failing(os.replace))
        patched.setattr(Path, "rename", failing(Path.rename))
        result = init(*given(), "--yes")
    assert next(moves) > number, "there are fewer moves now"
    assert result.returncode == 2
    assert UNCHANGED in result.stderr
    assert state(sample.folder) == before
    assert not list(sample.folder.glob(".new-*"))
    assert init(*given(), "--yes").returncode == 0


KILLED = """
import os, sys
from pathlib import Path
from bulletin import commands

moves = iter(range(1000))

def deadly(move):
    def move_or_die(*arguments):
        if next(moves) == int(os.environ["MOVES"]):
            os._exit(9)
        return move(*arguments)
    return move_or_die

os.replace, Path.rename = deadly(os.replace), deadly(Path.rename)
sys.exit(commands.main(sys.argv[1:]))
"""


def test_an_init_that_was_killed_is_taken_back_by_the_next(init: Init, sample: Project) -> None:
    before = state(sample.folder)
    for number in range(1000):
        environment = os.environ | {"MOVES": str(number), "PYTHONPATH": str(sample.folder / "hooks")}
        done = subprocess.run(
            [sys.executable, "-c", KILLED, "init", *given(), "--yes"],
            cwd=sample.folder,
            env=environment,
            capture_output=True,
            check=False,
        )
        if done.returncode == 0:
            break
        assert done.returncode == 9, done.stderr
        assert init(*given(name=""), "--yes").returncode == 2, "it refuses, after it has cleared up"
        assert state(sample.folder) == before, number
    assert number > 6
    assert (sample.folder / "tests/newspaper/mkdocs.yml").is_file()


def test_no_other_folder_than_the_softwares(
    init: Init, sample: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "khac"
    other.mkdir()
    (other / "mkdocs.yml").write_text(SETTINGS.replace("INHERIT: hooks/base.yml\n", ""), encoding="utf-8")
    monkeypatch.chdir(other)
    result = init(*given(), "--yes")
    assert (result.returncode, "không có hooks/base.yml" in result.stderr) == (2, True)


# --- the logo


def picture(path: Path, size: tuple[int, int] = (600, 700), mode: str = "RGBA") -> str:
    canvas = Image.new(mode, size)
    canvas.paste(Image.new(mode, (size[0] // 2, size[1] // 2), "#0a6"), (size[0] // 4, size[1] // 4))
    canvas.save(path)
    return str(path)


def test_a_png_becomes_every_picture(init: Init, sample: Project, tmp_path: Path) -> None:
    result = init(*given(logo=picture(tmp_path / "Biểu trưng.png", (1200, 1400))), "--yes")
    assert result.returncode == 0, result.stderr
    assert "Phải thay bằng tay" not in result.stdout
    assets = sample.folder / "overrides" / "assets"
    sizes = {
        "favicon-180.png": (180, 180),
        "icon-192.png": (192, 192),
        "icon-512.png": (512, 512),
        "icon-maskable-512.png": (512, 512),
        "share.jpg": (1200, 630),
    }
    for name, size in sizes.items():
        with Image.open(assets / name) as made:
            assert made.size == size, name
    with Image.open(assets / "favicon.ico") as made:
        assert made.info["sizes"] == {(16, 16), (32, 32), (48, 48)}
    assert "icon-192.png" in (sample.folder / "overrides/partials/emblem.svg").read_text(encoding="utf-8")
    logo._check_svg(assets / "favicon.svg", (assets / "favicon.svg").read_bytes())
    assert "CẦN ĐIỀN: thay hình" not in (sample.folder / "mkdocs.yml").read_text(encoding="utf-8")


def test_the_logo_stands_on_the_pages(init: Init, sample: Project, tmp_path: Path) -> None:
    init(*given(logo=picture(tmp_path / "logo.png")), "--yes")
    assert sample.build().returncode == 0
    assert '<image href="/assets/icon-192.png?v=' in sample.page("index.html")


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{}</svg>'


def test_an_svg_is_taken_as_it_is_and_the_rest_is_named(init: Init, sample: Project, tmp_path: Path) -> None:
    file = tmp_path / "logo.svg"
    file.write_text(
        SVG.format('<style>a{fill:url(#b)}</style><defs/><circle r="4"/><use xlink:href="#b"/>'), encoding="utf-8"
    )
    result = init(*given(logo=str(file)), "--yes")
    assert result.returncode == 0, result.stderr
    assert (sample.folder / "overrides/assets/favicon.svg").read_bytes() == file.read_bytes()
    assert "Phải thay bằng tay" in result.stdout and "icon-maskable-512.png (512 × 512)" in result.stdout
    checked = init("--format", "json", command="check").stdout
    assert "thay hình của tờ báo mẫu bằng biểu trưng của bản tin" in checked, "until it is done"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("<script>x</script>", "<script>"),
        ('<circle onload="x"/>', "onload=…"),
        ('<image href="https://xa.example/a.png"/>', "href=…"),
        ('<a xlink:href="javascript:x"/>', "href=…"),
        ("<foreignObject/>", "<foreignObject>"),
        ("<style>@import 'a.css'</style>", "<style>"),
        ("<rect style=\"fill:url('//xa.example/a')\"/>", "style=…"),
    ],
)
def test_an_svg_that_does_more_than_show_itself_is_refused(tmp_path: Path, content: str, what: str) -> None:
    file = tmp_path / "logo.svg"
    file.write_text(SVG.format(content), encoding="utf-8")
    with pytest.raises(logo.LogoError, match=what):
        logo.read(file)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.jpg", b"\xff\xd8\xff\xe0", "không phải tệp SVG hay PNG"),
        ("a.png", b"\x89PNG\r\n\x1a\n\x00\x00", "hỏng, hoặc lớn quá 5 MB"),
        ("a.svg", b"<svg", "hỏng"),
        ("a.html", b"<html><svg/></html>", "hỏng"),
        ("a.png", b"\x89PNG" + bytes(5_000_001), "lớn quá 5 MB"),
    ],
)
def test_what_is_no_logo_is_told(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(logo.LogoError, match=said):
        logo.read(tmp_path / name)


def test_a_logo_that_is_too_small_or_only_small(tmp_path: Path) -> None:
    with pytest.raises(logo.LogoError, match="chỉ có 50 × 50 điểm"):
        logo.read(Path(picture(tmp_path / "a.png", (100, 100))))
    assert logo.read(Path(picture(tmp_path / "b.png", (500, 500), "RGB"))).is_small
    assert not logo.read(Path(picture(tmp_path / "c.png", (512, 90), "RGB"))).is_small


# --- what is left to do


def test_check_reminds_of_every_gap_with_file_and_line(init: Init, sample: Project) -> None:
    init(*given(licence="", phone=""), "--yes")
    result = init(command="check")
    assert result.returncode == 0
    lines = (sample.folder / "mkdocs.yml").read_text(encoding="utf-8").splitlines()
    number = next(number for number, line in enumerate(lines, 1) if "licence" in line)
    assert f"mkdocs.yml:{number}: Cảnh báo: Chỗ này còn phải điền: số giấy phép, ngày cấp, nơi cấp." in result.stdout
    assert "docs/lien-he.md:9: Cảnh báo: Chỗ này còn phải điền: số điện thoại." in result.stdout
    assert "→ Viết thông tin thật thay cho cả cụm [CẦN ĐIỀN: …]" in result.stdout
    marks = sum(
        path.read_text(encoding="utf-8").count("[CẦN ĐIỀN: ")
        for path in [sample.folder / "mkdocs.yml", *(sample.folder / "docs").glob("*.md")]
    )
    assert result.stdout.count("Chỗ này còn phải điền") == marks


def test_gaps_are_found_however_they_are_spelled(init: Init, sample: Project) -> None:
    page = sample.folder / "docs" / "lien-he.md"
    page.write_text(unicodedata.normalize("NFD", "# Liên hệ\n\n[CẦN ĐIỀN: một] và [CẦN ĐIỀN: hai]\n"), encoding="utf-8")
    said = init(command="check").stdout
    assert "docs/lien-he.md:3: Cảnh báo: Chỗ này còn phải điền: một." in said
    assert "docs/lien-he.md:3: Cảnh báo: Chỗ này còn phải điền: hai." in said
    assert "phải điền" not in init("--quiet", command="check").stdout


def test_the_sample_itself_has_nothing_left_to_do(init: Init, sample: Project) -> None:
    assert NEWSPAPER.is_dir()
    said = init(command="check").stdout
    assert "phải điền" not in said and "Từ phiên bản" not in said


def test_a_new_version_says_what_it_wants(init: Init, sample: Project) -> None:
    file = sample.folder / "mkdocs.yml"
    text = SETTINGS.replace("    notices: thong-bao #", "    #")
    file.write_text(text, encoding="utf-8")
    line = 1 + text[: text.index("    categories:")].count("\n")
    result = init(command="check")
    assert result.returncode == 0
    assert f"mkdocs.yml:{line}: Ghi chú: Từ phiên bản 0.7, trang nhất có mục riêng cho thông báo." in result.stdout
    assert "Thêm dòng  notices: thong-bao  vào extra.bulletin" in result.stdout
    for answer in ("notices: thong-bao", "notices: null"):
        file.write_text(text.replace("    categories:", f"    {answer}\n    categories:"), encoding="utf-8")
        assert "Từ phiên bản" not in init(command="check").stdout
    file.write_text(text.replace("slug: thong-bao", "slug: tin-bao"), encoding="utf-8")
    assert "Từ phiên bản" not in init(command="check").stdout, "it is another category"


def test_settings_of_an_old_version_are_told_to_inherit(init: Init, sample: Project) -> None:
    (sample.folder / "mkdocs.yml").write_text(WHOLE_SETTINGS, encoding="utf-8")
    line = 1 + WHOLE_SETTINGS[: WHOLE_SETTINGS.index("\ntheme:") + 1].count("\n")
    result = init(command="check")
    assert result.returncode == 0
    assert (
        f"mkdocs.yml:{line}: Ghi chú: Từ phiên bản 0.7, phần cài đặt của phần mềm nằm ở hooks/base.yml" in result.stdout
    )


def test_an_exchange_that_never_began_leaves_nothing_to_take_back(sample: Project) -> None:
    before = state(sample.folder)
    (sample.folder / ".new-bulletin-abc" / "new").mkdir(parents=True)
    assert exchange.take_back(sample.folder) is False
    assert state(sample.folder) == before and not list(sample.folder.glob(".new-*"))
