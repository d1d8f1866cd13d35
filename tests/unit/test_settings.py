"""The settings: what one file inherits from another, and the site's address, read alike by the commands and by
a build.
"""

import os
from pathlib import Path

import pytest
from bulletin.settings import settings, site_url
from bulletin.settings.settings import Settings
from bulletin.settings.settings_file import SettingsError
from bulletin.settings.site_url import SiteUrlError
from mkdocs.config import load_config
from project import WHOLE_SETTINGS, Project
from seam import plain_settings

CHILD = """\
INHERIT: mkdocs.yml
site_name: Bản tin thử
site_url: https://thu.example/
"""


@pytest.fixture
def folder(project: Project) -> Path:
    (project.folder / "cai-dat").mkdir()
    return project.folder


def write(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def both(file: Path) -> tuple[Settings, Settings]:
    """The settings as the commands read them, and as a build gets them from MkDocs."""
    config = load_config(str(file))
    return settings.load(file), settings.of(plain_settings.of(config, config.site_url), Path(config.config_file_path))


def looks(found: Settings) -> tuple[object, ...]:
    return (*found.model_dump(exclude={"extension_configs"}).items(), found.digest, found.typesetting_digest)


def refused(file: Path) -> str:
    with pytest.raises(SettingsError) as caught:
        settings.load(file)
    return str(caught.value)


# --- what is inherited


@pytest.mark.parametrize(
    "text",
    [
        CHILD,
        CHILD + "extra:\n  bulletin:\n    phone: 0235 000 0199\n    spoken: {PCTT: phòng chống thiên tai}\n",
        CHILD + "extra:\n  bulletin:\n    notices:\n    categories:\n      - {slug: y-te, name: Y tế}\n",
        CHILD + "markdown_extensions:\n  - toc: {permalink: true}\n  - footnotes\n  - tables\n",
        CHILD + "markdown_extensions:\n  abbr:\n  toc: {permalink: true, toc_depth: 3}\n",
        CHILD
        + (
            "markdown_extensions:\n  - pymdownx.snippets:\n      base_path:\n        - !relative $config_dir/chung\n"
            "        - !relative $docs_dir/chung\n"
        ),
        CHILD
        + (
            "markdown_extensions:\n  - pymdownx.superfences:\n      custom_fences:\n        - name: so-do\n"
            "          class: so-do\n          format: !!python/name:pymdownx.superfences.fence_code_format\n"
        ),
        CHILD
        + (
            "exclude_docs: |\n  /nhap/\n  !.well-known\nsite_description: "
            "!ENV [KHONG_CO_BIEN_NAY, HAI_BIEN, 'Tin thử']\n"
        ),
        CHILD.replace(
            "site_url: https://thu.example/", "site_url: !ENV [DIA_CHI_THU, 'https://mac-dinh.example/bản-tin']"
        ),
        CHILD.replace("https://thu.example/", "' HTTPS://Tỉnh.example/tin '"),
    ],
)
def test_a_build_and_the_commands_read_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("DIA_CHI_THU", "https://bien.example")
    by_command, by_build = both(write(folder, "thu.yml", text))
    assert looks(by_command) == looks(by_build)
    assert by_command.bulletin.publisher == "Ủy ban nhân dân tỉnh An Bình", (
        "what the child does not say is the parent's"
    )


def test_a_folder_beside_the_text_is_that_of_the_posts(folder: Path) -> None:
    for found in both(
        write(
            folder,
            "thu.yml",
            WHOLE_SETTINGS.replace(
                "  - md_in_html\n", "  - pymdownx.snippets:\n      base_path:\n        - !relative\n"
            ),
        )
    ):
        assert found.extension_configs["pymdownx.snippets"] == {"base_path": [str(folder / "posts")]}


def test_the_nearest_file_has_the_last_word(folder: Path) -> None:
    write(
        folder,
        "cai-dat/tinh.yml",
        (
            "INHERIT: ../mkdocs.yml\nsite_name: Bản tin tỉnh\nsite_description: Của tỉnh\n"
            "extra: {bulletin: {phone: '1', email: tinh@anbinh.example}}\n"
        ),
    )
    file = write(
        folder, "xa.yml", "INHERIT: cai-dat/tinh.yml\nsite_name: Bản tin xã\nextra: {bulletin: {phone: '2'}}\n"
    )
    for found in both(file):
        assert (found.site_name, found.site_description) == ("Bản tin xã", "Của tỉnh")
        assert (found.bulletin.phone, found.bulletin.email, found.bulletin.address[:6]) == (
            "2",
            "tinh@anbinh.example",
            "Tầng 2",
        )
        assert "footnotes" in found.markdown_extensions
        assert found.project == folder


def test_an_empty_file_above_says_nothing(folder: Path) -> None:
    write(folder, "trong.yml", "")
    for found in both(write(folder, "thu.yml", f"INHERIT: trong.yml\n{WHOLE_SETTINGS}")):
        assert found.site_name == "Bản tin An Bình"


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"a.yml": "INHERIT: goc.yml\n"}, "a.yml: khóa INHERIT chỉ tới goc.yml, nhưng không có tệp này."),
        (
            {"a.yml": "INHERIT: cai-dat/b.yml\n", "cai-dat/b.yml": "INHERIT: c.yml\n"},
            "cai-dat/b.yml: khóa INHERIT chỉ tới cai-dat/c.yml, nhưng không có",
        ),
        ({"a.yml": "INHERIT: a.yml\n"}, "kế thừa lẫn nhau thành vòng: a.yml → a.yml."),
        (
            {"a.yml": "INHERIT: cai-dat/b.yml\n", "cai-dat/b.yml": "INHERIT: ../a.yml\n"},
            "thành vòng: a.yml → cai-dat/b.yml → a.yml.",
        ),
        ({"a.yml": "INHERIT: [b.yml]\n"}, "a.yml: sau INHERIT phải là tên một tệp cài đặt"),
        (
            {"a.yml": "INHERIT: b.yml\n", "b.yml": "site_name: Tin\nextra: [\n"},
            "b.yml viết sai quy cách YAML, gần dòng 3.",
        ),
        ({"a.yml": "INHERIT: b.yml\n", "b.yml": "- site_name\n"}, "b.yml viết sai quy cách YAML, gần dòng 1."),
        ({"a.yml": "INHERIT: cai-dat\n"}, "cai-dat: không đọc được (đây là thư mục)."),
        ({"a.yml": "ngay: 2026-02-30\n"}, "a.yml viết sai quy cách YAML"),
        ({"a.yml": "INHERIT: mkdocs.yml\nextra: [bulletin]\n"}, "a.yml: khóa extra không đúng dạng."),
        (
            {"a.yml": "INHERIT: mkdocs.yml\nmarkdown_extensions: toc\n"},
            "a.yml: khóa markdown_extensions không đúng dạng.",
        ),
        (
            {"a.yml": "INHERIT: mkdocs.yml\nmarkdown_extensions: [{toc: {}, abbr: {}}]\n"},
            "a.yml: khóa markdown_extensions không đúng dạng.",
        ),
        ({"a.yml": "INHERIT: mkdocs.yml\nexclude_docs: '!'\n"}, "a.yml: khóa exclude_docs không đúng dạng."),
    ],
)
def test_what_cannot_be_inherited_is_told_with_its_file(folder: Path, files: dict[str, str], said: str) -> None:
    for name, text in files.items():
        write(folder, name, text)
    assert said in refused(folder / "a.yml")


