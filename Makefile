PYTHON ?= .venv/bin/python
SHARED ?= ../shared
ENCODER ?= ../all-MiniLM-L6-v2
RUN ?= runs/latest
COG = $(PYTHON) -m cogapp -I docs -p "from command_output import show"
PAGES = README.md docs/*.md src/sayso/model/CARD.md

.PHONY: install test lint format docs check-docs model

install:
	python3 -m venv .venv
	$(PYTHON) -m pip install --editable ".[dev]"

test:
	$(PYTHON) -m pytest

lint:
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy

format:
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

docs:
	$(COG) -r $(PAGES)
	$(PYTHON) docs/picture.py

check-docs:
	$(COG) --check --diff $(PAGES)

model:
	$(PYTHON) -m training.train --shared $(SHARED) --encoder $(ENCODER) --out $(RUN)
	$(PYTHON) -m training.export --run $(RUN) --encoder $(ENCODER)
	$(PYTHON) -m training.calibrate --shared $(SHARED)
	$(PYTHON) -m training.measure --shared $(SHARED)
