"""The kinds of files of the site."""

import pytest
from bulletin.pictures import media
from bulletin.web_server import file_kinds

AGAIN, FOR_EVER = file_kinds.ASKED_AGAIN, file_kinds.FOR_EVER


@pytest.mark.parametrize(
    ("path", "content_type", "cache", "cache_of_version"),
    [
        ("index.html", "text/html; charset=utf-8", AGAIN, AGAIN),
        ("2020/06/bai/index.html", "text/html; charset=utf-8", AGAIN, AGAIN),
        ("Default.aspx", "text/html; charset=utf-8", AGAIN, AGAIN),
        ("tin/xem.PHP", "text/html; charset=utf-8", AGAIN, AGAIN),
        ("assets/bulletin.css", "text/css; charset=utf-8", AGAIN, FOR_EVER),
        ("assets/bulletin.js", "text/javascript; charset=utf-8", AGAIN, FOR_EVER),
        ("khan-cap.js", "text/javascript; charset=utf-8", "max-age=60", "max-age=60"),
        ("sw.js", "text/javascript; charset=utf-8", AGAIN, FOR_EVER),
        ("rss.xml", "application/xml; charset=utf-8", AGAIN, AGAIN),
        ("feeds.opml", "application/xml; charset=utf-8", AGAIN, AGAIN),
        ("nguon-tin.xsl", "application/xml; charset=utf-8", AGAIN, AGAIN),
        ("feed.json", "application/json", AGAIN, AGAIN),
        ("du-lieu.jsonl", "application/jsonl", AGAIN, AGAIN),
        ("canh-bao.cap", "application/cap+xml", AGAIN, AGAIN),
        ("bai.md", "text/markdown; charset=utf-8", AGAIN, AGAIN),
        ("site.webmanifest", "application/manifest+json", AGAIN, AGAIN),
        ("su-kien.ics", "text/calendar; charset=utf-8", AGAIN, AGAIN),
        ("chuyen-huong.map", "text/plain; charset=utf-8", AGAIN, AGAIN),
        ("assets/fonts/a.woff2", "font/woff2", "public, max-age=2592000", "public, max-age=2592000"),
        ("2020/06/bai/anh-0123abcd-720.avif", "image/avif", FOR_EVER, FOR_EVER),
        ("2020/06/bai/anh-0123abcd-16x9-30-40.jpg", "image/jpeg", FOR_EVER, FOR_EVER),
        ("2020/06/bai/so-do-0123abcd-goc.png", "image/png", FOR_EVER, FOR_EVER),
        ("2020/06/bai/tua-0123abcd.png", "image/png", FOR_EVER, FOR_EVER),
        ("anh/toa-soan-20200625.jpg", "image/jpeg", AGAIN, AGAIN),  # of docs/, with a date for a name
        ("2020/06/bai/bai-doc.opus", "audio/ogg", AGAIN, FOR_EVER),
        ("2020/06/bai/bai-doc.mp3", "audio/mpeg", AGAIN, FOR_EVER),
        ("tim-kiem/2020-03/index/vi_ca6e535.pf_index", "application/octet-stream", FOR_EVER, FOR_EVER),
        ("tim-kiem/2020-03/words.pf_meta", "application/octet-stream", AGAIN, AGAIN),
        ("tim-kiem/pagefind/wasm.unknown.pagefind", "application/octet-stream", AGAIN, AGAIN),
        ("dia-chi.khong/tep-tron", "application/octet-stream", AGAIN, AGAIN),
    ],
)
def test_each_kind_has_its_type_and_its_term(path: str, content_type: str, cache: str, cache_of_version: str) -> None:
    assert file_kinds.of(path) == (content_type, cache, cache_of_version)


def test_every_kind_of_attachment_has_a_type_of_its_own() -> None:
    unknown = {
        ending for ending in media.ATTACHMENT_ENDINGS if file_kinds.of(f"a.{ending}").content_type == file_kinds.UNKNOWN
    }
    assert unknown == set()


def test_no_ending_has_two_types() -> None:
    endings = [ending for endings in file_kinds.TYPES.values() for ending in endings]
    assert len(endings) == len(set(endings))
