"""`configure`: the files for servers, made of the settings, and what it does not overwrite."""

import os
import re
from datetime import date
from pathlib import Path

import pytest
from bulletin.stylebook import words
from bulletin.web_server import configuration, hosts, weight
from bulletin.web_server.hosts import Size
from project import Project


def with_settings(project: Project, site_url: str = "https://bantin.hoason.example/", more: str = "") -> Project:
    path = project.folder / "mkdocs.yml"
    text = re.sub(r"^site_url:.*$", f"site_url: {site_url}", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    path.write_text(text.replace("  bulletin:\n", f"  bulletin:\n{more}", 1), encoding="utf-8")
    return project


def configured(project: Project) -> dict[str, str]:
    result = project.command("configure", "may-chu")
    assert result.returncode == 0, result.stdout + result.stderr
    return {path.name: path.read_text(encoding="utf-8") for path in (project.folder / "may-chu").iterdir()}


def test_it_writes_every_file_and_says_where_each_belongs(project: Project) -> None:
    result = project.command("configure", "may-chu")
    assert (result.returncode, result.stderr) == (0, "")
    written = sorted(path.name for path in (project.folder / "may-chu").iterdir())
    assert written == sorted(configuration.DESTINATIONS)
    for name, destination in configuration.DESTINATIONS.items():
        assert f"may-chu/{name}: đã viết, đặt vào {destination}\n" in result.stdout
    assert "bantin.service: đã viết, đặt vào /etc/systemd/system/bantin.service" in result.stdout


def test_the_files_have_what_the_settings_say(project: Project) -> None:
    with_settings(
        project,
        "https://tin.hoason.example:8443/ban-tin/",
        "    publish: {folder: /srv/hoason}\n    video_hosts: [vimeo]\n    view_counts: {file: luot-xem/tong.json}\n",
    )
    files = configured(project)
    nginx = files["nginx.conf"]
    for line in (
        "    server_name tin.hoason.example;",
        "    listen 8443 ssl http2;",
        "    root /srv/hoason/current;",
        "        return 301 https://tin.hoason.example:8443$request_uri;",
        "    include /srv/hoason/maps/bai-da-go.ma[p];",
        "    ssl_certificate /etc/letsencrypt/live/tin.hoason.example/fullchain.pem;",
    ):
        assert re.search(rf"^{re.escape(line)}", nginx, re.MULTILINE), line
    assert "frame-src https://player.vimeo.com;" in nginx and "youtube" not in nginx
    assert nginx.count("add_header") == 6, "one of them in a comment, none in a location"
    assert f"ReadWritePaths={project.folder} -/srv/hoason\n" in files["bantin.service"]
    assert f"ExecStart={project.folder}/.venv/bin/python hooks/bulletin publish --stay 290\n" in files["bantin.service"]
    assert "PathChanged=/srv/hoason/maps\n" in files["bantin-nginx.path"]
    assert "tin.hoason.example:8443 {" in files["Caddyfile"] and "root /srv/hoason/current" in files["Caddyfile"]


def test_without_a_place_for_releases_there_is_a_usual_one_and_another_machines_is_not_opened(project: Project) -> None:
    assert "root /srv/bantin/current;" in configured(with_settings(project))["nginx.conf"]
    files = configured(
        with_settings(project, more="    publish: {folder: /srv/bantin, host: bantin@may-chu.example}\n")
    )
    assert f"ReadWritePaths={project.folder}\n" in files["bantin.service"]
    assert "/srv/bantin" not in files["tmpfiles.conf"]


def test_a_second_time_changes_nothing_and_new_settings_change_what_nobody_else_has_changed(project: Project) -> None:
    with_settings(project)
    configured(project)
    folder = project.folder / "may-chu"
    again = project.command("configure", "may-chu")
    assert again.returncode == 0 and again.stdout.count(": vẫn như cũ, đặt vào") == len(configuration.DESTINATIONS)
    own = folder / "logrotate"
    own.write_text(own.read_text(encoding="utf-8").replace("rotate 7", "rotate 30"), encoding="utf-8")
    (folder / "Caddyfile").write_text("của máy khác\n", encoding="utf-8")
    changed = own.read_bytes()
    with_settings(project, "https://tin.hoason.example/")
    result = project.command("configure", "may-chu")
    assert result.returncode == 1
    assert "may-chu/logrotate: đã có và không phải do lệnh này viết, hoặc đã bị sửa, nên giữ nguyên" in result.stdout
    assert "Có 2 tệp giữ nguyên." in result.stdout
    assert own.read_bytes() == changed and (folder / "Caddyfile").read_text(encoding="utf-8") == "của máy khác\n"
    assert "server_name tin.hoason.example;" in (folder / "nginx.conf").read_text(encoding="utf-8")
    assert not list(folder.glob(".new-*"))


@pytest.mark.parametrize(
    ("site_url", "more", "said"),
    [
        ("http://bantin.hoason.example/", "", "phải dùng https"),
        ("https://localhost/", "", "cần một tên miền đầy đủ"),
        ("https://10.0.0.5/", "", "cần một tên miền đầy đủ"),
        ("https://[2001:db8::1]/", "", "cần một tên miền đầy đủ"),
        ("https://hoason.example/bản tin/".replace(" ", "%20"), "", "«/bản tin/» có dấu cách"),
        ("https://hoason.example/$1/", "", "«/$1/»"),
        ("https://hoason.example/", "    publish: {folder: '/srv/bản tin'}\n", "«/srv/bản tin»"),
        ("https://hoason.example/", "    publish: {folder: '/srv/tin;reboot'}\n", "«/srv/tin;reboot»"),
        ("https://hoason.example/", "    publish: {folder: '/srv/%h/tin'}\n", "«/srv/%h/tin»"),
        ("https://hoason.example/", "    publish: {folder: '/srv/{env.HOME}'}\n", "«/srv/{env.HOME}»"),
    ],
)
def test_what_no_server_could_take_is_told_in_a_sentence(project: Project, site_url: str, more: str, said: str) -> None:
    result = with_settings(project, site_url, more).command("configure", "may-chu")
    assert result.returncode == 2 and said in result.stderr, result.stderr
    assert result.stderr.count("\n") == 1 and not (project.folder / "may-chu").exists()


def test_a_folder_that_is_none_is_told(project: Project) -> None:
    (project.folder / "tep").write_text("", encoding="utf-8")
    result = with_settings(project).command("configure", "tep/may-chu")
    assert result.returncode == 2 and "Không viết được vào tep/may-chu: " in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_to_is_told(project: Project) -> None:
    (project.folder / "may-chu").mkdir(mode=0o500)
    result = with_settings(project).command("configure", "may-chu")
    assert result.returncode == 2 and "Không viết được vào may-chu: " in result.stderr


@pytest.mark.parametrize(
    ("site", "names"),
    [
        (Size(50_439, 20_000, 700_000_000), ["Cloudflare Pages (miễn phí)"]),
        (Size(20_000, 9_000, 10**9), []),
        (Size(19_000, 9_000, 10**9 + 1), ["GitHub Pages", "GitLab.com"]),
        (Size(150_000, 60_000, 10), ["GitLab.com", "Cloudflare Pages (miễn phí)", "Cloudflare Pages (trả phí)"]),
    ],
)
def test_hosts_that_would_not_take_a_site(site: Size, names: list[str]) -> None:
    assert [host.name for host in hosts.too_small(site)] == names


def test_a_heavy_site_is_told_its_hosts_limits_with_the_day_on_which_they_were_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "index.html").write_bytes(b"x" * 3000)
    small = hosts.Host("Nơi Nhỏ", 0, False, 2048, date(2026, 11, 29), "https://noi-nho.example/")
    assert hosts.size(tmp_path) == (1, 1, 3000)
    monkeypatch.setattr(hosts, "HOSTS", (small._replace(files=20_000),))
    assert list(weight.told(tmp_path)) == [
        "Trang đã dựng: 1 tệp, 3 KB.",
        "Nơi Nhỏ không nhận trang lớn như vậy: tối đa 20.000 tệp, 2 KB (đọc ngày 29/11/2026, https://noi-nho.example/).",
    ]
    assert list(weight.told(tmp_path / "khong-co")) == [words.sentence("web_server.no_site")]
