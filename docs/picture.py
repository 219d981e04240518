"""Draws docs/picture.svg, what `sayso read` shows of two paragraphs in a terminal: `python docs/picture.py`."""

from __future__ import annotations

import io
from pathlib import Path

from rich.console import Console

import sayso
from sayso.views import terminal

TEXT = """
The blaze began in a stack of lithium batteries that had been declared as garden furniture, two officials told the
Alder Courier. Halvern denied that any of its containers had held batteries. “We move furniture, and we moved
furniture,” Ida Sorrel, the company’s director, said. “If anyone has a paper that says otherwise, I would like to
see it.”
"""
# The library's own template makes a browser fetch fonts.
TEMPLATE = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font-size: {char_height}px; line-height: {line_height}px; }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>{lines}</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">{matrix}</g>
</g>
</svg>
"""


def main() -> None:
    """Write the picture."""
    console = Console(record=True, width=100, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    terminal.render(sayso.read(" ".join(TEXT.split()), outlet="Northern Wire"), console)
    svg = console.export_svg(title="sayso read", code_format=TEMPLATE, unique_id="sayso")
    Path(__file__).with_name("picture.svg").write_text(svg, encoding="utf8")


if __name__ == "__main__":
    main()
