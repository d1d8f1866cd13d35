"""Decap's proxy protocol, verb by verb, as its client sends it: what each answers, and what becomes of it in git."""

import base64
import io
import json
import subprocess

import pytest
from PIL import Image
from project import post
from served_desk import ServedDesk, git

pytestmark = [pytest.mark.slow, pytest.mark.system]


def picture() -> str:
    file = io.BytesIO()
    Image.new("RGB", (640, 360), "#7a1518").save(file, "JPEG")
    return base64.b64encode(file.getvalue()).decode()


def test_the_list_is_the_newest_posts_without_their_texts(served: ServedDesk) -> None:
    entries = served.ask("entriesByFolder", folder="posts", extension="md", depth=3).json()
    paths = [entry["file"]["path"] for entry in entries]
    assert paths.index("posts/2026/06/don-rac-bai-bien.md") < paths.index("posts/2026/05/hop-thu-hai.md")
    assert paths[-1] == "posts/2020/06/nuoc-sach-ve-lang.md"
    entry = entries[paths.index("posts/2026/06/don-rac-bai-bien.md")]
    assert entry["data"].startswith("---\ntitle: Dọn rác bãi biển Hòa Thuận\n")
    assert "hai trăm" not in json.dumps(entries, ensure_ascii=False)
    assert served.ask("entriesByFolder", folder="hooks", extension="py", depth=3).status_code == 404


def test_a_post_is_opened_whole(served: ServedDesk) -> None:
    entry = served.ask("getEntry", path="posts/2026/06/don-rac-bai-bien.md").json()
    assert "hơn *hai trăm* người" in entry["data"]
    assert "desk_base:" in entry["data"]
    assert entry["file"]["path"] == "posts/2026/06/don-rac-bai-bien.md"
    (same,) = served.ask("entriesByFiles", files=[{"path": "posts/2026/06/don-rac-bai-bien.md", "label": "x"}]).json()
    assert same["file"] == entry["file"]


def test_what_is_not_there_is_not_found_as_decap_expects(served: ServedDesk) -> None:
    """404, or Decap takes an empty answer for an empty article, and every new name for one that is taken."""
    for answer in (
        served.ask("getEntry", path="posts/2026/06/khong-co.md"),
        served.ask("unpublishedEntry", collection="posts", slug="2026/06/khong-co"),
        served.ask("unpublishedEntry", id="posts/2026/06/khong-co"),
        served.ask("unpublishedEntryDataFile", collection="posts", slug="2026/06/khong-co", path="x", id="x"),
        served.ask("getMediaFile", path="posts/2026/06/don-rac-bai-bien/khong-co.jpg"),
    ):
        assert answer.status_code == 404
        assert answer.json()["error"]


