"""A cache from elsewhere: whatever its writer put into it, a build publishes what it would publish without one, and
nothing else.
"""

import os
import shutil
import sqlite3
import stat
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from bulletin import commands
from bulletin.archive.store import Store
from bulletin.articles.article import Article
from bulletin.articles.facts import MediaUse
from bulletin.build import Build
from bulletin.machine import digest, provenance, seal
from bulletin.machine.cache import Cache, CacheError
from bulletin.pictures import darkroom, renditions
from bulletin.pictures.darkroom import Negative
from bulletin.posts import post_folder
from bulletin.press.ledger import Ledger
from bulletin.problems import has_errors
from bulletin.search.index import Bundle, Part
from bulletin.search.splits import SCRIPTS
from bulletin.speech import recording_shelf
from project import Project, post
from unit.printout import theme
from unit.proofreading import NOW, QUIET, VERSION, indexed, prepare, settings_of

pytestmark = pytest.mark.slow

SECRET = "mật khẩu máy chủ: hoa-sen-trắng"
SCRIPT = "<script>alert('đã vào được')</script>"


@pytest.fixture(autouse=True)
def own_key() -> Iterator[None]:
    """Each test begins and ends with the key of the environment that all tests have."""
    seal._key.cache_clear()
    yield
    seal._key.cache_clear()


def use_key(monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    monkeypatch.setenv(seal.VARIABLE, key)
    seal._key.cache_clear()


@pytest.fixture
def newsroom(project: Project) -> Project:
    """A small bulletin that was published once, with a secret beside it."""
    file = project.folder / "mkdocs.yml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("    publisher:", "    search: false\n    publisher:"),
        encoding="utf-8",
    )
    project.picture("2026/06/cau.png", (400, 300))
    project.post("2026/06/ke-hoach.txt", "Kế hoạch thông xe.")
    project.post(
        "2026/06/thong-xe.md",
        post(title="Thông xe cầu Bến Đò", body="Sáng nay thông xe.\n\n![Cầu mới](cau.png)\n\n[Kế hoạch](ke-hoach.txt)"),
    )
    project.post("2026/06/nhap.md", post(title="Bản nháp", body=SECRET, draft="true"))
    project.post("2026/06/.rieng.txt", SECRET)
    (project.folder / "mat-khau.txt").write_text(SECRET, encoding="utf-8")
    while "2026/06" not in post_folder.load(project.posts).listings:
        pass  # so new that a build would look into it in any case
    assert publish(project) == ""
    return project


def publish(project: Project, anew: bool = True) -> str:
    """What became of the store. `anew`: the site is another one, so that all of it is made."""
    if anew:
        shutil.rmtree(project.site, ignore_errors=True)
    current = settings_of(project.folder)
    with closing(Cache(current.cache, VERSION)) as cache:
        build = Build(current, NOW, cache, project.site, QUIET)
        assert not has_errors(build.read())
        build.publish(theme())
        return cache.lost


def everything(folder: Path) -> bytes:
    return b"\n".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


# --- whose cache it is


