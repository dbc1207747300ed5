# make run, make test: all the set-up there is. The same commands without make stand in README.md.

PYTHON ?= python3
PIP := .venv/bin/python -m pip --disable-pip-version-check --quiet

.PHONY: help run warehouse test fast check screenshots bench lock clean product tools

help:
	@echo "make run          set up, build the warehouse, serve the dashboard (PORT, HOST)"
	@echo "make warehouse    build the warehouse where it is missing or older than what it is built from"
	@echo "make test         set up, run the tests"
	@echo "make fast         set up; format, lint, types, and the tests that are not slow and need no browser and no server"
	@echo "make check        set up; format, lint, types, tests"
	@echo "make screenshots  pictures of the pages into docs/screenshots"
	@echo "make bench        the pages beside what a Dash app cannot do without, as a table"
	@echo "make lock         write down the packages that pyproject.toml names, with all that they need and their hashes"
	@echo "make clean        remove what was built; the virtual environment too, and not what people wrote"

run: warehouse
	@exec .venv/bin/python -m dashboard

warehouse: product
	@built="$${WAREHOUSE_PATH:-warehouse.duckdb}"; \
	if [ ! -e "$$built" ] || [ -n "$$(find etl -type f ! -name '*.pyc' -newer "$$built" | head -n 1)" ]; \
	then .venv/bin/python -m etl; fi

test: tools
	@.venv/bin/python -m pytest

fast: tools
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/python -m pytest -m "not slow and not browser and not server"

check: tools
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/python -m pytest

screenshots: tools warehouse
	.venv/bin/python -m tests.screenshots docs/screenshots

bench: tools
	.venv/bin/python -m bench.pages

# For every system and every Python that we run on, so that one lock does for all.
LOCK := .venv/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --custom-compile-command "make lock"

lock: tools
	$(LOCK) --output-file requirements.txt
	$(LOCK) --group dev --constraint requirements.txt --output-file requirements-dev.txt

clean:
	rm -f $(PLOTLY)
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -maxdepth 1 -name 'warehouse.duckdb*' ! -name 'warehouse.duckdb.answers.sqlite*' -exec rm -rf {} +

# Packages are installed where the list of them has changed, and only then: without a network nothing is asked for.
# What our pictures need of Plotly weighs a quarter of all of it. Without npm or a network Dash sends all of it.
PLOTLY := assets/plotly-basic.min.js
PLOTLY_VERSION := 4.1.1
PLOTLY_SHA256 := 99784e3abfb07b142a15e521a439e6d9addceadb3f79553fd24c72774f0649ba
IS_OURS = "$$(cat $(1) 2>/dev/null | .venv/bin/python -c 'import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest())')" = $(PLOTLY_SHA256)

product: .venv/bin/python
	@cmp -s requirements.txt .venv/installed.txt || { \
		echo "installing what the product needs ..." && \
		$(PIP) install -r requirements.txt && \
		cp requirements.txt .venv/installed.txt; }
	@[ $(call IS_OURS,$(PLOTLY)) ] || { rm -f $(PLOTLY); ! command -v npm > /dev/null; } || { \
		cd .venv && npm pack --silent --fetch-retries=0 plotly.js-basic-dist-min@$(PLOTLY_VERSION) > /dev/null && \
		tar -xzf plotly.js-basic-dist-min-$(PLOTLY_VERSION).tgz package/plotly-basic.min.js && cd .. && \
		[ $(call IS_OURS,.venv/package/plotly-basic.min.js) ] && mv .venv/package/plotly-basic.min.js $(PLOTLY); } || \
		echo "the smaller Plotly could not be fetched: pages load all of it"

tools: product
	@cat requirements.txt requirements-dev.txt | cmp -s - .venv/installed-dev.txt || { \
		echo "installing what the tests need ..." && \
		$(PIP) install -r requirements-dev.txt && \
		cat requirements.txt requirements-dev.txt > .venv/installed-dev.txt; }

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed; say which with: make PYTHON=python3.12" >&2; exit 2; }
	@echo "making .venv ..."
	@$(PYTHON) -m venv .venv || { \
		rm -rf .venv; echo "the venv module of Python is needed (Debian: python3-venv)" >&2; exit 2; }
