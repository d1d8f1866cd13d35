"""A reporter's and an editor's day at the desk, as its repository tells afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from desk.drafts.draft import Status, Submission
from desk.git.repository import MAIN
from desk.refusal import Refusal
from newsdesk import AN, BINH, BRIDGE, CHI, STORM, NewsDesk, git

pytestmark = pytest.mark.system
KEY, NEW = "2026/09/cau-cua-long", "2026/11/bao-so-9"


@pytest.fixture
def desk(tmp_path: Path) -> NewsDesk:
    return NewsDesk(tmp_path)


@contextmanager
def refusal(status: int, part: str) -> Iterator[pytest.ExceptionInfo[Refusal]]:
    with pytest.raises(Refusal, match=part) as refused:
        yield refused
    assert refused.value.status == status


def test_a_new_post_goes_from_draft_to_publication(desk: NewsDesk) -> None:
    saved = desk.new(NEW, STORM).save(AN)
    assert (saved.draft.status, saved.draft.author, saved.draft.title) == (Status.DRAFT, AN.name, "Bão số 9 vào bờ")
    assert saved.draft.files == (f"posts/{NEW}.md",)
    assert desk.published(f"posts/{NEW}.md") == ""
    desk.drafts.set_status(NEW, "pending_review", AN)
    desk.form(NEW).replace("nửa đêm", "ba giờ sáng").save(CHI)
    desk.drafts.set_status(NEW, "pending_publish", CHI)
    assert [draft.status for draft in desk.drafts.all()] == [Status.READY]
    desk.drafts.publish(NEW, CHI)
    assert desk.drafts.all() == []
    assert "từ ba giờ sáng" in desk.published(f"posts/{NEW}.md")
    assert desk.log() == [
        "Lê Minh Chi: Đăng bài: Bão số 9 vào bờ",
        "Lê Minh Chi: Duyệt: Bão số 9 vào bờ",
        "Lê Minh Chi: Sửa bài: Bão số 9 vào bờ",
        "Nguyễn Thị An: Gửi duyệt: Bão số 9 vào bờ",
        "Nguyễn Thị An: Viết bài: Bão số 9 vào bờ",
        "kho@x: Bản tin",
    ]
    assert "Co-authored-by: Nguyễn Thị An <an@anbinh.example>" in desk.repository.history.message(MAIN)


def test_a_new_post_gets_its_id_and_keeps_it(desk: NewsDesk) -> None:
    desk.new(NEW, STORM).save(AN)
    form = desk.form(NEW)
    assert "id: 2026-11-30-bao-so-9-vao-bo" in desk.text(NEW)
    form.replace('id: "2026-11-30-bao-so-9-vao-bo"\n', "").replace("Bão số 9", "Bão số chín").save(AN)
    assert "title: Bão số chín vào bờ\n" in desk.text(NEW) and "id: 2026-11-30-bao-so-9-vao-bo\n" in desk.text(NEW)


def test_a_correction_is_one_line_of_difference(desk: NewsDesk) -> None:
    desk.form(KEY).replace("812", "821").save(AN)
    desk.publish(KEY)
    assert desk.published(f"posts/{KEY}.md") == BRIDGE.replace("812", "821")
    assert git(desk.repository.folder, "diff", "--shortstat", "main~", "main").strip() == (
        "1 file changed, 1 insertion(+), 1 deletion(-)"
    )


def test_saving_unchanged_makes_no_draft_that_differs(desk: NewsDesk) -> None:
    assert desk.form(KEY).save(AN).draft.files == ()
    before = desk.drafts.all()
    desk.form(KEY).save(BINH)
    assert desk.drafts.all() == before


def test_no_key_of_the_desk_reaches_a_file(desk: NewsDesk) -> None:
    desk.new(NEW, STORM.replace("category", 'desk_year: "2026"\ndesk_month: "11"\ncategory')).save(AN)
    desk.form(NEW).replace("Gió", "Mưa").save(AN)
    assert "desk_" not in desk.text(NEW)


def test_what_was_published_last_is_no_matter_for_another_post(desk: NewsDesk) -> None:
    desk.new(NEW, STORM).save(AN)
    desk.publish(NEW)
    assert desk.form(KEY).replace("812", "821").save(AN).draft.files == (f"posts/{KEY}.md",)


def test_a_form_of_another_post_overwrites_nothing(desk: NewsDesk) -> None:
    desk.form(KEY).replace("812", "821").save(AN)
    desk.new(NEW, STORM).save(AN)
    form = desk.form(NEW)
    form.key = KEY
    with refusal(409, "mở lại bài"):
        form.save(AN)
    assert desk.text(KEY) == BRIDGE.replace("812", "821")


def test_two_people_change_different_things(desk: NewsDesk) -> None:
    hers, his = desk.form(KEY), desk.form(KEY)
    hers.replace("Cầu Cửa Lộng thông xe", "Thông xe cầu Cửa Lộng").replace("812", "821").save(AN)
    his.replace("chờ phà", "chờ phà nữa").replace('"Thúy Hằng"', '"Thúy Hằng", "Bảo Khánh"').save(BINH)
    assert desk.text(KEY) == (
        BRIDGE.replace('"Cầu Cửa Lộng thông xe"', '"Thông xe cầu Cửa Lộng"')
        .replace("812", "821")
        .replace("chờ phà", "chờ phà nữa")
        .replace("author: Thúy Hằng", "author: [Thúy Hằng, Bảo Khánh]")
    )


def test_a_form_that_stays_open_never_takes_back_what_others_saved(desk: NewsDesk) -> None:
    hers, his = desk.form(KEY), desk.form(KEY)
    his.replace("812", "821").save(BINH)
    hers.replace("chờ phà", "chờ phà nữa").save(AN)
    hers.replace("nữa", "nữa đâu").save(AN)
    his.replace("821", "822").save(BINH)
    assert desk.text(KEY) == BRIDGE.replace("812", "822").replace("chờ phà", "chờ phà nữa đâu")


@pytest.mark.parametrize(
    ("hers", "his", "part"),
    [
        (("812", "821"), ("812", "818"), r"nội dung bài"),
        (('thông xe"', 'mở lối"'), ('thông xe"', 'khánh thành"'), r"Tên bài \(title\)"),
        (('"Cửa Lộng"', '"cầu"'), ('"Cửa Lộng"', '"phà"'), r"tags"),
    ],
)
def test_two_people_change_the_same(desk: NewsDesk, hers: tuple[str, str], his: tuple[str, str], part: str) -> None:
    form, other = desk.form(KEY), desk.form(KEY)
    form.replace(*hers).save(AN)
    before = desk.text(KEY)
    with refusal(409, f"{AN.name} đã sửa cùng một chỗ với bạn lúc 09:01 ngày 30/11/2026.*{part}"):
        other.replace(*his).save(BINH)
    assert desk.text(KEY) == before
    commit, path = desk.drafts.unsaved(KEY, BINH.login) or ("", "")
    assert his[1].strip('"').encode() in (desk.repository.read(commit, path) or b"")


def test_two_people_add_to_one_list(desk: NewsDesk) -> None:
    hers, his = desk.form(KEY), desk.form(KEY)
    hers.replace('"giao thông"', '"giao thông", "cầu"').save(AN)
    his.replace('"Cửa Lộng"', '"Cửa Lộng", "khánh thành"').save(BINH)
    assert "tags: [giao thông, cầu, Cửa Lộng, khánh thành]\n" in desk.text(KEY)


def test_main_goes_on_while_a_draft_waits(desk: NewsDesk, tmp_path: Path) -> None:
    form = desk.form(KEY)
    form.replace("812", "821").save(AN)
    work = tmp_path / "work"
    (work / "posts" / f"{KEY}.md").write_text(BRIDGE.replace("chờ phà", "lụy phà"), encoding="utf-8")
    git(work, "commit", "--quiet", "--all", "--message=Sửa thẳng")
    git(work, "push", "--quiet", str(desk.repository.folder), "main")
    both = BRIDGE.replace("812", "821").replace("chờ phà", "lụy phà")
    draft = desk.drafts.get(KEY)
    assert draft and desk.drafts.changes(draft) == {f"posts/{KEY}.md": both.encode()}
    form.replace("Sáng nay", "Sáng 2/9").save(AN)
    assert desk.text(KEY) == both.replace("Sáng nay", "Sáng 2/9")
    desk.publish(KEY)
    assert desk.published(f"posts/{KEY}.md") == both.replace("Sáng nay", "Sáng 2/9")


def test_main_changed_the_same_while_a_draft_waits(desk: NewsDesk, tmp_path: Path) -> None:
    desk.form(KEY).replace("812", "821").save(AN)
    work = tmp_path / "work"
    (work / "posts" / f"{KEY}.md").write_text(BRIDGE.replace("812", "800"), encoding="utf-8")
    git(work, "commit", "--quiet", "--all", "--message=Sửa thẳng")
    git(work, "push", "--quiet", str(desk.repository.folder), "main")
    with refusal(409, "kho@x"):
        desk.publish(KEY)
    with refusal(409, "kho@x"):
        desk.form(KEY).replace("Sáng nay", "Sáng 2/9").save(AN)
    assert "800" in desk.published(f"posts/{KEY}.md")


def test_a_draft_of_before_a_removal_cannot_bring_the_text_back(desk: NewsDesk) -> None:
    hers = desk.form(KEY)
    form = desk.form(KEY)
    form.text = form.text.partition("\n---\n")[0] + '\nremoved: {"time": "2026-11-30 09:00", "reason": "order"}\n---\n'
    form.save(CHI)
    desk.publish(KEY)
    with refusal(409, "body"):
        hers.replace("812", "821").save(AN)
    assert "812" not in desk.published(f"posts/{KEY}.md")


def test_saving_goes_on_after_publication(desk: NewsDesk) -> None:
    desk.new(NEW, STORM).save(AN)
    form = desk.form(NEW)
    form.replace("Gió", "Gió biển").save(AN)
    desk.publish(NEW)
    assert form.replace("nửa đêm", "ba giờ").save(AN).draft.status is Status.DRAFT
    assert desk.text(NEW).endswith("Gió biển mạnh lên từ ba giờ.\n")


def test_a_draft_that_was_discarded_meanwhile(desk: NewsDesk) -> None:
    desk.new(NEW, STORM).save(AN)
    form = desk.form(NEW)
    desk.drafts.discard(NEW, AN)
    assert desk.drafts.all() == []
    with refusal(409, "đã bị bỏ"):
        form.replace("Gió", "Mưa").save(AN)
    assert desk.drafts.unsaved(NEW, AN.login)
    assert len(desk.repository.refs("refs/desk/discarded/")) == 1


def test_discarded_drafts_are_kept_for_ninety_days(desk: NewsDesk) -> None:
    desk.new(NEW, STORM).save(AN)
    desk.drafts.discard(NEW, AN)
    desk.time = desk.time.replace(year=2027, month=2, day=27)
    desk.drafts.tidy()
    assert desk.repository.refs("refs/desk/discarded/")
    desk.time = desk.time.replace(month=3, day=2)
    desk.drafts.tidy()
    assert not desk.repository.refs("refs/desk/discarded/")


def test_two_posts_with_one_name(desk: NewsDesk) -> None:
    desk.new(NEW, STORM).save(AN)
    desk.new(NEW, STORM).save(AN)  # sent twice, since the first answer got lost
    with refusal(409, "đã có bài mang tên"):
        desk.new(NEW, STORM.replace("nửa đêm", "sáng")).save(BINH)
    with refusal(409, "đã có bài mang tên"):
        desk.new(KEY, BRIDGE.replace("812", "1")).save(BINH)
    assert "nửa đêm" in desk.text(NEW) and len(desk.drafts.all()) == 1


def test_half_past_midnight_on_the_first_of_a_month(desk: NewsDesk) -> None:
    form = desk.new(NEW, STORM.replace("2026-11-30 08:30", "2026-12-01 00:30"))
    saved = form.save(AN, {"bao.txt": "Gió giật cấp 11".encode()})
    assert saved.draft.path == "posts/2026/12/bao-so-9.md"
    assert saved.draft.files == ("posts/2026/12/bao-so-9.md", "posts/2026/12/bao-so-9/bao.txt")
    assert saved.notices == ("Bài đã chuyển sang tháng 12/2026 theo ngày giờ đăng.",)
    again = desk.form(NEW)
    again.replace("2026-12-01 00:30", "2026-11-30 23:30").save(AN)
    draft = desk.drafts.get(NEW)
    assert draft and draft.path == "posts/2026/11/bao-so-9.md" and len(draft.files) == 2
    desk.publish(NEW)
    assert "2026-11-30 23:30" in desk.published("posts/2026/11/bao-so-9.md")


def test_a_published_post_stays_in_its_month(desk: NewsDesk) -> None:
    with refusal(422, "còn lỗi") as refused:
        desk.form(KEY).replace("2026-09-02", "2026-10-02").save(AN)
    assert [problem.code for problem in refused.value.problems] == ["wrong-folder"]
    assert desk.drafts.all() == []


def test_a_month_where_the_name_is_taken(desk: NewsDesk) -> None:
    with refusal(409, "đã có bài mang tên"):
        desk.new("2026/10/cau-cua-long", STORM.replace("2026-11-30", "2026-09-30")).save(AN)


def test_nothing_with_an_error_is_saved_and_warnings_are_passed_on(desk: NewsDesk) -> None:
    with refusal(422, "còn lỗi") as refused:
        desk.new(NEW, STORM.replace("thoi-su", "thoi-xu")).save(AN)
    assert [(problem.key, problem.line) for problem in refused.value.problems] == [("category", 4)]
    assert desk.repository.refs("refs/heads/desk/") == {}
    saved = desk.new(NEW, STORM.replace("Bão số 9", "Bão số 9 " + "rất mạnh " * 14)).save(AN)
    assert [problem.code for problem in saved.warnings] == ["long-title"]


class TestWhoMayDoWhat:
    def test_a_reporter_neither_approves_nor_publishes(self, desk: NewsDesk) -> None:
        desk.new(NEW, STORM).save(AN)
        desk.drafts.set_status(NEW, "pending_review", AN)
        desk.drafts.set_status(NEW, "draft", BINH)
        with refusal(403, "biên tập viên"):
            desk.drafts.set_status(NEW, "pending_publish", AN)
        desk.drafts.set_status(NEW, "pending_publish", CHI)
        with refusal(403, "Phóng viên không có quyền xuất bản"):
            desk.drafts.publish(NEW, AN)
        with refusal(403, "biên tập viên"):
            desk.drafts.set_status(NEW, "draft", AN)
        with refusal(422, "trạng thái"):
            desk.drafts.set_status(NEW, "published", CHI)
        assert desk.published(f"posts/{NEW}.md") == ""

    def test_what_a_reporter_changes_after_the_approval_is_looked_at_again(self, desk: NewsDesk) -> None:
        desk.new(NEW, STORM).save(AN)
        form = desk.form(NEW)
        desk.drafts.set_status(NEW, "pending_publish", CHI)
        saved = form.replace("Gió", "Mưa").save(AN)
        assert saved.draft.status is Status.IN_REVIEW and "quay lại chờ duyệt" in saved.notices[0]
        with refusal(409, "Sẵn sàng đăng"):
            desk.drafts.publish(NEW, CHI)
        desk.drafts.set_status(NEW, "pending_publish", CHI)
        assert desk.form(NEW).replace("Mưa", "Mưa to").save(CHI).draft.status is Status.READY

    def test_a_reporter_discards_only_what_she_began(self, desk: NewsDesk) -> None:
        desk.new(NEW, STORM).save(AN)
        with refusal(403, AN.name):
            desk.drafts.discard(NEW, BINH)
        desk.drafts.set_status(NEW, "pending_publish", CHI)
        with refusal(403, AN.name):
            desk.drafts.discard(NEW, AN)
        desk.drafts.discard(NEW, CHI)

    def test_nobody_deletes_what_is_published(self, desk: NewsDesk) -> None:
        with refusal(403, "withdrawn.*removed"):
            desk.drafts.refuse_deletion(f"posts/{KEY}.md")


@pytest.mark.parametrize(
    ("key", "path"),
    [
        ("../hooks/newsroom", "posts/../hooks/newsroom.md"),
        ("2026/13/bai", "posts/2026/13/bai.md"),
        ("2026/11/.git", "posts/2026/11/.git.md"),
        ("2026/11/Bài", "posts/2026/11/Bài.md"),
        ("2026/11/bai/con", "posts/2026/11/bai/con.md"),
        ("2026/11/bai\n", "posts/2026/11/bai\n.md"),
        ("2026/11/bai", "mkdocs.yml"),
        ("2026/11/bai", "posts/2026/11/bai.html"),
        ("2026/11/bai", "/posts/2026/11/bai.md"),
        ("2026/11/" + "a" * 200, "posts/2026/11/" + "a" * 200 + ".md"),
        ("", ""),
    ],
)
def test_no_other_place_is_written(desk: NewsDesk, key: str, path: str) -> None:
    with pytest.raises(Refusal) as refused:
        desk.drafts.save(Submission(key, path, STORM, {}, True), AN)
    assert refused.value.status == 422
    assert desk.repository.refs("refs/heads/desk/") == {}


def test_a_link_in_the_tree_is_not_followed(desk: NewsDesk, tmp_path: Path) -> None:
    work = tmp_path / "work"
    (work / "hooks").mkdir()
    (work / "hooks" / "x.py").write_text("", encoding="utf-8")
    (work / "posts" / "2026" / "11").symlink_to("../../hooks")
    git(work, "add", "--all")
    git(work, "commit", "--quiet", "--message=x")
    git(work, "push", "--quiet", str(desk.repository.folder), "main")
    with refusal(422, "đường tắt"):
        desk.new(NEW, STORM).save(AN)


def test_a_branch_that_somebody_pushed_changes_no_other_file(desk: NewsDesk, tmp_path: Path) -> None:
    desk.form(KEY).replace("812", "821").save(AN)
    work = tmp_path / "work"
    branch = f"desk/posts/{KEY}"
    git(work, "fetch", "--quiet", str(desk.repository.folder), f"{branch}:x")
    git(work, "checkout", "--quiet", "x")
    (work / "mkdocs.yml").write_text("hooks: [evil.py]\n", encoding="utf-8")
    message = desk.repository.history.message(f"refs/heads/{branch}").replace("draft", "pending_publish")
    git(work, "commit", "--quiet", "--all", f"--message={message}")
    git(work, "push", "--quiet", str(desk.repository.folder), f"x:{branch}")
    with refusal(422, "mkdocs.yml"):
        desk.drafts.publish(KEY, CHI)
    with refusal(422, "mkdocs.yml"):
        desk.form(KEY).replace("821", "822").save(AN)


def test_a_token_that_is_none(desk: NewsDesk) -> None:
    for token in ("", "x", "HEAD.abc", "0" * 40 + ".abc", "main.--output=x", f"{desk.repository.main()}.a b"):
        form = desk.form(KEY)
        form.text = form.text.replace(form.text.split('"')[1], token)
        with refusal(409, "."):
            form.replace("812", "821").save(AN)
    assert desk.drafts.all() == []


class TestComments:
    def test_reporter_and_editor_talk(self, desk: NewsDesk) -> None:
        first = desk.drafts.comments.add(KEY, "Cầu dài bao nhiêu, An?", CHI)
        desk.another().comments.add(KEY, "812 m ạ.", AN)
        desk.drafts.comments.update(KEY, first.id, "Cầu dài bao nhiêu mét, An?", CHI)
        assert desk.drafts.comments.resolve(KEY, first.id, AN).is_resolved
        assert [(comment.author, comment.text, comment.is_resolved) for comment in desk.drafts.comments.list(KEY)] == [
            (CHI.name, "Cầu dài bao nhiêu mét, An?", True),
            (AN.name, "812 m ạ.", False),
        ]
        assert desk.log(f"refs/desk/comments/{KEY}")[0] == f"{AN.name}: Trao đổi về bài {KEY}"

    def test_nobody_changes_another_ones_words(self, desk: NewsDesk) -> None:
        comment = desk.drafts.comments.add(KEY, "Viết lại đoạn đầu.", CHI)
        with refusal(403, CHI.name):
            desk.drafts.comments.update(KEY, comment.id, "Đoạn đầu rất hay.", AN)
        with refusal(403, CHI.name):
            desk.drafts.comments.delete(KEY, comment.id, AN)
        desk.drafts.comments.delete(KEY, comment.id, CHI)
        assert desk.drafts.comments.list(KEY) == []
        with refusal(404, "không còn"):
            desk.drafts.comments.resolve(KEY, comment.id, CHI)

    @pytest.mark.parametrize("text", ["", " \n", "\0", "a" * 5001])
    def test_bad_comments(self, desk: NewsDesk, text: str) -> None:
        with refusal(422, "."):
            desk.drafts.comments.add(KEY, text, AN)

    def test_comments_stay_after_publication(self, desk: NewsDesk) -> None:
        desk.form(KEY).replace("812", "821").save(AN)
        desk.drafts.comments.add(KEY, "Đã đo lại.", AN)
        desk.publish(KEY)
        assert [comment.text for comment in desk.drafts.comments.list(KEY)] == ["Đã đo lại."]
