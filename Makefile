PYTHON ?= .venv/bin/python
SHARED ?= ../shared
ENCODER ?= ../all-MiniLM-L6-v2
RUN ?= runs/latest
TRAIN = $(PYTHON) -m training.train --shared $(SHARED) --encoder $(ENCODER)
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
	$(TRAIN) --out $(RUN)-first --epochs 6 --seed 1 --window 448 --before 40 --after 72 --layouts 0 \
		--average 0.99 --drop 0.1 --reader-drop 0.1 --hide 0.05 --evaluate-every 3
	$(TRAIN) --init $(RUN)-first --out $(RUN) --epochs 2.5 --seed 2 --window 512 --encoder-rate 1e-4 --head-rate 5e-4 \
		--warmup 0.03 --average 0.96 --drop 0.1 --reader-drop 0.1 --hide 0.08 --disguise 0.12 --evaluate-every 2.5
	$(PYTHON) -m training.export --run $(RUN) --encoder $(ENCODER)
	$(PYTHON) -m training.calibrate --shared $(SHARED)
	$(PYTHON) -m training.measure --shared $(SHARED)
