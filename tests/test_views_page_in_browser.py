"""The HTML page in headless Chromium: what lights up what, with and without scripts, and what axe-core finds."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from sayso.views.page import render
from views_documents import bridge, dam, marked

webdriver = pytest.importorskip("selenium.webdriver", reason="needs selenium")
CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="needs chromium and chromedriver")

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1300,900",
]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options, webdriver.ChromeService(DRIVER))
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_text(render([bridge()]), encoding="utf-8")
    return path.as_uri()


@pytest.fixture(scope="module")
def account(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("page") / "account.html"
    path.write_text(render([dam()]), encoding="utf-8")
    return path.as_uri()


def find(browser: Any, css: str) -> Any:
    return browser.find_element("css selector", css)


def point_at(browser: Any, element: Any) -> None:
    webdriver.ActionChains(browser).move_to_element(element).perform()


def lit(browser: Any) -> set[str]:
    """The statements of which some part is lit, each checked to have no part that is not."""
    found = browser.execute_script(
        """
        const of = (css) => [...document.querySelectorAll(css)].map((part) => part.dataset.of.split(" "));
        return [of(".lit[data-of]"), of("[data-of]:not(.lit)")];
        """
    )
    entries = {element.get_attribute("id") for element in browser.find_elements("css selector", "aside li.lit")}
    assert not entries & {statement for part in found[1] for statement in part}
    return entries


def test_pointing_lights_up_what_belongs_together(browser: Any, page: str) -> None:
    browser.get(page)
    assert lit(browser) == set()
    point_at(browser, find(browser, "#d1-s2"))
    assert lit(browser) == {"d1-s2"}
    marks = browser.find_elements("css selector", "article .lit:not(.number)")
    assert [mark.text for mark in marks] == [
        "“Every bolt will be checked,”",
        "Ann Ortiz, the mayor,",
        "told reporters",
        "“Until then nobody crosses.”",
    ]
    point_at(browser, marks[1])
    assert lit(browser) == {"d1-s2", "d1-s3"}
    point_at(browser, find(browser, "span.own"))
    assert lit(browser) == {"d1-s1"}
    point_at(browser, find(browser, "h1"))
    assert lit(browser) == set()


def test_the_keyboard_lights_up_what_belongs_together(browser: Any, page: str) -> None:
    browser.get(page)
    tab = webdriver.Keys.TAB if hasattr(webdriver, "Keys") else "\ue004"
    focused = []
    for _ in range(5):
        webdriver.ActionChains(browser).send_keys(tab).perform()
        focused.append((browser.switch_to.active_element.accessible_name, lit(browser)))
    assert focused == [
        ("original", set()),
        ("Skip to the statements", set()),
        ("Statement 1", {"d1-s1"}),
        ("Statement 2", {"d1-s2"}),
        ("Statement 3", {"d1-s3"}),
    ]
    browser.execute_script("document.querySelector('#d1-s4 a').focus()")
    assert browser.switch_to.active_element.accessible_name == "two members of the council according to"
    assert lit(browser) == {"d1-s4"}
    browser.execute_script("document.activeElement.blur()")
    assert lit(browser) == set()


def test_a_link_to_a_statement_lights_it_up_and_keeps_it_lit(browser: Any, page: str) -> None:
    browser.get("about:blank")
    browser.get(f"{page}#d1-s5")
    assert lit(browser) == {"d1-s5"}
    point_at(browser, find(browser, "#d1-s2"))
    assert lit(browser) == {"d1-s2"}
    point_at(browser, find(browser, "h1"))
    assert lit(browser) == {"d1-s5"}


def test_without_scripts_the_page_is_whole_and_links_lead_both_ways(browser: Any, page: str) -> None:
    browser.get("about:blank")
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser.get(page)
        shown = find(browser, "body").text
        for statement in bridge().statements:
            for span in statement.source + statement.cue + statement.content:
                assert " ".join(span.text.split()) in " ".join(shown.split())
        entry = find(browser, "#d1-s3")
        plain = entry.value_of_css_property("background-color")
        find(browser, "#d1-t3").click()
        assert browser.current_url.endswith("#d1-s3")
        assert entry.value_of_css_property("background-color") != plain
        find(browser, "#d1-s3 a").click()
        assert browser.current_url.endswith("#d1-t3")
        assert find(browser, "#d1-t3").value_of_css_property("background-color") != plain
        assert not browser.find_elements("css selector", ".lit")
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_each_list_begins_beside_its_paragraph(browser: Any, page: str) -> None:
    browser.get(page)
    texts = browser.find_elements("css selector", "article > p")
    lists = browser.find_elements("css selector", "aside > ol")
    assert len(texts) == len(lists) == 5
    for text, beside in zip(texts, lists, strict=True):
        assert abs(text.rect["y"] - beside.rect["y"]) < 16
        assert text.rect["x"] + text.rect["width"] < beside.rect["x"]


def test_answers_lead_to_what_they_answer_and_chains_to_the_sources(browser: Any, account: str) -> None:
    browser.get(account)
    find(browser, ".disputes a:last-of-type").click()
    assert lit(browser) == {"d1-s3"}
    find(browser, "#d1-s3 .denial a").click()
    assert browser.current_url.endswith("#d1-s7")
    find(browser, "#d1-s7 .denial a").click()
    assert browser.current_url.endswith("#d1-s3")
    find(browser, "#d1-s7 .note a").click()
    assert browser.current_url.endswith("#d1-e5")
    browser.execute_script("document.activeElement.blur()")
    assert lit(browser) == {"d1-s6", "d1-s7", "d1-s11"}
    find(browser, "#d1-e5 a").click()
    assert browser.current_url.endswith("#d1-s6")


def test_a_source_lights_up_all_that_it_says(browser: Any, account: str) -> None:
    browser.get("about:blank")
    browser.get(account)
    point_at(browser, find(browser, "#d1-e4 .source"))
    assert lit(browser) == {"d1-s5", "d1-s12", "d1-s13"}
    point_at(browser, find(browser, "#d1-s8 p"))
    assert lit(browser) == {"d1-s8"}
    assert "lit" in find(browser, "#d1-e6").get_attribute("class")


def test_hedges_and_conditions_are_read_aloud_as_such_and_copied_as_they_stand(browser: Any, account: str) -> None:
    browser.get(account)
    browser.execute_cdp_cmd("Accessibility.enable", {})
    try:
        nodes = browser.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    finally:
        browser.execute_cdp_cmd("Accessibility.disable", {})
    by_id = {node["nodeId"]: node for node in nodes}

    def read(node: Any) -> list[str]:
        if node["role"]["value"] == "StaticText":
            return [node["name"]["value"]]
        return [words for child in node["childIds"] for words in read(by_id[child])]

    marks = [read(node) for node in nodes if node["role"]["value"] == "mark"]
    assert [words for words in marks if len(words) > 1] == [
        ["hedge:", "might"],
        ["condition:", "if money ran short"],
        ["hedge:", "probably"],
        ["hedge:", "Apparently"],
        ["condition:", "If the council wants the papers"],
    ]
    copied = browser.execute_script(
        "getSelection().selectAllChildren(document.querySelector('article')); return getSelection().toString()"
    )
    for line in dam().text.splitlines():
        assert line in copied


def test_nothing_is_fetched_or_refused_and_hostile_words_do_nothing(browser: Any, tmp_path: Path) -> None:
    hostile = "</script><script>document.title='!'</script><img src=x onerror=\"document.title='!'\"><style>"
    path = tmp_path / "hostile.html"
    text = f"{{1s|{hostile}}} {{1c|{hostile}}} {{1t|{hostile}}}\n{{2t|{hostile}}}"
    document = marked(text, title=hostile, outlet=hostile, author=hostile, language=hostile, url="javascript:alert(1)")
    path.write_text(render([document, bridge()]), encoding="utf-8")
    browser.get_log("browser")
    browser.get(path.as_uri())
    assert browser.title == "2 articles – who says what"
    assert browser.execute_script("return performance.getEntriesByType('resource').length") == 0
    assert browser.get_log("browser") == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1300, 360])
def test_axe_finds_nothing(browser: Any, tmp_path: Path, scheme: str, width: int) -> None:
    axe = pytest.importorskip("axe_core_python", reason="needs axe-core-python")
    path = tmp_path / "page.html"
    german = marked("{1s|Sie} {1c|sagt} {1t|nichts}", language="de")
    path.write_text(render([bridge(), german, dam()]), encoding="utf-8")
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    )
    browser.set_window_size(width, 900)
    browser.get(path.as_uri())
    browser.execute_script(files(axe).joinpath("axe.min.js").read_text(encoding="utf-8"))
    light_up = "document.getElementById('{}').dispatchEvent(new MouseEvent('mouseover', {{bubbles: true}}));"
    for action in ("", *map(light_up.format, ("d1-s4", "d3-s7", "d3-e5"))):
        browser.execute_script(action)
        found = browser.execute_async_script("const done = arguments[0]; axe.run().then(done, done)")
        assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]] == []
    assert browser.execute_script("return document.documentElement.scrollWidth <= innerWidth")
