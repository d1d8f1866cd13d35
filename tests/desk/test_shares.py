"""Shared links: who has one sees the draft, until it expires or is taken back; nobody makes one up."""

import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from desk.person import Person, Role
from desk.proofs.shares import Shares
from desk.refusal import Refusal

KEY = "2026/12/khanh-thanh-cau-song-thu"
OTHER = "2026/12/gia-lua-dong-xuan"
HANG = Person("hang", "Thúy Hằng", "thuyhang@anbinh.example", Role.EDITOR)
NOON = datetime(2026, 11, 30, 5, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def shares(tmp_path: Path, clock: Clock) -> Shares:
    return Shares(tmp_path / "shares", clock)


def refused(shares: Shares, token: str) -> tuple[int, str]:
    with pytest.raises(Refusal) as refusal:
        shares.open(token)
    return refusal.value.status, str(refusal.value)


def test_a_token_opens_its_draft_until_its_last_day_is_over(shares: Shares, clock: Clock) -> None:
    token = shares.create(KEY, 3, HANG)
    assert shares.open(token) == KEY
    clock.now = NOON + timedelta(days=3, seconds=-1)
    assert shares.open(token) == KEY
    clock.now = NOON + timedelta(days=3)
    assert refused(shares, token) == (410, "Đường dẫn này đã hết hạn. Hãy hỏi người gửi một đường dẫn mới.")
    assert shares.list(KEY) == []


def test_a_token_that_was_taken_back_opens_nothing_and_the_others_still_do(shares: Shares) -> None:
    first, second = shares.create(KEY, 3, HANG), shares.create(KEY, 5, HANG)
    newest, oldest = shares.list(KEY)
    assert (shares.token(newest), shares.token(oldest)) == (second, first), "the page shows the links again"
    shares.revoke(oldest.id)
    shares.revoke(oldest.id)
    assert refused(shares, first) == (
        410,
        "Người gửi đã thu lại đường dẫn này, nên không xem được bản thảo nữa.",
    )
    assert shares.open(second) == KEY
    assert [share.id for share in shares.list(KEY)] == [newest.id]
    with pytest.raises(Refusal, match="không đúng"):
        shares.revoke("khong-co")


def test_a_list_names_the_links_of_one_draft_and_who_made_them(shares: Shares) -> None:
    shares.create(OTHER, 1, HANG)
    shares.create(KEY, 7, HANG)
    (share,) = shares.list(KEY)
    assert (share.login, share.name, share.expires) == ("hang", "Thúy Hằng", NOON + timedelta(days=7))


@pytest.mark.parametrize("days", [0, -1, 31, 10**9])
def test_no_link_is_for_ever(shares: Shares, days: int) -> None:
    with pytest.raises(Refusal, match="từ 1 đến 30") as refusal:
        shares.create(KEY, days, HANG)
    assert refusal.value.status == 422


def test_what_no_desk_has_signed_opens_nothing(shares: Shares, tmp_path: Path, clock: Clock) -> None:
    token = shares.create(KEY, 3, HANG)
    foreign = Shares(tmp_path / "other", clock).create(KEY, 3, HANG)
    payload, _, signature = token.rpartition(".")
    forged = [
        *("", ".", "x", "../../share-key", "a" * 5000, "đường dẫn", "\0"),
        *(token[:-1], token[1:], f"{token}a", token.upper(), payload, f"{payload}.", f".{signature}"),
        f"{payload}.{foreign.rpartition('.')[2]}",
        foreign,
    ]
    for wrong in forged:
        assert refused(shares, wrong)[0] == 404, wrong
    assert shares.open(token) == KEY


def test_the_key_is_the_desks_alone_and_stays_the_same(shares: Shares, tmp_path: Path, clock: Clock) -> None:
    token = shares.create(KEY, 3, HANG)
    for name in ("share-key", "shares.json"):
        assert stat.S_IMODE((tmp_path / "shares" / name).stat().st_mode) == 0o600
    assert "share-key" not in token and (tmp_path / "shares" / "share-key").read_text() not in token
    assert Shares(tmp_path / "shares", clock).open(token) == KEY, "after a restart"
    (tmp_path / "shares" / "share-key").unlink()
    assert refused(shares, token)[0] == 404, "a new key, and no old link"


@pytest.mark.parametrize("content", ["", "ngắn", "z" * 63])
def test_a_broken_key_signs_nothing(shares: Shares, tmp_path: Path, content: str) -> None:
    shares.create(KEY, 3, HANG)
    (tmp_path / "shares" / "share-key").write_text(content, encoding="utf-8")
    with pytest.raises(Refusal, match="khóa ký") as refusal:
        shares.create(KEY, 3, HANG)
    assert refusal.value.status == 500


@pytest.mark.parametrize("content", ["", "[", '{"a": 1}', '[{"id": 1}]', "\0"])
def test_a_broken_file_of_shares_opens_nothing(shares: Shares, tmp_path: Path, content: str) -> None:
    token = shares.create(KEY, 3, HANG)
    (tmp_path / "shares" / "shares.json").write_text(content, encoding="utf-8")
    assert refused(shares, token)[0] == 500


def test_two_desks_lose_no_share(tmp_path: Path) -> None:
    def make(number: int) -> str:
        return Shares(tmp_path / "shares").create(f"2026/12/bai-{number}", 3, HANG)

    with ThreadPoolExecutor(8) as desks:
        tokens = list(desks.map(make, range(40)))
    assert [Shares(tmp_path / "shares").open(token) for token in tokens] == [f"2026/12/bai-{n}" for n in range(40)]


def test_shares_that_are_long_over_are_forgotten(shares: Shares, clock: Clock, tmp_path: Path) -> None:
    token = shares.create(KEY, 1, HANG)
    clock.now = NOON + timedelta(days=100)
    shares.create(OTHER, 1, HANG)
    assert KEY not in (tmp_path / "shares" / "shares.json").read_text(encoding="utf-8")
    assert refused(shares, token)[0] == 404
