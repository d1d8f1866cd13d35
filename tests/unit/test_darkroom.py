"""Pictures as a newsroom hands them in, and what leaves the darkroom: real files, opened again."""

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import pytest
from bulletin.machine import digest
from bulletin.machine.cluster.workforce import Workforce
from bulletin.machine.progress import Progress
from bulletin.pictures import darkroom, enlarger, media, renditions
from bulletin.pictures.darkroom import Negative
from bulletin.pictures.renditions import Rendition, Shape
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageDraw
from project import ROOT, Project, post

ALONE = Workforce(None, lambda trouble, place, count: None)
RED, BLUE = (200, 30, 30), (30, 60, 200)


T = TypeVar("T")


def photo(size: tuple[int, int] = (400, 200)) -> Image.Image:
    """Red on the left, blue on the right."""
    image = Image.new("RGB", size, RED)
    ImageDraw.Draw(image).rectangle((size[0] // 2, 0, *size), fill=BLUE)
    return image


def saved(folder: Path, image: Image.Image, name: str = "anh.jpg", **options: Any) -> Negative:
    path = folder / name
    image.save(path, **options)
    return Negative(str(path), digest.of(path.read_bytes()), str(folder / "shelf"))


def shape(negative: Negative, is_whole: bool = False, focus: tuple[int, int] = renditions.CENTRE) -> Shape:
    found = media.picture("2026/06/anh.jpg", negative.path, negative.digest).shape
    return Shape(found.width, found.height, found.is_transparent, is_whole=is_whole, focus=focus)


def developed(negative: Negative, wanted: Rendition) -> Image.Image:
    return Image.open(io.BytesIO(darkroom.rendition(negative, wanted)))


def is_near(pixel: object, colour: tuple[int, ...]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(one - other) < 30 for one, other in zip(pixel, colour, strict=False))


# --- which files


@pytest.mark.parametrize(
    ("width", "offered"),
    [
        (4000, (360, 720, 1080, 1600)),
        (1600, (360, 720, 1080, 1600)),
        (1300, (360, 720, 1300)),
        (720, (360, 720)),
        (400, (400,)),
        (360, (360,)),
        (40, (40,)),
        (1, (1,)),
    ],
)
def test_a_picture_is_offered_in_up_to_four_widths_and_never_larger_than_it_is(
    width: int, offered: tuple[int, ...]
) -> None:
    assert renditions.widths(width) == offered


@given(st.integers(1, 20_000), st.integers(1, 20_000), st.tuples(st.integers(0, 100), st.integers(0, 100)))
def test_no_rendition_is_empty_or_larger_than_the_picture(width: int, height: int, focus: tuple[int, int]) -> None:
    for one in renditions.of(Shape(width, height, False, is_whole=True, focus=focus)):
        assert 1 <= one.width <= width and 1 <= one.height <= height + 1


def test_crops_have_the_proportions_that_are_asked_for() -> None:
    whole = Shape(4000, 3000, False, focus=(30, 40))
    assert [(one.suffix, one.width,
    one.height) for one in (renditions.crop(whole, name) for name in renditions.CROPS)] == [
        ("-1x1-30-40.jpg", 1200, 1200), ("-4x3-30-40.jpg", 1200, 900), ("-16x9-30-40.jpg", 1200, 675),
    ]  # fmt: skip


# --- what they look like


@pytest.mark.parametrize("turned", range(1, 9))
@pytest.mark.parametrize("ending", renditions.TYPES)
def test_a_photo_is_upright_however_the_camera_was_held(tmp_path: Path, turned: int, ending: str) -> None:
    """EXIF 2.32, tag 0x0112: each value undone by the turn that a viewer would make."""
    back = {
        2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_270,
    }  # fmt: skip
    exif = Image.Exif()
    exif[0x0112] = turned
    lying = photo().transpose(back[turned]) if turned in back else photo()
    negative = saved(tmp_path, lying, exif=exif, quality=95)
    found = shape(negative)
    assert (found.width, found.height) == (400, 200)
    image = developed(negative, Rendition(renditions.suffix(360, ending), 360, 180)).convert("RGB")
    assert image.size == (360, 180)
    assert is_near(image.getpixel((60, 90)), RED) and is_near(image.getpixel((300, 90)), BLUE)


@pytest.mark.slow
def test_nothing_of_what_the_camera_wrote_is_published(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Hang may anh", "Doi may 5"
    exif.get_ifd(0x8769).update({0xA431: "SO-MAY-0235", 0x9286: b"ASCII\0\0\0ghi chu rieng"})
    exif.get_ifd(0x8825).update({1: "N", 2: (15.0, 52.0, 44.1), 3: "E", 4: (108.0, 19.0, 53.7)})
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>NGUOI-CHUP-THAT</rdf:RDF></x:xmpmeta>'
    negative = saved(tmp_path, photo((2000, 1500)), exif=exif, xmp=xmp, comment=b"GHI-CHU-CUA-MAY")
    source = Path(negative.path).read_bytes()
    assert all(
        secret in source for secret in (b"SO-MAY-0235", b"NGUOI-CHUP-THAT", b"GHI-CHU-CUA-MAY", b"Hang may anh")
    ), "they are there to be taken out"
    for wanted in renditions.of(shape(negative, is_whole=True, focus=(50, 50))):
        content = darkroom.rendition(negative, wanted)
        assert not [
            secret
            for secret in (b"SO-MAY", b"NGUOI-CHUP", b"GHI-CHU", b"Hang may", b"Exif", b"adobe:ns", b"ICC_PROFILE")
            if secret in content
        ], wanted.suffix
        image = Image.open(io.BytesIO(content))
        assert not image.getexif() and not image.info.keys() & {"exif", "xmp", "icc_profile", "comment", "photoshop"}, (
            wanted.suffix
        )


def test_a_picture_in_a_wider_colour_space_keeps_its_look(tmp_path: Path) -> None:
    """Adobe-like: the same numbers mean stronger colours, so in sRGB they have to become others."""
    lab = ImageCms.createProfile("LAB")
    srgb = ImageCms.createProfile("sRGB")
    plain = saved(tmp_path, photo(), "srgb.png", icc_profile=ImageCms.ImageCmsProfile(srgb).tobytes())
    assert is_near(developed(plain, Rendition("-360.jpg", 360, 180)).getpixel((60, 90)), RED)
    odd = saved(tmp_path, photo(), "lab.png", icc_profile=ImageCms.ImageCmsProfile(lab).tobytes())
    assert is_near(developed(odd, Rendition("-360.jpg", 360, 180)).getpixel((60, 90)), RED), (
        "a profile that does not fit is left out"
    )


@pytest.mark.parametrize("mode", ["L", "P", "1", "LA", "RGBA", "I;16", "CMYK"])
def test_every_kind_of_pixels_can_be_developed(tmp_path: Path, mode: str) -> None:
    image = photo().convert("L").convert("I;16") if mode == "I;16" else photo().convert(mode)
    negative = saved(tmp_path, image, "anh.jpg" if mode == "CMYK" else "anh.png")
    for wanted in renditions.of(shape(negative, is_whole=True, focus=(0, 100))):
        made = developed(negative, wanted)
        made.load()
        assert made.size == (wanted.width, wanted.height)


def test_what_is_transparent_stays_so_and_is_white_where_it_cannot(tmp_path: Path) -> None:
    image = Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    ImageDraw.Draw(image).ellipse((30, 30, 70, 70), fill=(*RED, 255))
    negative = saved(tmp_path, image, "dau.png")
    assert developed(negative, Rendition("-100.avif", 100, 100)).convert("RGBA").getchannel("A").getpixel((5, 5)) == 0
    assert developed(negative, Rendition("-100.webp", 100, 100)).convert("RGBA").getchannel("A").getpixel((5, 5)) == 0
    assert is_near(developed(negative, Rendition("-100.jpg", 100, 100)).getpixel((5, 5)), (255, 255, 255))
    assert renditions.whole(shape(negative)).suffix == "-goc.png"


def test_the_focus_stays_in_a_crop(tmp_path: Path) -> None:
    negative = saved(tmp_path, photo((1200, 400)))
    left, right = (
        developed(negative, renditions.crop(shape(negative, focus=focus), "1x1")) for focus in ((0, 50), (100, 50))
    )
    assert is_near(left.getpixel((200, 200)), RED) and is_near(left.getpixel((390, 200)), RED)
    assert is_near(right.getpixel((200, 200)), BLUE) and is_near(right.getpixel((10, 200)), BLUE)


@pytest.mark.parametrize("size", [(1, 1), (1, 3000), (6000, 2)])
def test_odd_shapes_have_all_their_renditions(tmp_path: Path, size: tuple[int, int]) -> None:
    negative = saved(tmp_path, photo(size), "la.png")
    for wanted in renditions.of(shape(negative, is_whole=True, focus=(50, 50))):
        assert developed(negative, wanted).size == (wanted.width, wanted.height)


# --- keeping them


@pytest.mark.slow
def test_the_same_photo_gives_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    negative = saved(tmp_path, photo((1300, 900)))
    code = (
        "import sys; from bulletin.machine import digest; from bulletin.pictures import darkroom; "
        "from bulletin.pictures.darkroom import Negative; from bulletin.pictures.renditions import Rendition\n"
        "for name in sys.argv[3:]: print(digest.of(darkroom.rendition(Negative(sys.argv[1], b'12345678', sys.argv[2]), "
        "Rendition(name, 720, 498))).hex())"
    )
    names = [renditions.suffix(720, ending) for ending in renditions.TYPES]
    results = [
        subprocess.run(
            [sys.executable, "-c", code, negative.path, str(tmp_path / shelf), *names],
            env=os.environ | {"PYTHONPATH": str(ROOT / "hooks")},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for shelf in ("mot", "hai")
    ]
    assert results[0] == results[1] and len(set(results[0].split())) == 3


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["RGB", "RGBA", "I;16", "CMYK"])
def test_a_worker_that_gets_a_picture_as_bytes_makes_what_this_machine_makes(tmp_path: Path, mode: str) -> None:
    image = photo((900, 600)).convert("L").convert("I;16") if mode == "I;16" else photo((900, 600)).convert(mode)
    negative = saved(tmp_path, image, "anh.jpg" if mode in ("RGB", "CMYK") else "anh.png")
    wanted = [*renditions.of(shape(negative, is_whole=True, focus=(0, 100)))]
    made = enlarger.make_apart(Path(negative.path).read_bytes(), msgspec.msgpack.encode(wanted))
    assert msgspec.msgpack.decode(made) == [darkroom.rendition(negative, one) for one in wanted]


def test_a_worker_says_of_bytes_that_are_no_picture_what_it_says_of_a_file() -> None:
    for content in (b"hong", b"\0\0\0\x18ftypheic"):
        with pytest.raises(enlarger.PictureError):
            enlarger.make_apart(content, msgspec.msgpack.encode([Rendition("-360.jpg", 360, 180)]))


def test_a_rendition_is_made_once_and_again_when_it_was_damaged(tmp_path: Path) -> None:
    negative, wanted = saved(tmp_path, photo()), Rendition("-360.jpg", 360, 180)
    first = darkroom.rendition(negative, wanted)
    Path(negative.path).rename(tmp_path / "away.jpg")
    assert darkroom.rendition(negative, wanted) == first, "kept"
    (kept,) = (path for path in Path(negative.cache_folder).rglob("*") if path.is_file())
    kept.write_bytes(kept.read_bytes()[:-9])
    with pytest.raises(enlarger.PictureError):
        darkroom.rendition(negative, wanted)
    (tmp_path / "away.jpg").rename(negative.path)
    assert darkroom.rendition(negative, wanted) == first
    shutil.rmtree(negative.cache_folder)
    Path(negative.cache_folder).write_text("a file where the folder should be")
    assert darkroom.rendition(negative, wanted) == first, "it is made for this time"


def test_a_photo_that_stands_in_several_articles_is_made_once(tmp_path: Path) -> None:
    negatives = [saved(tmp_path, photo(), name) for name in ("hop-dan.jpg", "le-hoi.jpg")]
    orders = [(negative, one) for negative in negatives for one in renditions.of(Shape(400, 200, False))]
    counted: list[int] = []

    class Counting(Progress):
        def follow(self, stage: str, items: Iterable[T], count: int) -> Iterator[T]:
            counted.append(count)
            return super().follow(stage, items, count)

    assert darkroom.develop(orders, Counting(quiet=True), ALONE)
    assert counted == [1], "once, for its only width"
    assert not darkroom.develop(orders, Counting(quiet=True), ALONE)


def test_what_no_article_uses_is_thrown_away(tmp_path: Path) -> None:
    used, unused = saved(tmp_path, photo()), saved(tmp_path, photo((300, 200)), "cu.jpg")
    orders = [(negative, Rendition("-100.jpg", 100, 50)) for negative in (used, unused)]
    assert darkroom.develop(orders, Progress(quiet=True), ALONE)
    assert not darkroom.develop(orders, Progress(quiet=True), ALONE), "all there"
    older = Path(used.cache_folder, "0-12.0.0", used.digest.hex())
    older.mkdir(parents=True)
    darkroom.clear(used.cache_folder, {used.digest})
    assert [path.name for path in Path(used.cache_folder).rglob("*") if path.is_dir() and len(path.name) == 16] == [
        used.digest.hex()
    ]


# --- in a bulletin


@pytest.mark.slow
def test_originals_are_never_published(project: Project) -> None:
    project.picture("2026/06/cau-moi/cau.jpg", (2400, 1600))
    project.picture("2026/06/cau-moi/tru.png", (300, 200))
    project.picture("2026/06/cau-moi/ban-ve.png", (500, 400))
    image, attachments = (
        '{src: cau.jpg, alt: "Cầu mới lúc sáng sớm", focus: 20% 80%}',
        "[{file: ban-ve.png, title: Bản vẽ}]",
    )
    project.post(
        "2026/06/cau-moi.md", post(body="Sáng nay.\n\n![Trụ cầu](tru.png)", image=image, attachments=attachments)
    )
    assert project.build().returncode == 0
    originals = {path.read_bytes() for path in project.posts.rglob("*.[jp][pn]g")}
    published = project.files()
    assert len(originals) == 3 and originals.isdisjoint(published.values())
    pictures = [
        path.rpartition("/")[2]
        for path in published
        if path.startswith("2026/06/cau-moi/") and not path.endswith(".html")
    ]
    assert {name.rpartition("-")[0][:-9] for name in pictures if "x" not in name} == {"ban-ve", "cau", "tru"}
    assert len([name for name in pictures if name.startswith("cau")]) == 4 * 3 + 3
    assert [name.rpartition("-")[2] for name in pictures if name.startswith("ban-ve")] == ["goc.jpg"], (
        "only handed out, shown nowhere"
    )


@pytest.mark.slow
def test_a_build_goes_on_when_its_pictures_are_deleted_or_damaged_in_the_cache(project: Project) -> None:
    project.picture("2026/06/cau.jpg", (800, 600))
    project.post("2026/06/a.md", post(body="Sáng nay.\n\n![Cầu](cau.jpg)"))
    assert project.build().returncode == 0
    before = project.files()
    for file in (project.folder / ".cache/pictures").rglob("*.*"):
        if file.is_file():
            file.write_bytes(b"damaged")
    shutil.rmtree(project.site)
    assert project.build().returncode == 0
    assert project.files() == before
    shutil.rmtree(project.folder / ".cache/pictures")
    shutil.rmtree(project.site)
    assert project.build().returncode == 0
    assert project.files() == before
