"""Lines of access logs as web servers and CDNs write them, of a bulletin's readers and of robots."""

import json
from datetime import UTC, datetime, timedelta, timezone
from urllib.parse import quote

HOME = timezone(timedelta(hours=7))
PHONE = (
    "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/27.0 "
    "Chrome/125.0.0.0 Mobile Safari/537.36"
)
PEOPLE = (
    PHONE,
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 "
    "Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Linux; Android 13; CPH2471) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/126.0.6478.122 "
    "Mobile Safari/537.36 Zalo android/24070912 ZaloTheme/light ZaloLanguage/vi",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 "
    "[FBAN/FBIOS;FBAV/472.0.0.36.107;FBDV/iPhone14,5;FBSV/17.5.1;FBLC/vi_VN]",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) coc_coc_browser/127.0.140 "
    "Chrome/121.0.6167.140 Safari/537.36",
    "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 "
    "Safari/605.1.15",
    "Mozilla/5.0 (Mobile; Nokia 8110 4G; rv:48.0) Gecko/48.0 Firefox/48.0 KAIOS/2.5",
    "Opera/9.80 (Android; Opera Mini/36.2.2254/119.132; U; vi) Presto/2.12.423 Version/12.16",
    "Mozilla/5.0 (Linux; Android 8.1.0; Cubot X19 Build/O11019) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/96.0 "
    "Mobile Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.4 "
    "Mobile/15E148 Safari/605.1.15 (Ecosia ios@11.0.2.2268)",
    "Mozilla/5.0 (Linux; Android 12; HarmonyOS; ELS-NX9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/99.0.4844.88 "
    "HuaweiBrowser/14.0.0 Mobile Safari/537.36",
    "Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1; Trident/4.0)",
    "Mozilla/5.0 (Linux; Android 11; CUBOT NOTE 20) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/115.0.0.0 Mobile "
    "Safari/537.36",
)
ROBOTS = (
    "Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/127.0 "
    "Mobile Safari/537.36 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) "
    "Chrome/116.0.1938.76 Safari/537.36",
    "Mozilla/5.0 (compatible; coccocbot-web/1.0; +http://help.coccoc.com/searchengine)",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
    "Mozilla/5.0 (Linux; Android 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Mobile Safari/537.36 (compatible; "
    "Bytespider; spider-feedback@bytedance.com)",
    "Mozilla/5.0 (Linux; Android 7.0;) AppleWebKit/537.36 (KHTML, like Gecko) Mobile Safari/537.36 (compatible; "
    "PetalBot;+https://webmaster.petalsearch.com/site/petalbot)",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/126.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Linux; Android 11; moto g power) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/119.0.0.0 Mobile "
    "Safari/537.36 Chrome-Lighthouse",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36 "
    "(compatible; ClaudeBot/1.0; +claudebot@anthropic.com)",
    "Mozilla/5.0 (compatible; archive.org_bot +http://archive.org/details/archive.org_bot)",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) PhantomJS/2.1.1 Safari/538.1",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/117.0.0.0 Safari/537.36 GTmetrix",
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36 "
    "Zalo-Crawler",
    "Mozilla/5.0 zgrab/0.x",
    "Mozilla/5.0 (compatible; inoreader.com; 1 subscribers)",
    "Apache-HttpClient/4.5.14 (Java/17.0.9)",
    "libwww-perl/6.68",
    "okhttp/4.12.0",
    "axios/1.7.2",
    "Uptime-Kuma/1.23.10",
    "curl/7.88.1",
    "Wget/1.21.3",
    "python-requests/2.32.3",
    "Go-http-client/2.0",
    "lychee/0.15.1",
    "Feedly/1.0 (+http://www.feedly.com/fetcher.html; 16 subscribers; like FeedFetcher-Google)",
    "Mozilla/5.0 (compatible; Miniflux/2.1.4; +https://miniflux.app)",
    "Mozilla/5.0 (Linux; Android 12; Feeder / 2.6.18) AppleWebKit/537.36",
    "NetNewsWire (RSS Reader; https://netnewswire.com/)",
    "Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)",
    "-",
    "",
)


def at(text: str) -> datetime:
    """A moment in Vietnam: `20/06 08:15`, or with seconds."""
    return datetime.strptime(f"2026/{text}" + ":00" * (text.count(":") == 1), "%Y/%d/%m %H:%M:%S").replace(tzinfo=HOME)


def combined(
    target: str,
    when: str = "20/06 08:15",
    agent: str = PHONE,
    *,
    status: int = 200,
    method: str = "GET",
    host: str = "203.0.113.0",
    referrer: str = "https://www.google.com.vn/",
    zone: timezone = HOME,
) -> str:
    """A line of nginx and Apache."""
    moment = at(when).astimezone(zone)
    return (
        f"{host} - - [{moment:%d/%b/%Y:%H:%M:%S %z}] "
        f'"{method} {target} HTTP/1.1" {status} 5120 "{referrer}" "{agent}"\n'
    )


def cloudfront(target: str, when: str = "20/06 08:15", agent: str = PHONE, query: str = "-", status: int = 200) -> str:
    """A line of Amazon's CDN, whose times are in UTC."""
    moment = at(when).astimezone(UTC)
    fields = [
        *(f"{moment:%Y-%m-%d}", f"{moment:%H:%M:%S}", "HKG62-P1", "5120", "203.0.113.5", "GET"),
        *("d111111abcdef8.cloudfront.net", target, str(status), "-", quote(agent, safe="/;,.()+:")),
        *(query, "-", "Hit", f"{hash((target, when, agent)):x}", "bantin.anbinh.example", "https", "45", "0.003", "-"),
        *("TLSv1.3", "TLS_AES_128_GCM_SHA256", "Hit", "HTTP/2.0", "-", "-", "36012", "0.003", "Hit", "text/html"),
        *("5120", "-", "-"),
    ]
    return "\t".join(fields) + "\n"


CLOUDFRONT_HEADING = "#Version: 1.0\n#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem\n"


def caddy(target: str, when: str = "20/06 08:15", agent: str = PHONE, status: int = 200) -> str:
    """A line of Caddy."""
    request = {
        "remote_ip": "2001:db8:12::",
        "remote_port": "41342",
        "client_ip": "2001:db8:12::",
        "proto": "HTTP/2.0",
        "method": "GET",
        "host": "bantin.anbinh.example",
        "uri": target,
        "headers": {"User-Agent": [agent], "Accept-Language": ["vi-VN,vi;q=0.9"]},
        "tls": {"resumed": False, "version": 772, "cipher_suite": 4865, "proto": "h2"},
    }
    line = {
        "level": "info",
        "ts": at(when).timestamp() + 0.4837,
        "logger": "http.log.access.log0",
        "msg": "handled request",
        "request": request,
        "bytes_read": 0,
        "user_id": "",
        "duration": 0.000929675,
        "size": 10900,
        "status": status,
        "resp_headers": {"Server": ["Caddy"], "Content-Type": ["text/html; charset=utf-8"]},
    }
    return json.dumps(line) + "\n"


def s3(target: str, when: str = "20/06 08:15", agent: str = PHONE) -> str:
    """A line of an S3 bucket that is a website."""
    return (
        f"79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be bantin [{at(when):%d/%b/%Y:%H:%M:%S %z}] "
        f"203.0.113.5 - 3E57427F3EXAMPLE WEBSITE.GET.OBJECT {target[1:]}index.html "
        f'"GET {target} HTTP/1.1" 200 - 5120 5120 70 10 "-" "{agent}" - HostId= - - - bantin.example - - -\n'
    )
