"""Through whom a statement's words came: outlets, agencies and broadcasts that only pass them on.

A relay is an agent between a primary source and a quotation of it, as W3C PROV has those words. What is one and what
is not is settled in docs/annotation.md: an interview in another outlet is one; somebody's own letter, speech or post
is not, nor is a debate or a rally, whoever holds it, nor the employer in a title. Relays are found here as places in
the text; who they are, and what makes a chain of them, others decide.
"""

from sayso.reading.relays.carrying import Told, carried, elsewhere, secretive, told, uttered
from sayso.reading.relays.credits import credited, credits
from sayso.reading.relays.finding import relays
from sayso.reading.relays.media import is_own
from sayso.reading.relays.places import PASSING_ON, Relay

__all__ = [
    "PASSING_ON",
    "Relay",
    "Told",
    "carried",
    "credited",
    "credits",
    "elsewhere",
    "is_own",
    "relays",
    "secretive",
    "told",
    "uttered",
]
