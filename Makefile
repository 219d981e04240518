PYTHON ?= .venv/bin/python
SHARED ?= ../shared
ENCODER ?= ../all-MiniLM-L6-v2
RUN ?= runs/latest
TRAIN = $(PYTHON) -m training.train --shared $(SHARED) --encoder $(ENCODER)
FURTHER = --window 512 --encoder-rate 1e-4 --head-rate 5e-4 --drop 0.1 --reader-drop 0.1 --hide 0.08 --disguise 0.12
VARIED = --vary 0.25 --exchange 0.2

define ship
	$(PYTHON) -m training.export --run $(1) --encoder $(ENCODER)
	$(PYTHON) -m training.calibrate --shared $(SHARED)
endef

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
	$(TRAIN) --init $(RUN)-first --out $(RUN)-second --epochs 2.5 --seed 2 $(FURTHER) --warmup 0.03 --average 0.96 \
		--evaluate-every 2.5
	$(call ship,$(RUN)-second)
	$(PYTHON) -m training.nesting --shared $(SHARED) --out $(RUN)-nested.jsonl
	$(TRAIN) --init $(RUN)-second --out $(RUN)-third --epochs 4 --seed 5 $(FURTHER) $(VARIED) --warmup 0.03 \
		--average 0.97 --evaluate-every 2
	$(TRAIN) --init $(RUN)-third --out $(RUN)-fourth --epochs 2.5 --seed 6 $(FURTHER) $(VARIED) --head-rate 6e-4 \
		--warmup 0.04 --average 0.96 --nested-from $(RUN)-nested.jsonl --nested 0.5 --entities 0.3 --factuality 1.0 \
		--evaluate-every 1.25
	$(PYTHON) -m training.average --out $(RUN)-average $(RUN)-second=0.2 $(RUN)-third=0.3 $(RUN)-fourth=0.5
	$(PYTHON) -m training.heads --shared $(SHARED) --run $(RUN)-average --encoder $(ENCODER) --out $(RUN) \
		--entity-epochs 22 --factuality-epochs 8
	$(call ship,$(RUN))
	$(PYTHON) -m training.meaning --shared $(SHARED) --encoder $(ENCODER) --cache $(RUN)-contents
	$(PYTHON) -m training.measure --shared $(SHARED)
