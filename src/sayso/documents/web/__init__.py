"""Asking the web: politely, within limits, and never anything inside the network that this machine stands in."""
