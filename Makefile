# `make help` prints what each target does. All of them set up .venv by themselves: Python 3.11 or later, make and a
# package registry are all that must be there.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DEMO_LEDGER ?= .demo/ledger.sqlite
PYTEST_ARGS ?= -n auto

.PHONY: default help setup demo test lint fix gate eval-incidents bench prove docs screenshots train lock clean
default: test lint

help: ## print this
	@grep -E '^[a-z-]+:.*## ' $(firstword $(MAKEFILE_LIST)) | sed -E 's/:.*## /\t/' | expand -t 10

setup: $(READY) ## set up .venv from requirements.lock, hashes checked

$(READY): requirements.lock pyproject.toml $(wildcard books/*.py)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "$(PYTHON) is older than 3.11: make PYTHON=/path/to/a/newer/python3"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || \
	  { echo "no virtual environment could be made: install your system's python3-venv package"; exit 1; }
	@echo "setting up $(VENV) ..."
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(READY) ## read the bundled reports into .demo/, show the incidents and one of them whole
	@$(BIN)/according demo --ledger $(DEMO_LEDGER)

test: $(READY) ## run the tests, in parallel (PYTEST_ARGS= for one process)
	@$(BIN)/python -m pytest $(PYTEST_ARGS)

lint: $(READY) ## ruff, mypy strict, spelling, generated pages and lock not stale
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/codespell README.md CHANGELOG.md docs src tests eval bench prove tools
	@$(BIN)/python tools/write_docs.py --check

fix: $(READY) ## let ruff mend what it can, write the generated pages anew
	@$(BIN)/ruff check --fix .
	@$(BIN)/python tools/write_docs.py

gate: $(READY) ## read the corpora, score, print the table, hold the floors (GATE_ARGS=--update raises them)
	@$(BIN)/python eval/gate.py $(GATE_ARGS)

eval-incidents: $(READY) ## how well reports are joined and their dead counted, against the corpora
	@$(BIN)/python eval/incidents.py

bench: $(READY) ## measure speed, cold start and memory; a Markdown table
	@$(BIN)/python bench/bench.py

prove: $(READY) ## prove what According promises, under 45 minutes on two cores; writes docs/tested.md (PROVE_ARGS=--short: a minute)
	@$(BIN)/python -m prove $(PROVE_ARGS)

docs: $(READY) ## write docs/words.md, cli.md, records.md, settings.md and exports.md from the code
	@$(BIN)/python tools/write_docs.py

lock: $(READY) ## resolve requirements.lock anew from pyproject.toml (asks the registry)
	@$(BIN)/uv pip compile pyproject.toml --group dev --all-extras --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate --no-emit-package scipy \
	  --quiet --output-file requirements.lock

screenshots: $(READY) ## make the pictures of docs/tutorial.md anew, in the system's Chromium
	@$(BIN)/python tools/make_screenshots.py

train: ## train the reader from CORPORA (and ALSO=folder, a desk's own) in .venv-train, about 35 CPU-minutes; writes weights and card
	@test -n "$(CORPORA)" || { echo "which corpora? make train CORPORA=../shared/corpora"; exit 1; }
	@test -x .venv-train/bin/python || $(PYTHON) -m venv .venv-train
	@.venv-train/bin/python -m pip install -qq --disable-pip-version-check -r training/requirements.txt --editable .
	@OMP_NUM_THREADS=1 .venv-train/bin/python training/train.py --corpora $(CORPORA) $(addprefix --also ,$(ALSO)) --runs .train $(TRAIN_ARGS)

clean: ## take away .venv, the demo's ledger and what the tools left
	@rm -rf $(VENV) .demo .mypy_cache .ruff_cache .pytest_cache build dist