def test_a_cache_of_another_machine_is_not_used(newsroom: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    good = newsroom.files()
    use_key(monkeypatch, "khóa của người khác")
    assert publish(newsroom) == "foreign"
    assert publish(newsroom) == "", "it is this machine's own now"
    assert newsroom.files() == good


def test_a_text_that_somebody_wrote_into_the_cache_is_not_published(
    newsroom: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """He knows the software and how it keeps things, and has seen a cache of this machine; its key he has not."""
    good, file = newsroom.files(), newsroom.folder / ".cache" / "bulletin.sqlite"
    with closing(sqlite3.connect(file)) as rows:
        (content,) = rows.execute("SELECT content FROM fragments WHERE name = '2026/06/thong-xe.md'").fetchone()
    evil = content.replace("Sáng nay thông xe.".encode(), SCRIPT.encode()[: len("Sáng nay thông xe.".encode())])
    assert evil != content
    use_key(monkeypatch, "khóa của người khác")
    with closing(sqlite3.connect(file)) as rows:
        rows.execute(
            "UPDATE fragments SET content = ?, seal = ? WHERE name = '2026/06/thong-xe.md'",
            (evil, seal.of("fragment 2026/06/thong-xe.md", evil)),
        )
        rows.commit()
    use_key(monkeypatch, "khóa chỉ dùng khi thử")
    assert publish(newsroom) == "broken"
    assert newsroom.files() == good


def test_what_the_machine_kept_in_one_place_is_worth_nothing_in_another(newsroom: Project) -> None:
    file = newsroom.folder / ".cache" / "bulletin.sqlite"
    newsroom.post("2026/06/khac.md", post(title="Bài khác", body="Bài khác hẳn."))
    publish(newsroom)
    good = newsroom.files()
    with closing(sqlite3.connect(file)) as rows:
        rows.execute(
            "UPDATE fragments SET (seal, content) = "
            "(SELECT seal, content FROM fragments WHERE name = '2026/06/khac.md') WHERE name = '2026/06/thong-xe.md'"
        )
        rows.commit()
    assert publish(newsroom) == "broken"
    assert newsroom.files() == good


@pytest.mark.parametrize("prefix", [b"", digest.of(b"\xff\xd8 anh cua nguoi khac")], ids=["bare", "with a checksum"])
def test_a_picture_that_somebody_laid_into_the_cache_is_made_anew(newsroom: Project, prefix: bytes) -> None:
    good = newsroom.files()
    kept = [path for path in (newsroom.folder / ".cache/pictures").rglob("*.*") if path.is_file()]
    assert kept
    for path in kept:
        path.write_bytes(prefix + b"\xff\xd8 anh cua nguoi khac")
    publish(newsroom)
    assert newsroom.files() == good


def test_a_picture_of_this_machine_is_not_taken_for_another(tmp_path: Path, project: Project) -> None:
    one, other = (
        Negative(str(project.picture(f"2026/06/{name}.png", (64, 48), colour)), digest.of(name.encode()), str(tmp_path))
        for name, colour in (("a", "#fff"), ("b", "#000"))
    )
    wanted = renditions.smallest(renditions.Shape(64, 48, False))
    white, black = darkroom.rendition(one, wanted), darkroom.rendition(other, wanted)
    assert white != black
    shutil.copy(tmp_path / darkroom.shelf_name(one, wanted), tmp_path / darkroom.shelf_name(other, wanted))
    assert darkroom.rendition(other, wanted) == black


def test_a_recording_bears_a_seal_in_its_name() -> None:
    name = f"{'0' * 16}.{'1' * 16}.12.3456"
    assert recording_shelf.is_own(f"{name}.{recording_shelf.seal_of(name)}.mp3")
    for other in (
        f"{name}.mp3",
        f"{name}.{'0' * 32}.mp3",
        f"{name[:-1]}7.{recording_shelf.seal_of(name)}.mp3",
        "index",
        "../../x.mp3",
    ):
        assert not recording_shelf.is_own(other), other


def test_a_script_that_somebody_laid_into_the_search_index_is_made_anew(project: Project) -> None:
    """It would be the site's own to a browser, whatever the policy."""
    project.post("2026/06/a.md", post())
    edition, _ = prepare(project)
    index = indexed(edition)
    (scripts,) = [split for split in edition.splits if split.kind == SCRIPTS]
    good = {path: file.read() for path, file in index.files(scripts)}
    place = index._path(scripts)
    evil = b"alert(document.domain)"
    contents = msgspec.msgpack.encode(
        Bundle(
            {
                "pagefind.js": Part(0, len(evil), digest.of(evil)),
                "../../../../mkdocs.yml": Part(0, len(evil), digest.of(evil)),
            },
            {},
        )
    )
    for sealed in (contents, digest.of(contents) + contents, (place / "contents").read_bytes()[: seal.SIZE] + contents):
        (place / "files").write_bytes(evil)
        (place / "contents").write_bytes(sealed)
        with pytest.raises(CacheError):
            index.bundle(scripts)
        index.make(edition.splits, QUIET)
        assert {path: file.read() for path, file in index.files(scripts)} == good


# --- what the store says of files


def spoilt(project: Project, change: Callable[[MediaUse], MediaUse]) -> None:
    """Has the machine's own store say something else of an attachment: as if somebody had got hold of its key."""
    current = settings_of(project.folder)
    with closing(Cache(current.cache, VERSION)) as cache:
        store = Store(cache)
        ((name, month),) = store.months()
        records = store.records(name)

        def altered(article: Article) -> Article:
            facts = article.facts
            media = tuple(change(item) if item.shape is None else item for item in facts.media)
            return msgspec.structs.replace(
                article, packed=msgspec.msgpack.encode(msgspec.structs.replace(facts, media=media))
            )

        assert any(altered(article) != article for article in month.articles)
        store.put_month(name, msgspec.structs.replace(month, articles=tuple(map(altered, month.articles))), records)
        cache.commit()


@pytest.mark.parametrize(
    "file",
    [
        "../mat-khau.txt",
        "2026/06/../../../mat-khau.txt",
        "/etc/passwd",
        "../../../../../../../../etc/passwd",
        "2026/06/.rieng.txt",
        "2026/06/nhap.md",
        "2026/06/khong-co.txt",
        "",
        "2026/06",
    ],
)
def test_no_file_is_published_that_this_build_has_not_found_among_the_posts(newsroom: Project, file: str) -> None:
    good = newsroom.files()
    spoilt(newsroom, lambda item: msgspec.structs.replace(item, file=file))
    assert publish(newsroom) == "broken"
    assert newsroom.files() == good
    assert SECRET.encode() not in everything(newsroom.site)


@pytest.mark.parametrize("address", ["../ra-ngoai.txt", "2026/../../ra-ngoai.txt", "{folder}/ra-ngoai.txt", "..", ""])
def test_no_file_is_written_outside_the_site(newsroom: Project, address: str) -> None:
    good, before = newsroom.files(), sorted(path.name for path in newsroom.folder.iterdir())
    spoilt(newsroom, lambda item: msgspec.structs.replace(item, address=address.format(folder=newsroom.folder)))
    assert publish(newsroom) == "broken"
    assert newsroom.files() == good
    assert sorted(path.name for path in newsroom.folder.iterdir()) == before


@pytest.mark.parametrize(
    "path", ["../mat-khau.txt", "2026/../../mat-khau.txt", "{folder}/mat-khau.txt", "../posts/2026/06/"]
)
def test_no_file_is_deleted_outside_the_site(newsroom: Project, path: str) -> None:
    """A file that the ledger names and no page is made for has to go."""
    good, path = newsroom.files(), path.format(folder=newsroom.folder)
    with closing(Cache(newsroom.folder / ".cache", VERSION)) as cache:
        ledger = Ledger(cache, newsroom.site)
        ledger.enter("2019/01", b"mot", {path: bytes(8)}, {path: 1})
        ledger.commit()
    assert publish(newsroom, anew=False) == "broken"
    assert newsroom.files() == good
    assert (newsroom.folder / "mat-khau.txt").is_file() and (newsroom.posts / "2026/06/thong-xe.md").is_file()


def test_an_article_without_a_post_is_not_published(newsroom: Project) -> None:
    good = newsroom.files()
    current = settings_of(newsroom.folder)
    with closing(Cache(current.cache, VERSION)) as cache:
        store = Store(cache)
        ((name, month),) = store.months()
        (published,) = [article for article in month.articles if not article.draft]
        ghost = msgspec.structs.replace(published, name="2026/06/khong-ai-viet.md", address="2026/06/khong-ai-viet/")
        store.put_month(name, msgspec.structs.replace(month, articles=(*month.articles, ghost)), store.records(name))
        store.put_fragment(ghost.name, msgspec.msgpack.encode(store[published.name]))
        cache.commit()
    publish(newsroom)
    assert newsroom.files() == good


# --- the key


def test_the_key_is_kept_for_its_owner_only_and_stays_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(seal.VARIABLE)
    monkeypatch.setattr("platformdirs.user_state_path", lambda name, appauthor: tmp_path / "state" / name)
    first = seal.key_mark()
    (file,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    seal._key.cache_clear()
    assert seal.key_mark() == first
    file.unlink()
    seal._key.cache_clear()
    assert seal.key_mark() != first, "each machine has its own"
    file.write_bytes(b"")
    seal._key.cache_clear()
    assert seal.key_mark() and len(file.read_bytes()) == 32, "one that was spoilt is replaced"


def test_where_no_key_can_be_kept_the_build_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(seal.VARIABLE)
    (tmp_path / "tep").write_text("không phải thư mục", encoding="utf-8")
    monkeypatch.setattr("platformdirs.user_state_path", lambda name, appauthor: tmp_path / "tep" / name)
    assert seal.key_mark() == seal.key_mark()


def test_the_key_of_the_environment_goes_before(monkeypatch: pytest.MonkeyPatch) -> None:
    use_key(monkeypatch, "một")
    one = seal.key_mark()
    use_key(monkeypatch, "hai")
    assert seal.key_mark() != one
    use_key(monkeypatch, "một")
    assert seal.key_mark() == one


# --- a cache that came with a commit


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(
        ["git", "-c", "user.name=Biên tập", "-c", "user.email=btv@anbinh.example", *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
    )


@pytest.fixture
def repository(project: Project) -> Project:
    project.post("2026/06/a.md", post())
    git(project.folder, "init", "-q")
    return project


def laid(project: Project, name: str) -> Project:
    path = project.folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"mot")
    git(project.folder, "add", "-f", name)
    return project


@pytest.mark.parametrize(
    "name", [".cache/bulletin.sqlite", ".cache/pictures", ".cache/tệp có dấu.bin", ".Cache/bulletin.sqlite"]
)
def test_a_cache_that_git_tracks_is_refused(
    repository: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    monkeypatch.chdir(laid(repository, name).folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(NOW.timestamp())))
    assert commands.main(["check"]) == 2
    said = capsys.readouterr()
    assert (
        f"Git đang giữ 1 tệp của thư mục .cache (như {name})." in said.err and "git rm -r --cached .cache" in said.err
    )
    git(repository.folder, "rm", "-r", "-q", "--cached", name)
    assert commands.main(["check"]) == 0


def test_the_build_refuses_it_too(repository: Project) -> None:
    result = laid(repository, ".cache/bulletin.sqlite").build()
    assert result.returncode == 1
    said = result.stdout + result.stderr
    assert "Git đang giữ 1 tệp của thư mục .cache" in said and "Traceback" not in said
    assert not repository.site.exists()


def test_a_link_in_the_place_of_the_cache_is_refused(repository: Project) -> None:
    (repository.folder / ".cache").symlink_to("posts")
    git(repository.folder, "add", "-f", ".cache")
    with pytest.raises(provenance.TrackedCacheError):
        provenance.check(repository.folder)


def test_a_bulletin_in_a_folder_of_a_repository_and_a_hook_of_gits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = Project(tmp_path / "tinh" / "ban-tin")
    git(tmp_path, "init", "-q")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "khac.git"))
    provenance.check(project.folder)
    monkeypatch.delenv("GIT_DIR")
    laid(project, ".cache/bulletin.sqlite")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "khac.git"))
    with pytest.raises(provenance.TrackedCacheError):
        provenance.check(project.folder)


def test_without_git_nothing_is_refused(
    repository: Project, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid(repository, ".cache/bulletin.sqlite")
    monkeypatch.setenv("PATH", str(tmp_path / "rong"))
    provenance.check(repository.folder)
    monkeypatch.setenv("PATH", os.defpath)
    shutil.rmtree(repository.folder / ".git")
    provenance.check(repository.folder)