def test_a_day_of_a_reporter_and_an_editor(served: ServedDesk) -> None:
    key, path = "2026/06/thong-xe-cau-moi", "posts/2026/06/thong-xe-cau-moi.md"
    photo = f"posts/{key}/cau-moi.jpg"
    raw = post("Thông xe cầu mới", "2026-06-20 09:00", body="![Cầu mới](cau-moi.jpg)\n\nCầu thông xe sáng nay.")
    saved = served.save(key, raw, assets={photo: picture()})
    assert saved.status_code == 200, saved.text
    assert saved.json()["key"] == key

    assert f"posts/{key}" in served.ask("unpublishedEntries").json()
    entry = served.ask("unpublishedEntry", "minh", id=f"posts/{key}").json()
    assert (entry["collection"], entry["slug"], entry["status"]) == ("posts", key, "draft")
    assert entry["pullRequestAuthor"] == "Nguyễn Thị Lan"
    assert {diff["path"]: diff["newFile"] for diff in entry["diffs"]} == {path: True, photo: True}
    media = served.ask("unpublishedEntryMediaFile", collection="posts", slug=key, path=photo, id="x").json()
    assert (media["path"], media["name"], media["encoding"]) == (photo, "cau-moi.jpg", "base64")
    assert media["content"] == picture()

    preview = served.ask("getDeployPreview", collection="posts", slug=key).json()
    assert preview == {"url": f"/admin/xem/{key}/", "status": "SUCCESS"}
    about = served.ask("getPRMetadata", collection="posts", slug=key).json()["metadata"]
    assert about["author"] == "Nguyễn Thị Lan"

    def move(status: str, login: str) -> int:
        answer = served.ask("updateUnpublishedEntryStatus", login, collection="posts", slug=key, newStatus=status)
        return answer.status_code

    assert move("pending_review", "lan") == 200
    assert move("pending_publish", "lan") == 403
    assert served.ask("publishUnpublishedEntry", "lan", collection="posts", slug=key).status_code == 403
    assert served.change(key, "sáng nay", "sáng 20/6", "minh").status_code == 200
    assert move("pending_publish", "minh") == 200
    assert served.ask("publishUnpublishedEntry", "lan", collection="posts", slug=key).status_code == 403
    assert served.ask("publishUnpublishedEntry", "minh", collection="posts", slug=key).status_code == 200

    assert "Cầu thông xe sáng 20/6." in git(served.repository, "show", f"main:{path}")
    assert "desk_" not in git(served.repository, "show", f"main:{path}")
    log = git(served.repository, "log", "-1", "--format=%an|%s|%b", "main")
    assert log.startswith("Lê Văn Minh|Đăng bài: Thông xe cầu mới|")
    assert served.ask("getDeployPreview", collection="posts", slug=key).json() is None
    assert served.ask("unpublishedEntry", collection="posts", slug=key).status_code == 404
    published = served.ask("getMedia", mediaFolder=f"posts/{key}").json()
    assert [file["name"] for file in published] == ["cau-moi.jpg"]
    assert served.ask("getMediaFile", path=photo).json()["content"] == picture()
    told = subprocess.run(served.command("log", "--csv"), capture_output=True, timeout=60).stdout.decode("utf-8-sig")
    assert "Lê Văn Minh,minh@bantin.example.vn,Đăng bài,Thông xe cầu mới" in told


def test_two_people_never_overwrite_each_other(served: ServedDesk) -> None:
    key, path = "2026/06/lich-cat-dien", "posts/2026/06/lich-cat-dien.md"
    assert served.save(key, post("Lịch cắt điện", "2026-06-19 10:00", body="Cắt lúc 8 giờ.")).status_code == 200

    def opened(login: str) -> str:
        asked = {"collection": "posts", "slug": key, "path": path, "id": "x"}
        return str(served.ask("unpublishedEntryDataFile", login, **asked).json()["data"])

    mine, theirs = opened("lan"), opened("huy")
    assert served.save(key, theirs.replace("8 giờ", "9 giờ"), "huy", is_new=False).status_code == 200
    refused = served.save(key, mine.replace("8 giờ", "7 giờ"), "lan", is_new=False)
    assert refused.status_code == 409
    assert "Trần Quốc Huy" in refused.json()["error"]
    assert refused.json()["compare"] == f"/admin/so-sanh/{key}"
    page = served.get(refused.json()["compare"], "lan").text
    assert "<del>9</del>" in page and "<ins>7</ins>" in page
    assert served.get(refused.json()["compare"], "huy").status_code == 404
    assert "9 giờ" in opened("lan")
    assert (
        served.save(key, mine.replace("Lịch cắt điện", "Lịch tạm ngừng cấp điện"), "lan", is_new=False).status_code
        == 200
    )
    assert "9 giờ" in opened("huy") and "Lịch tạm ngừng cấp điện" in opened("huy")


def test_an_error_is_told_in_words_and_nothing_is_kept(served: ServedDesk) -> None:
    answer = served.save("2026/06/bai-loi", post("Bài lỗi", "2026-06-19 10:00", body="Xem [bài cũ](khong-co.md)."))
    assert answer.status_code == 422
    assert "posts/2026/06/bai-loi.md:" in answer.json()["error"]
    (problem,) = [item for item in answer.json()["problems"] if item["severity"] == "error"]
    assert problem["file"] == "posts/2026/06/bai-loi.md" and problem["remedy"] and "khong-co.md" in problem["message"]
    assert served.ask("unpublishedEntry", collection="posts", slug="2026/06/bai-loi").status_code == 404


