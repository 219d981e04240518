"""Keeps documents and statements in a database, and finds them again; it knows no model."""
