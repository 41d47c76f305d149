# Two commands do everything on a machine with Python >= 3.11, make and the package registries:
#   make demo    sets up, reads the example reports, prints the assessment and says where the report lies
#   make test    sets up, checks style and types, runs the tests

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
UV_VERSION := 0.13.9
DATA := packages/gazetteer/src/musterbook_gazetteer/data
GAZETTEER_SOURCES := $(wildcard packages/gazetteer/build/* packages/gazetteer/overlay/*)

# One environment, here, made by the Python that is on this machine.
unexport VIRTUAL_ENV
export UV_PROJECT_ENVIRONMENT := $(VENV)
export UV_PYTHON_DOWNLOADS := never
export UV_LINK_MODE := copy

.PHONY: help setup gazetteer demo test lint format types tests gate eval benchmark calibration reference clean

help: ## list the targets
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 12

$(UV):
	@echo "[setup 1/3] making the virtual environment in $(VENV)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Musterbook needs Python 3.11 or newer, this is %d.%d; try: make PYTHON=python3.12 demo" % sys.version_info[:2])'
	@$(PYTHON) -m venv $(VENV) || { echo "hint: on Debian, apt-get install python3-venv"; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

$(VENV)/.synced: $(UV) pyproject.toml uv.lock packages/gazetteer/pyproject.toml
	@echo "[setup 2/3] installing what Musterbook needs (about 800 MB; a minute or two the first time)"
	@$(UV) sync --frozen --inexact --all-extras --quiet
	@touch $@

# The build decides itself whether anything changed; make only spares the start of it.
$(VENV)/.gazetteer: $(VENV)/.synced $(GAZETTEER_SOURCES)
	@echo "[setup 3/3] building the gazetteer (about two minutes the first time)"
	@$(UV) run --no-project --isolated --quiet --python $(BIN)/python \
		--with-requirements packages/gazetteer/build/requirements.txt python packages/gazetteer/build/build.py
	@touch $@

setup: $(VENV)/.gazetteer ## make .venv with everything in it
	@test -e $(DATA)/gazetteer.sqlite || { rm -f $(VENV)/.gazetteer; $(MAKE) --no-print-directory $(VENV)/.gazetteer; }

gazetteer: $(VENV)/.synced ## build the gazetteer if its sources changed
	@rm -f $(VENV)/.gazetteer
	@$(MAKE) --no-print-directory $(VENV)/.gazetteer

demo: setup ## read the example reports and write out/demo/report.html
	@$(BIN)/musterbook demo

test: setup lint types tests gate ## style, types, all tests, accuracy

lint: setup
	@echo "[test 1/4] style"
	@$(BIN)/ruff format --check --quiet . || { echo "hint: make format"; exit 1; }
	@$(BIN)/ruff check --quiet .

types: setup
	@echo "[test 2/4] types"
	@$(BIN)/mypy src/musterbook

tests: setup
	@echo "[test 3/4] tests"
	@$(BIN)/pytest -q -n 2

format: setup ## put the code into the agreed form
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

reference: setup ## write docs/reference from the code
	@$(BIN)/python scripts/write_reference.py

gate: setup
	@echo "[test 4/4] accuracy: no figure below its floor (gold that is not here is skipped)"
	@$(BIN)/python -m eval gate

eval: setup ## measure against gold, where it is found
	@$(BIN)/python -m eval run all

benchmark: setup ## words a second, memory, look-ups
	@$(BIN)/python benchmarks/throughput.py
	@$(BIN)/python benchmarks/gazetteer.py
	@$(BIN)/python benchmarks/assess.py

# Needs no gazetteer; statsmodels, which the page compares with, is a group of its own.
calibration: $(VENV)/.synced ## do intervals hold what they say: docs/calibration.md, twenty minutes on two idle cores
	@$(UV) sync --frozen --inexact --all-extras --group calibration --quiet
	@$(BIN)/python -m benchmarks.calibration.page

clean: ## remove the environment and everything built
	rm -rf $(VENV) $(DATA) out
