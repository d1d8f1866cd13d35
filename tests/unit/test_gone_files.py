"""The files of a removed article that lay beside it: a server is told that they are gone, and nobody forgets to."""

import re
import unicodedata
from pathlib import Path

import pytest
from bulletin.web_server import file_kinds
from project import Project, post

pytestmark = pytest.mark.slow

POST = "2026/06/khao-sat.md"
TEXT = post(
    title="Khảo sát đất ở thôn Hạ",
    date="2026-06-16 08:00",
    image='{src: nha-ong-ba.png, alt: "Ngôi nhà cuối thôn"}',
    attachments="[{file: ke-hoach.pdf, title: Kế hoạch}, {file: rieng.pdf}]",
    body="Xem [bảng kê](bảng%20kê.csv).",
)


def removed(files: str = "") -> str:
    listed = f", files: {files}" if files else ""
    return (
        "---\ndate: 2026-06-16 08:00\ncategory: thoi-su\n"
        f"removed: {{time: 2026-06-20 08:00, reason: privacy{listed}}}\n---\n"
    )


def lay_out(folder: Path) -> Project:
    project = Project(folder / "bulletin")
    project.post(POST, TEXT)
    project.picture("2026/06/nha-ong-ba.png")
    project.post("2026/06/ke-hoach.pdf", b"%PDF-1.4 ke hoach")
    project.post("2026/06/bảng kê.csv", "Hộ,Diện tích\nÔng Ba,120\n")
    project.post("2026/06/khao-sat/rieng.pdf", b"%PDF-1.4 rieng")
    project.post("2026/06/khac.md", post(title="Chợ phiên", attachments="[{file: lich-cho.pdf}]"))
    project.post("2026/06/lich-cho.pdf", b"%PDF-1.4 lich cho")
    return project


def take_away(project: Project) -> None:
    for name in ("nha-ong-ba.png", "ke-hoach.pdf", "bảng kê.csv", "khao-sat/rieng.pdf"):
        (project.posts / "2026/06" / name).unlink()


def gone(project: Project) -> dict[str, str]:
    """The addresses that a server is told are gone, with the pages that explain it."""
    return dict(re.findall(r'"(.*?)" "(.*?)" ;\n', project.page("bai-da-go.map")))


def published(project: Project, beginning: str) -> list[str]:
    return [path for path in project.files() if path.startswith(beginning)]


def test_named_files_are_gone_as_the_article_is(tmp_path: Path) -> None:
    project = lay_out(tmp_path)
    assert project.build().returncode == 0
    assert published(project, "2026/06/nha-ong-ba-") and published(project, "2026/06/bang-ke.csv")
    take_away(project)
    project.post(POST, removed('[nha-ong-ba.png, ke-hoach.pdf, "bảng kê.csv"]'))
    result = project.build()
    assert result.returncode == 0, result.stderr
    assert gone(project) == dict.fromkeys(
        ["/2026/06/khao-sat/", "/2026/06/bang-ke.csv", "/2026/06/ke-hoach.pdf", "/2026/06/nha-ong-ba-*"],
        "/2026/06/khao-sat/index.html",
    )
    assert not published(project, "2026/06/nha-ong-ba-") and not published(project, "2026/06/bang-ke.csv")
    clean = project.copy(tmp_path / "clean")
    assert clean.build().returncode == 0 and clean.files() == project.files()


def test_a_file_that_goes_or_comes_back_changes_the_map_at_once(tmp_path: Path) -> None:
    project = lay_out(tmp_path)
    take_away(project)
    project.post(POST, removed("ke-hoach.pdf"))
    assert project.build().returncode == 0
    assert "/2026/06/ke-hoach.pdf" in gone(project)
    project.post("2026/06/khac.md", post(title="Chợ phiên", attachments="[{file: ke-hoach.pdf}]"))
    project.post("2026/06/ke-hoach.pdf", b"%PDF-1.4 ke hoach moi")
    site = project.files()
    result = project.build()
    assert result.returncode == 1 and "[removed.files.1]: Tệp posts/2026/06/ke-hoach.pdf vẫn đăng" in result.stderr
    assert project.files() == site
    project.post(POST, removed())
    assert project.build().returncode == 0
    assert list(gone(project)) == ["/2026/06/khao-sat/"]
    assert published(project, "2026/06/ke-hoach.pdf")


@pytest.mark.parametrize("remaining", ["nha-ong-ba.png", "nha-ong-ba.jpg", "Nhà ông Ba.png"])
def test_a_picture_of_that_name_can_not_be_gone_and_shown(tmp_path: Path, remaining: str) -> None:
    """Whatever the digest of a picture, its address begins with its name."""
    project = lay_out(tmp_path)
    take_away(project)
    project.picture("2026/06/nha.png")
    (project.posts / "2026/06/nha.png").rename(project.posts / "2026/06" / remaining)
    project.post("2026/06/khac.md", post(title="Chợ phiên", image=f'{{src: "{remaining}", alt: "Một ngôi nhà"}}'))
    project.post(POST, removed("[nha-ong-ba.png]"))
    result = project.build()
    assert result.returncode == 1
    assert f"Tệp posts/2026/06/{remaining} vẫn đăng cùng bài posts/2026/06/khac.md" in result.stderr


