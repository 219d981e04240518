"""Acronyms that a text explains, on invented texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reading.acronyms import acronyms_of


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Alder Harbour Watch (AHW) met.", {"AHW": "Alder Harbour Watch"}),
        ("the Alliance to Keep Our Quays (AKOQ)", {"AKOQ": "Alliance to Keep Our Quays"}),
        ("the Office for Ferries and Quays (the OFQ)", {"OFQ": "Office for Ferries and Quays"}),
        ("It ended. Marl Rowing Club (M.R.C.) won.", {"MRC": "Marl Rowing Club"}),
        ("Ada Lind (AHW) spoke.", {}),
        ("the harbour (AHW)", {}),
        ("Alder Harbour. Watch (AHW)", {}),
    ],
)
def test_the_words_before_spell_it(text: str, found: dict[str, str]) -> None:
    assert acronyms_of(text) == found


@given(st.text(alphabet="AbC (). ", max_size=200))
def test_long_forms_stand_in_the_text(text: str) -> None:
    for short, full in acronyms_of(text).items():
        assert short
        assert " ".join(full.split()) in " ".join(text.split())
