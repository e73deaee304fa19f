# The two commands that set up a machine are `make demo` and `make test`; `make help` lists the rest.
.DEFAULT_GOAL := help
.PHONY: help setup demo test coverage check types packs style compiled bench soak sample serve lock docs examples structure manual catalogue clean

PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
WORKERS ?= 2
BESIDE := --no-print-directory -j $(WORKERS) $(if $(filter output-sync,$(.FEATURES)),-Otarget)

# Empty: what one process compiles, the hundreds that the tests start need not compile again.
export PYTHONDONTWRITEBYTECODE :=

help: ## list the targets
	@awk -F':.*## ' '/^[a-z]+:.*## /{printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(STAMP) ## make .venv with the dijkwacht command

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

demo: setup ## make the sample municipality, run it and open the app on 127.0.0.1
	$(BIN)/dijkwacht demo

check: setup ## the fast part of test: format, lint, types, import contracts, packs
	@$(MAKE) $(BESIDE) types packs style

types: setup
	$(BIN)/mypy

packs: setup
	$(BIN)/dijkwacht rules lint
	$(BIN)/dijkwacht rules test

style: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports --no-cache

# Compiles the tests while one core checks types, so that no worker has to; what is wrong with
# them, the run itself says.
compiled: setup
	@$(BIN)/pytest --collect-only -q >/dev/null 2>&1 || true

test: setup ## everything that CI runs
	@$(MAKE) $(BESIDE) types packs style compiled
	$(BIN)/pytest -n $(WORKERS) --dist loadfile -m "not soak"

coverage: check ## the tests with branch coverage, which take half as long again
	$(BIN)/pytest -n $(WORKERS) --dist loadfile -m "not soak" --cov --cov-report=term:skip-covered

soak: setup ## tests that take minutes: a delivery of 1 GB and the like
	$(BIN)/pytest -m soak

bench: setup ## measure speed as ratios in one run
	$(BIN)/python -m bench

sample: setup ## write the committed sample delivery again
	rm -rf sample_data/delivery
	$(BIN)/dijkwacht sample --out sample_data/delivery --seed 1 --addresses 600 --as-of 2026-11-01

docs: setup ## generate the reference pages again
	$(BIN)/dijkwacht sources docs
	$(BIN)/dijkwacht rules docs

examples: setup ## make the example papers in docs/examples again
	PYTHONPATH=. $(BIN)/python tools/examples.py

catalogue: setup ## put new texts of the pages into ui/english.po
	PYTHONPATH=. $(BIN)/python tools/catalogue.py

manual: setup ## take the pictures of docs/handleiding again
	PYTHONPATH=. $(BIN)/python tools/handleiding.py

structure: setup ## write what the pages are made of again, after a change that is meant
	DIJKWACHT_RENEW_STRUCTURE=1 $(BIN)/pytest -q tests/ui/test_every_page_browser.py

serve: setup ## open the app on the newest run of runs/
	$(BIN)/dijkwacht serve

lock: ## pin every dependency with its hash; needs uv
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
		--generate-hashes --no-strip-extras --no-header --no-annotate --no-emit-index-url --output-file requirements.lock

clean: ## remove what make made
	rm -rf .venv demo bench/out