def test_only_what_could_have_been_published_can_be_gone(tmp_path: Path) -> None:
    names = ["../../../etc/bi-mat.pdf", "/ke-hoach.pdf", "ke-hoach", "khac.md", "a.svg", "\\a.pdf"]
    project = lay_out(tmp_path)
    take_away(project)
    listed = ", ".join(f"'{name}'" for name in names)
    project.post(POST, removed(f"[ke-hoach.pdf, {listed}]"))
    result = project.build()
    assert result.returncode == 1
    for number, name in enumerate(names, 2):
        assert f"{POST}:4: LỖI [removed.files.{number}]: «{name}» không phải là tên một ảnh hay tệp" in result.stderr


def test_the_check_names_the_files_that_an_editor_forgot(tmp_path: Path) -> None:
    project = lay_out(tmp_path)
    project.commit()
    take_away(project)
    project.post(POST, removed())
    for committed in (False, True):
        if committed:
            project.commit()
        said = project.command("check").stdout
        assert f"posts/{POST}:4: Cảnh báo [removed.files]: " in said, said
        assert "files: [bảng kê.csv, ke-hoach.pdf, nha-ong-ba.png]" in said
    project.post(POST, removed('[nha-ong-ba.png, ke-hoach.pdf, "bảng kê.csv"]'))
    assert "removed.files" not in project.command("check").stdout


def test_the_check_asks_for_no_file_that_another_article_has(tmp_path: Path) -> None:
    project = lay_out(tmp_path)
    project.post("2026/06/khac.md", post(title="Chợ phiên", attachments="[{file: ke-hoach.pdf}, {file: lich-cho.pdf}]"))
    project.commit()
    project.post(POST, removed('[nha-ong-ba.png, "bảng kê.csv"]'))
    said = project.command("check").stdout
    assert "removed.files" not in said, said


def test_a_purged_post_can_take_its_files_along(tmp_path: Path) -> None:
    project = lay_out(tmp_path)
    take_away(project)
    (project.posts / POST).unlink()
    listed = "- 2026/06/khao-sat.md\n- 2026/06/ke-hoach.pdf\n- /2026/06/nha-ong-ba.png\n- 2026/06/bảng kê.csv\n"
    (project.posts / "deleted.yml").write_text(listed, encoding="utf-8")
    result = project.build()
    assert result.returncode == 0, result.stderr
    names = ["/2026/06/bang-ke.csv", "/2026/06/ke-hoach.pdf", "/2026/06/khao-sat/", "/2026/06/nha-ong-ba-*"]
    assert gone(project) == dict.fromkeys(names, "/404.html")


def test_a_listed_file_that_is_still_there_is_no_deleted_one(tmp_path: Path) -> None:
    project = lay_out(tmp_path)
    listed = "- 2026/06/lich-cho.pdf\n- 2026/06/../../bi-mat.pdf\n- bi-mat.pdf\n"
    (project.posts / "deleted.yml").write_text(listed, encoding="utf-8")
    said = project.build().stderr
    assert "posts/deleted.yml:1: LỖI: Tệp posts/2026/06/lich-cho.pdf vẫn còn" in said
    assert "posts/deleted.yml:2: LỖI: «2026/06/../../bi-mat.pdf» không phải" in said
    assert "posts/deleted.yml:3: LỖI: «bi-mat.pdf» không phải" in said


def test_whatever_the_name_every_address_of_the_file_is_covered(tmp_path: Path) -> None:
    names = [
        "Tờ khai số 3 (bản cuối).PDF", unicodedata.normalize("NFD", "Ảnh chụp.png"), "anh/kho thóc.png", "../05/cũ.csv",
        "gia$.png", "a-0123abcd-720.png", "anh.v2.png",
    ]  # fmt: skip
    posts = {f"2026/06/khao-sat-{number}": name for number, name in enumerate(names)}
    project = Project(tmp_path / "bulletin")
    for number, (address, name) in enumerate(posts.items()):
        keys = {"attachments": f'[{{file: "{name}"}}]'}
        if name.endswith("png"):
            project.picture("2026/06/nha.png", (1600, 900 + number))
            (project.posts / "2026/06" / name).parent.mkdir(exist_ok=True)
            (project.posts / "2026/06/nha.png").rename(project.posts / "2026/06" / name)
            keys["image"] = f'{{src: "{name}", alt: "Ngôi nhà"}}'
        else:
            project.post(f"2026/06/{name}", b"%PDF-1.4")
        project.post(f"{address}.md", post(title=f"Khảo sát {number}", date="2026-06-16 08:00", **keys))
    project.post("2026/06/khac.md", post(title="Chợ phiên"))
    assert project.build().returncode == 0
    before = set(project.files())
    for address, name in posts.items():
        project.post(f"{address}.md", removed(f'["{name}"]'))
    result = project.build()
    assert result.returncode == 0, result.stderr
    media = re.compile(r"\d{4}/\d{2}/(?!khao-sat-).+\.(csv|pdf|png|jpg|avif|webp)")
    lost = {path for path in before - set(project.files()) if media.fullmatch(path)}
    keys_of_server = {re.sub(rf"{file_kinds.PICTURE_TAIL}$", "-*", f"/{path}") for path in lost}
    assert len(lost) > 20 and keys_of_server == gone(project).keys() - {f"/{address}/" for address in posts}
