"""The feeds of the sample, in readers that others have written, and by the rules of their formats."""

import json
import re
import subprocess
from datetime import datetime
from pathlib import Path
from typing import Any

import icalendar
import jsonschema
import pytest
from lxml import etree
from project import Project, post

pytestmark = pytest.mark.system

HERE = Path(__file__).parent
ATOM = "{http://www.w3.org/2005/Atom}"
FORMATS = ("rss.xml", "atom.xml", "feed.json")
FEEDS = ("", "kinh-te/", "cai-chinh/", "loat-bai/bao-so-13/", "tac-gia/thuy-hang/")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = Project(tmp_path_factory.mktemp("feeds") / "bulletin")
    project.picture("2026/06/cau-moi/cau.jpg", (1200, 675))
    for number in range(6):
        project.post(
            f"2026/06/tin-{number}.md",
            post(
                title=f'Tin số {number} "nóng" & <mới>',
                date=f"2026-06-{10 + number} 08:00",
                category="kinh-te",
                author="Thúy Hằng",
                tags="[giao thông]",
                series="bao-so-13",
                lead="Một câu mở đầu & một câu nữa.",
                id=f"tin-so-{number}",
                corrections="[{time: 2026-06-20 09:00, wrong: ba hộ, right: ba mươi hộ}]" if number == 2 else "[]",
                image='{src: cau-moi/cau.jpg, alt: "Cây cầu"}' if number == 3 else "",
            ).replace("image: \n", ""),
        )
    project.post(
        "2026/06/go.md",
        post(date="2026-06-12 07:00", category="kinh-te", removed="{time: 2026-06-21 08:00, reason: wrong}"),
    )
    project.post(
        "2026/06/hoi.md",
        post("Hội làng", "2026-06-18 07:00", event="{starts: 2026-07-01 07:30, ends: 2026-07-01 11:00, place: Đình}"),
    )
    result = project.build()
    assert result.returncode == 0, result.stderr
    return project.site


@pytest.fixture(scope="module")
def read(site: Path) -> dict[str, dict[str, Any]]:
    """What the readers say of each feed, by its path in the site."""
    files = [str(site / folder / name) for folder in FEEDS for name in FORMATS]
    files.append(str(site / "2026/06/atom.xml"))
    answer = subprocess.run(
        ["node", HERE / "feed_readers.mjs", *files], capture_output=True, text=True, check=True, timeout=60
    )
    return {str(Path(file).relative_to(site)): said for file, said in json.loads(answer.stdout).items()}


@pytest.mark.parametrize("folder", FEEDS)
def test_two_other_readers_find_every_field(site: Path, read: dict[str, dict[str, Any]], folder: str) -> None:
    items = json.loads((site / folder / "feed.json").read_text("utf-8"))["items"]
    assert items, "a feed without entries shows nothing"
    rss, atom = read[f"{folder}rss.xml"], read[f"{folder}atom.xml"]
    json_feed = read[f"{folder}feed.json"]["feedsmith"]
    assert [said["feedsmith"]["format"] for said in (rss, atom)] == ["rss", "atom"] and json_feed["format"] == "json"
    assert [item["id"] for item in json_feed["feed"]["items"]] == [item["id"] for item in items]
    for one, other in ((rss["feedsmith"]["feed"]["items"], items), (rss["rss-parser"]["items"], items)):
        for entry, item in zip(one, other, strict=True):
            guid = entry["guid"]["value"] if isinstance(entry["guid"], dict) else entry["guid"]
            assert (entry["title"], entry["link"], guid) == (item["title"], item["url"], item["id"])
            published = datetime.strptime(entry["pubDate"], "%a, %d %b %Y %H:%M:%S %z")
            assert published == datetime.fromisoformat(item["date_published"])
            tags = [tag["name"] if isinstance(tag, dict) else tag for tag in entry["categories"]]
            assert tags == item["tags"]
    for entry, item in zip(atom["feedsmith"]["feed"]["entries"], items, strict=True):
        title = entry["title"]["value"] if isinstance(entry["title"], dict) else entry["title"]
        assert (title, entry["id"], entry["links"][0]["href"]) == (item["title"], item["id"], item["url"])
        assert (entry["published"], entry["updated"]) == (item["date_published"], item["date_modified"])
        assert [author["name"] for author in entry.get("authors", [])] == [
            author["name"] for author in item.get("authors", [])
        ]
    for entry, item in zip(atom["rss-parser"]["items"], items, strict=True):
        assert (entry["title"], entry["link"], entry["id"]) == (item["title"], item["url"], item["id"])


@pytest.mark.parametrize("folder", FEEDS)
def test_a_json_feed_keeps_to_the_specification(site: Path, folder: str) -> None:
    schema = json.loads((HERE / "json_feed.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads((site / folder / "feed.json").read_text("utf-8")), schema)


@pytest.mark.parametrize("path", [*[f"{folder}atom.xml" for folder in FEEDS], "2026/06/atom.xml"])
def test_an_atom_feed_keeps_to_rfc_4287(site: Path, path: str) -> None:
    """Section 4.1: what must stand once, what may not stand twice, and which forms values have."""
    feed = etree.parse(site / path).getroot()
    times = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)"
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1, name
        assert re.fullmatch(times, element.findtext(f"{ATOM}updated"))
        assert re.match(r"(?:https?|tag):\S+$", element.findtext(f"{ATOM}id"))
        kinds = [
            (link.get("rel"), link.get("type"), link.get("hreflang"))
            for link in element.findall(f"{ATOM}link")
            if link.get("rel") == "alternate"
        ]
        assert len(kinds) == len(set(kinds)) == 1
        assert all(re.match(r"https?://\S+$", link.get("href")) for link in element.findall(f"{ATOM}link"))
    entries = feed.findall(f"{ATOM}entry")
    identities = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(identities)) == len(identities), "4.1.1: two entries with one id must differ in `updated`"
    assert feed.find(f"{ATOM}author") is not None, "4.1.1: entries without an author need one here"
    own = [link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert own == [f"https://bantin.anbinh.example/{path}"]
    assert feed.findtext(f"{ATOM}updated") == max(entry.findtext(f"{ATOM}updated") for entry in entries)


def test_the_list_of_feeds_names_feeds_that_are_there(site: Path) -> None:
    addresses = [outline.get("xmlUrl") for outline in etree.parse(site / "feeds.opml").iter("outline")]
    paths = [address.removeprefix("https://bantin.anbinh.example/") for address in addresses if address]
    assert {f"{folder}rss.xml" for folder in FEEDS} <= set(paths)
    assert all((site / path).is_file() for path in paths)


@pytest.mark.parametrize("path", ["2026/06/hoi/su-kien.ics", "su-kien.ics"])
def test_a_calendar_program_finds_the_event(site: Path, path: str) -> None:
    calendar = icalendar.Calendar.from_ical((site / path).read_bytes())
    (event,) = calendar.walk("VEVENT")
    assert (str(event["SUMMARY"]), str(event["LOCATION"])) == ("Hội làng", "Đình")
    assert event.decoded("DTSTART").isoformat() == "2026-07-01T00:30:00+00:00"
    assert event.decoded("DTEND").isoformat() == "2026-07-01T04:00:00+00:00"
    assert event["UID"] and event["DTSTAMP"], "RFC 5545, 3.6.1: required"
