"""Old addresses with a query: what a post may say, and the map that a web server reads."""

import pytest
from bulletin.stylebook import old_addresses
from project import Project, post


@pytest.mark.parametrize(
    ("alias", "address"),
    [
        ("/Default.aspx?tabid=104&NID=20203", "Default.aspx?tabid=104&NID=20203"),
        ("/?p=12", "?p=12"),
        ("/tin-tuc/xem?id=5", "tin-tuc/xem/?id=5"),
        ("/tin.aspx?ten=Nước sạch", "tin.aspx?ten=N%C6%B0%E1%BB%9Bc%20s%E1%BA%A1ch"),
        ("/tin.aspx?ten=N%C6%B0%E1%BB%9Bc", "tin.aspx?ten=N%C6%B0%E1%BB%9Bc"),
        ("/tin.aspx?ten='a'&b=\"c\"", "tin.aspx?ten=%27a%27&b=%22c%22"),
        ("/tin.aspx?gia=$5;x=*", "tin.aspx?gia=$5;x=*"),
        ("/tin.aspx?a=?b", "tin.aspx?a=?b"),
    ],
)
def test_an_old_address_keeps_its_query_as_browsers_send_it(alias: str, address: str) -> None:
    assert old_addresses.alias(alias) is None, "no file can stand there"
    assert old_addresses.alias_with_query(alias) == address


@pytest.mark.parametrize(
    "alias",
    [
        "/tin.html",
        "/tin.aspx?",
        "tin.aspx?id=1",
        "https://cu.example/tin.aspx?id=1",
        "/assets/bulletin.css?v=0123abcd",
        "/../tin.aspx?id=1",
        "/tin.aspx?id=1#dau",
        "/tin.aspx?id={1}",
        "/tin.aspx?id=`ls`",
        "/tin.aspx?id=\\",
        "/tin.aspx?id=1\n2",
        "/tin.aspx?id=%0a",
        "/tin.aspx?id=%00",
        "/tin.aspx?id=\u202e1",
        f"/tin.aspx?id={'á' * 200}",
    ],
)
def test_queries_that_no_server_should_be_told(alias: str) -> None:
    assert old_addresses.alias_with_query(alias) is None


@pytest.mark.slow
def test_the_map_has_every_form_in_which_an_old_address_is_asked_for(project: Project) -> None:
    project.post(
        "2026/06/cau-moi.md",
        post(
            aliases="\n  - /tin-tức/cầu\n  - /Tin/Cau.html\n  - /tin/cau.html\n  - /Default.aspx?tabid=104&NID=7\n"
            "  - /xem?ten=cầu\n  - '/xem.php?q=\"; return 200 \"x'\n  - /gia.aspx?a=$uri;b=$1"
        ),
    )
    result = project.build()
    assert result.returncode == 0, result.stderr
    assert project.page("chuyen-huong.map").splitlines() == [
        f'"{key}" "/2026/06/cau-moi/" ;'
        for key in (
            "/tin-tức/cầu/",
            "/tin-tức/cầu",
            "/Tin/Cau.html",  # nginx tells no capital letter from a small one, and takes no key twice
            "/Default.aspx?tabid=104&NID=7",
            "/xem/?ten=c%E1%BA%A7u",
            "/xem/?ten=cầu",
            "/xem?ten=c%E1%BA%A7u",
            "/xem?ten=cầu",
            "/xem.php?q=%22;%20return%20200%20%22x",
            "/gia.aspx?a=$uri;b=$1",
        )
    ]
    assert (project.site / "Tin/Cau.html").exists() and not (project.site / "Default.aspx").exists()


@pytest.mark.slow
def test_a_site_below_a_path_has_it_in_its_maps(project: Project) -> None:
    settings = project.folder / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    (line,) = [line for line in text.splitlines() if line.startswith("site_url:")]
    settings.write_text(text.replace(line, "site_url: https://hoason.example/bản-tin/$1/"), encoding="utf-8")
    project.post("2026/06/a.md", post(aliases="[/cu.aspx?id=1]"))
    result = project.build()
    assert result.returncode == 0, result.stderr
    assert project.page("chuyen-huong.map") == '"/bản-tin/$1/cu.aspx?id=1" "/b%E1%BA%A3n-tin/%241/2026/06/a/" ;\n'


@pytest.mark.slow
def test_an_address_where_an_article_stands_again_is_not_gone(project: Project) -> None:
    project.post("2026/06/cho.md", post())
    (project.posts / "deleted.yml").write_text("- 2026/06/cho-cu.md\n- 2026/06/phien.md\n", encoding="utf-8")
    project.post("2026/06/phien-moi.md", post(slug="phien"))
    result = project.build()
    assert result.returncode == 0, result.stderr
    assert project.page("bai-da-go.map") == '"/2026/06/cho-cu/" "/404.html" ;\n'
