# `make run` and `make test` are all a new machine needs; docs/how-to/run-the-tests.md tells the rest.

PYTHON := .venv/bin/python
# The first Python that runs: a version manager may answer to `python3` without having the version it wants.
ANY_PYTHON := $(shell for p in python3 /usr/bin/python3 python; do "$$p" -c "" 2>/dev/null && echo "$$p" && break; done)
PYTEST := $(PYTHON) -m pytest
export PORT
# A checker reads the settings too; it gets a home folder of its own.
CHECK_HOME := $(CURDIR)/var/check
UV := $(shell command -v uv || echo .venv/bin/uv)
COMPILE := $(UV) pip compile pyproject.toml --universal --generate-hashes --no-emit-index-url --no-header --quiet

.PHONY: run install install-run test test-fast bench check format lint types guards texts catalogues reference lock

run: install-run
	@$(PYTHON) -m tools.run

install-run:
	@$(or $(ANY_PYTHON),$(error Install Python 3.13 first)) tools/environment.py
	@$(PYTHON) -m tools.catalogues compile

install:
	@$(or $(ANY_PYTHON),$(error Install Python 3.13 first)) tools/environment.py --dev
	@$(PYTHON) -m tools.catalogues compile

test: install
	@$(PYTHON) -m tools.suite $(ARGS)

test-fast: install
	@$(PYTEST) -q -n 2 --dist worksteal -m "not browser and not slow"

bench: install
	@$(PYTHON) -m bench

check: lint types guards texts

format: install
	@$(PYTHON) -m ruff check --fix-only --quiet .
	@$(PYTHON) -m ruff format .

lint: install
	@$(PYTHON) -m ruff format --check --quiet .
	@$(PYTHON) -m ruff check --quiet .
	@$(PYTHON) -m djlint --lint --quiet src
	@.venv/bin/lint-imports --no-logo

types: install
	@KAARTENBAK_HOME=$(CHECK_HOME) $(PYTHON) -m mypy

guards: install
	@$(PYTEST) -q tests/guards

texts: install
	@$(PYTHON) -m tools.catalogues check

catalogues: install
	@$(PYTHON) -m tools.catalogues update

reference: install
	@$(PYTHON) -m tools.reference update

lock: install
	$(COMPILE) --group build -o requirements/base.txt
	$(COMPILE) --group dev --constraint requirements/base.txt -o requirements/dev.txt