def test_a_circle_by_way_of_links_ends(folder: Path) -> None:
    (folder / "vong").symlink_to(folder)
    assert "thành vòng" in refused(write(folder, "a.yml", "INHERIT: vong/a.yml\n"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(folder: Path) -> None:
    (folder / "mkdocs.yml").chmod(0)
    assert refused(folder / "mkdocs.yml") == "mkdocs.yml: không đọc được (không có quyền)."


# --- the site's address


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://tin.example", "https://tin.example/"),
        (" https://tin.example/ ", "https://tin.example/"),
        ("\u00a0https://tin.example/bantin\t", "https://tin.example/bantin/"),
        ("HTTP://Tin.Example:8080/BanTin", "http://tin.example:8080/BanTin/"),
        ("https://báo.an-bình.vn", "https://xn--bo-mia.xn--an-bnh-zva.vn/"),
        ("https://ba\u0301o.vn/", "https://xn--bo-mia.vn/"),
        ("https://tin.example/bản-tin/", "https://tin.example/b%E1%BA%A3n-tin/"),
        ("https://tin.example/b%E1%BA%A3n-tin", "https://tin.example/b%E1%BA%A3n-tin/"),
        ("https://tin.example/v1.2", "https://tin.example/v1.2/"),
        ("http://[2001:db8::1]:8000", "http://[2001:db8::1]:8000/"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000/"),
        ("http://may-chu/tin", "http://may-chu/tin/"),
    ],
)
def test_an_address_has_one_spelling(written: str, address: str) -> None:
    assert site_url.normal(written) == address
    assert site_url.normal(address) == address


@pytest.mark.parametrize(
    ("written", "fault", "instead"),
    [
        ("https://tin.example/index.html", "chỉ tới một tệp", "https://tin.example/"),
        ("https://tin.example/tin/Default.aspx/", "chỉ tới một tệp", "https://tin.example/tin/"),
        ("https://tin.example/rss.xml", "chỉ tới một tệp", "https://tin.example/"),
        ("https://tin.example/?a=1", "dấu hỏi", "https://tin.example/"),
        ("https://tin.example?", "dấu hỏi", "https://tin.example/"),
        ("https://tin.example/tin#dau", "dấu thăng", "https://tin.example/tin/"),
        ("http://tin.example//bantin//", "bước thừa", "http://tin.example/bantin/"),
        ("https://tin.example/a/../b", "bước thừa", "https://tin.example/a/b/"),
        ("https://tin.example/bản tin", "dấu cách", "https://bantin.example/"),
        ("https://tin .example", "dấu cách", "https://bantin.example/"),
        ("https://tin.example\\tin", "dấu cách hoặc ký tự ẩn", "https://bantin.example/"),
        ("https://tin.example/\u200b", "ký tự ẩn", "https://bantin.example/"),
        ("https:///tin/", "tên miền", "https://bantin.example/"),
        ("https://", "tên miền", "https://bantin.example/"),
        ("https://tin..example", "tên miền", "https://bantin.example/"),
        ("https://tin.example:80000/", "tên miền", "https://bantin.example/"),
        ("http://[2001:db8::1/", "tên miền", "https://bantin.example/"),
        ("tin.anbinh.example/", "không bắt đầu bằng https://", "https://tin.anbinh.example/"),
        ("//tin.anbinh.example", "không bắt đầu bằng https://", "https://tin.anbinh.example/"),
        ("/bantin/", "không bắt đầu bằng https://", "https://bantin.example/"),
        ("ftp://tin.example/", "không bắt đầu bằng https://", "https://tin.example/"),
    ],
)
def test_an_address_that_is_none_says_what_to_write(written: str, fault: str, instead: str) -> None:
    with pytest.raises(SiteUrlError) as caught:
        site_url.normal(written)
    assert f"«{written}»" in str(caught.value) and fault in str(caught.value)
    assert str(caught.value).endswith(f", ví dụ {instead}")


def test_a_password_is_not_repeated() -> None:
    with pytest.raises(SiteUrlError, match="tên người dùng hay mật khẩu") as caught:
        site_url.normal("https://quantri:BiMat123@tin.example/")
    assert "BiMat123" not in str(caught.value)


@pytest.mark.parametrize("value", ["''", "' '", "null"])
def test_an_address_that_is_missing(folder: Path, value: str) -> None:
    assert (
        refused(write(folder, "thu.yml", CHILD.replace("https://thu.example/", value)))
        == "thu.yml: thiếu site_url, địa chỉ đầy đủ của trang, ví dụ https://bantin.example/"
    )


def test_what_mkdocs_makes_of_blanks_is_undone(folder: Path) -> None:
    for found in both(write(folder, "thu.yml", CHILD.replace("https://thu.example/", "' https://thu.example/tin/ '"))):
        assert (found.site_url, found.root) == ("https://thu.example/tin/", "/tin/")
