"""What browsers get of scripts and styles."""

import pytest
from bulletin.edition import bundle
from bulletin.edition.shells import ShellError


def test_a_folder_is_one_file_and_so_is_a_file_in_none() -> None:
    sent = bundle.of(
        {
            "assets/styles/bulletin/30-page.css": "/* The frame. */\nmain { margin: 0 auto; }",
            "assets/styles/bulletin/05-base.css": "p { margin: 0; }",
            "assets/styles/article/50-article.css": ".article p { margin: 1em; }",
            "assets/styles/alert.css": "p { color: #fff; }",
            "assets/scripts/bulletin/font-size.js": "// Cỡ chữ.\n(function () { go(); })();",
            "assets/scripts/article/share.js": "(function () { share(`Chia  sẻ: ${ title }`); })(); // in full",
            "assets/scripts/search/page.js": "search();",
            "assets/scripts/not-found.js": "lead(on);",
        }
    )
    assert sent == {
        "assets/bulletin.css": "p{margin:0}main{margin:0 auto}",
        "assets/article.css": ".article p{margin:1em}",
        "assets/alert.css": "p{color:#fff}",
        "assets/bulletin.js": "(function(){go();})();",
        "assets/article.js": "(function(){share(`Chia  sẻ: ${ title }`);})();",
        "assets/search.js": "search();",
        "assets/not-found.js": "lead(on);",
    }


def test_a_module_is_sent_by_itself() -> None:
    sent = bundle.of(
        {"assets/scripts/search/page.js": "a();", "assets/scripts/search/text.module.js": "export const b = 1;"}
    )
    assert sent == {"assets/search.js": "a();", "assets/search/text.module.js": "export const b=1;"}


def test_what_lies_elsewhere_stays_there() -> None:
    assert bundle.of({"assets/ban-do.css": "p { margin: 0; }"}) == {"assets/ban-do.css": "p{margin:0}"}


def test_one_script_after_the_other_is_still_two() -> None:
    sent = bundle.of(
        {"assets/scripts/bulletin/a.js": "(function () {})()", "assets/scripts/bulletin/b.js": "(function () {})();"}
    )
    assert sent["assets/bulletin.js"] == "(function(){})();(function(){})();"


def test_a_part_is_in_every_style_that_imports_it_and_nowhere_by_itself() -> None:
    sent = bundle.of(
        {
            "assets/styles/_steps.css": "html { font-size: 100%; }\n",
            "assets/styles/bulletin/20-font-size.css": '@import "../_steps.css";\n\n.font-size { margin: 0; }\n',
            "assets/styles/print-view.css": '@import "_steps.css";\n\nh1 { margin: 0; }\n',
        }
    )
    assert sent == {
        "assets/bulletin.css": "html{font-size:100%}.font-size{margin:0}",
        "assets/print-view.css": "html{font-size:100%}h1{margin:0}",
    }


def test_a_mixin_stands_wherever_it_is_applied() -> None:
    sent = bundle.of(
        {
            "assets/styles/bulletin/15-colours.css": "@mixin --dark() {\n  --paper: #000;\n  --ink: #fff;\n}\n\n"
            '[data-theme="dark"] {\n  @apply --dark;\n}\n\n@media screen {\n  :root {\n    @apply --dark;\n  }\n}\n',
        }
    )
    chosen = '[data-theme="dark"]{--paper:#000;--ink:#fff}'
    assert sent == {"assets/bulletin.css": f"{chosen}@media screen{{:root{{--paper:#000;--ink:#fff}}}}"}


@pytest.mark.parametrize("style", ['@import "_palette.css";\n', "p {\n  @apply --dark;\n}\n"])
def test_what_a_style_asks_for_in_vain_is_said(style: str) -> None:
    with pytest.raises(ShellError, match=r"assets/styles/print-view\.css"):
        bundle.of({"assets/styles/print-view.css": style})


def test_a_program_is_for_a_page_kind_and_is_not_sent() -> None:
    sources = {"assets/scripts/_alert.js": "/* Notices. */\nfunction show(alerts) {\n  return alerts;\n}\n"}
    assert bundle.of(sources) == {}
    assert bundle.programs(sources) == {"alert": "function show(alerts){return alerts;}"}
