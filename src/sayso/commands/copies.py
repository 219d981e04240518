"""`sayso copies`: which documents share passages, whose text that is, who was first, and what was changed."""

from __future__ import annotations

from typing import Any

import click

from sayso.commands.listing import filters_of, list_pages, pages_of
from sayso.commands.options import ledger_option, outlet_option, page_options, since_option, until_option

PAGE = 20


@click.command()
@click.argument("document", metavar="[DOCUMENT]", type=click.IntRange(min=1), required=False)
@outlet_option
@since_option
@until_option
@page_options(PAGE, "12-7")
@ledger_option
def copies(form: str, limit: int, after: str | None, ledger: str, **given: Any) -> int:
    """List documents of different articles that share passages of twenty words and more, the newest first.

    Each pair comes with what it shares, which agency's credit explains it, and who was first. Quotations of a speaker
    and an outlet's own standing text are left out. With a document's number, all passages that it shares are shown, and
    what was changed between them.
    """
    from sayso.ledger import reused
    from sayso.views import copies

    view = copies.listed if given["document"] is None else copies.whole
    return list_pages(ledger, form, limit, after, pages_of(reused.copies, filters_of(given)), view)