def test_comments_belong_to_who_wrote_them(served: ServedDesk) -> None:
    key = "2026/06/trao-doi"
    assert served.save(key, post("Trao đổi", "2026-06-18 10:00")).status_code == 200
    of = {"collection": "posts", "slug": key}
    forged = {"content": "  Nhờ anh xem lại con số.  ", "author": "Lê Văn Minh", "id": "1", "timestamp": "1999"}
    note = served.ask("addNote", **of, note={**forged, "resolved": True}).json()["note"]
    assert (note["author"], note["content"], note["resolved"]) == ("Nguyễn Thị Lan", "Nhờ anh xem lại con số.", False)
    assert note["id"] != "1" and not note["timestamp"].startswith("1999")
    assert served.ask("getNotes", "minh", **of).json()["notes"] == [note]

    def change(login: str, **updates: object) -> tuple[int, object]:
        answer = served.ask("updateNote", login, **of, noteId=note["id"], updates=updates)
        return answer.status_code, answer.json().get("note", {})

    assert change("minh", content="Không cần.")[0] == 403
    assert change("lan", content="Nhờ anh xem lại đoạn hai.", author="Lê Văn Minh")[0] == 200
    status, settled = change("minh", resolved=True)
    assert status == 200 and settled["resolved"] and settled["author"] == "Nguyễn Thị Lan"  # type: ignore[index]
    again = served.ask("toggleNoteResolution", "minh", **of, noteId=note["id"]).json()["note"]
    assert not again["resolved"]
    assert served.ask("deleteNote", "minh", **of, noteId=note["id"]).status_code == 403
    assert served.ask("deleteNote", "lan", **of, noteId="x").status_code == 404
    assert served.ask("deleteNote", "lan", **of, noteId=note["id"]).status_code == 200
    assert served.ask("getNotes", **of).json() == {"notes": []}


def test_a_draft_can_be_given_up_and_a_post_can_not(served: ServedDesk) -> None:
    key = "2026/06/bo-di"
    assert served.save(key, post("Bỏ đi", "2026-06-18 11:00")).status_code == 200
    assert served.ask("deleteUnpublishedEntry", "huy", collection="posts", slug=key).status_code == 403
    assert served.ask("deleteUnpublishedEntry", "lan", collection="posts", slug=key).status_code == 200
    assert served.ask("unpublishedEntry", collection="posts", slug=key).status_code == 404
    published = "posts/2026/06/don-rac-bai-bien.md"
    before = git(served.repository, "rev-parse", "main")
    for action, parameters in (("deleteFile", {"path": published}), ("deleteFiles", {"paths": [published]})):
        answer = served.ask(action, "minh", **parameters, options={"commitMessage": "Xóa"})
        assert answer.status_code == 403
        assert "withdrawn" in answer.json()["error"] and "removed" in answer.json()["error"]
    assert git(served.repository, "rev-parse", "main") == before


def test_there_is_no_library_of_all_pictures(served: ServedDesk) -> None:
    assert served.ask("getMedia", mediaFolder="posts").json() == []
    upload = {"path": "posts/2026/06/la.jpg", "content": picture(), "encoding": "base64"}
    answer = served.ask("persistMedia", "minh", asset=upload, options={"commitMessage": "Thêm"})
    assert answer.status_code == 403
    assert "mở bài" in answer.json()["error"]


def test_what_decap_asks_first(served: ServedDesk) -> None:
    assert served.ask("info").json()["publish_modes"] == ["editorial_workflow"]
    configuration = served.get("/admin/config.yml")
    assert configuration.headers["content-type"].startswith("text/yaml")
    assert "publish_mode: editorial_workflow" in configuration.text and "thoi-su" in configuration.text
    assert served.get("/admin/words.json").json()["words"]
    assert served.send("/admin/api/paste", {"html": None, "text": "Một dòng.\r\n\r\nHai dòng."}).json() == {
        "markdown": "Một dòng.\n\nHai dòng."
    }
