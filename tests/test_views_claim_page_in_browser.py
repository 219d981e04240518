"""The page of a claim in headless Chromium: nothing is fetched, hostile words do nothing, and axe finds nothing."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from sayso.claims.claim import Claim
from sayso.claims.drift import drift
from sayso.views.claim_page import render
from test_views_page_in_browser import CHROMIUM, DRIVER, browser  # noqa: F401
from told_claims import claim, hostile, many, mill, of_paper

pytestmark = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="needs chromium and chromedriver")


@pytest.fixture
def light(browser: Any) -> Iterator[Any]:  # noqa: F811
    yield browser
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [], "media": ""})
    browser.set_window_size(1300, 900)


def written(of: Claim, folder: Path) -> str:
    path = folder / "claim.html"
    path.write_text(render(of, drift([member.told for member in of.members])), encoding="utf-8")
    return path.as_uri()


def addressed() -> Claim:
    first, *others = mill()
    return claim([of_paper(first, url="https://courier.example/mill", title="The mill"), *others])


def test_nothing_is_fetched_or_refused_and_hostile_words_do_nothing(light: Any, tmp_path: Path) -> None:
    light.get_log("browser")
    light.get(written(hostile(), tmp_path))
    assert light.title != "!"
    assert light.title.endswith("on whose say-so")
    assert light.execute_script("return performance.getEntriesByType('resource').length") == 0
    assert light.get_log("browser") == []


def test_a_change_leads_to_its_statement(light: Any, tmp_path: Path) -> None:
    light.get(written(addressed(), tmp_path))
    link = light.find_element("css selector", '.drift a[href="#s2-1"]')
    link.click()
    assert light.current_url.endswith("#s2-1")
    assert light.find_element("css selector", ":target").is_displayed()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1300, 360])
def test_axe_finds_nothing(light: Any, tmp_path: Path, scheme: str, width: int) -> None:
    axe = pytest.importorskip("axe_core_python", reason="needs axe-core-python")
    light.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    )
    light.set_window_size(width, 900)
    for of in (addressed(), claim(many(30))):
        light.get(written(of, tmp_path))
        light.execute_script(files(axe).joinpath("axe.min.js").read_text(encoding="utf-8"))
        found = light.execute_async_script("const done = arguments[0]; axe.run().then(done, done)")
        assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]] == []
        assert light.execute_script("return document.documentElement.scrollWidth <= innerWidth")


def test_on_paper_it_is_black_on_white(light: Any, tmp_path: Path) -> None:
    light.get(written(addressed(), tmp_path))
    light.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    colours = light.execute_script(
        "const of = (css) => getComputedStyle(document.querySelector(css));"
        "return [of('html').backgroundColor, of('blockquote').color, of('mark.content').backgroundColor]"
    )
    assert colours == ["rgb(255, 255, 255)", "rgb(0, 0, 0)", "rgba(0, 0, 0, 0)"]
