"""What browsers get of styles and scripts."""

from bulletin.edition import bundle


def test_features_are_sent_as_one_file_for_all_pages_and_one_for_each_folder() -> None:
    sent = bundle.of(
        {
            "assets/styles/30-page.css": "/* The frame. */\nmain { margin: 0 auto; }",
            "assets/styles/05-base.css": "p { margin: 0; }",
            "assets/styles/article/50-article.css": ".article p { margin: 1em; }",
            "assets/scripts/bulletin/font-size.js": "// Cỡ chữ.\n(function () { go(); })();",
            "assets/scripts/article/share.js": "(function () { share(`Chia  sẻ: ${ title }`); })(); // in full",
            "assets/scripts/search.js": "export const page = 1;",
            "assets/alert.css": "p { color: #fff; }",
        }
    )
    assert sent == {
        "assets/bulletin.css": "p{margin:0}main{margin:0 auto}",
        "assets/article.css": ".article p{margin:1em}",
        "assets/bulletin.js": "(function(){go();})();",
        "assets/article.js": "(function(){share(`Chia  sẻ: ${ title }`);})();",
        "assets/scripts/search.js": "export const page=1;",
        "assets/alert.css": "p{color:#fff}",
    }


def test_one_script_after_the_other_is_still_two() -> None:
    sent = bundle.of(
        {"assets/scripts/bulletin/a.js": "(function () {})()", "assets/scripts/bulletin/b.js": "(function () {})();"}
    )
    assert sent["assets/bulletin.js"] == "(function(){})();(function(){})();"
