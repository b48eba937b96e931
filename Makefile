# Everything a fresh machine needs is set up by the targets themselves: Python 3.11 or newer and make suffice.
# A stamp inside .venv remembers what was installed, so that only the first run is slow.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
INSTALL := $(PIP) install --constraint constraints.txt
RUNTIME := $(VENV)/.runtime-installed
DEV := $(VENV)/.dev-installed

.DEFAULT_GOAL := help
.PHONY: help venv demo test lint format bench fuzz schemas notebooks chromium programs clean
.DELETE_ON_ERROR:

help: ## say what there is to make
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "$(PYTHON) is missing or older than 3.11; name another one: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
		|| { rm -rf $(VENV); echo "this Python cannot make virtual environments (Debian: apt-get install python3-venv)" >&2; exit 1; }

# The build backend comes from the constraints too, hence no build isolation.
$(RUNTIME): pyproject.toml constraints.txt | $(BIN)/python
	@echo "installing into $(VENV) ..." >&2
	@$(INSTALL) hatchling editables
	@$(INSTALL) --no-build-isolation --editable .
	@touch $@

$(DEV): $(RUNTIME)
	@echo "installing the test tools into $(VENV) ..." >&2
	@$(INSTALL) --no-build-isolation --editable '.[dev]'
	@touch $@

venv: $(DEV) ## the environment with everything for working on the project

demo: $(RUNTIME) ## the Hikvision case: tables here, pages in graphs/
	@$(BIN)/python -m ownership.examples.demo

lint: $(DEV) ## ruff and mypy
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy

format: $(DEV) ## let ruff rewrite what it can
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

# Tests open pages in a real browser. Playwright's own download is not used: the system's Chromium is.
chromium: ## make sure that a Chromium is there
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || { \
		command -v apt-get >/dev/null || { echo "no Chromium found and no apt-get to install it: please install chromium" >&2; exit 1; }; \
		if [ "$$(id -u)" = 0 ]; then AS=; \
		elif command -v sudo >/dev/null; then AS=sudo; \
		else echo "no Chromium found; as root: apt-get install chromium" >&2; exit 1; fi; \
		echo "installing Chromium ..." >&2; \
		$$AS apt-get update -qq >&2 && \
		$$AS env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; \
	}

# What is exported and drawn is opened with the programs it is for, and judged by axe-core. They are not ours to require: what cannot be had here is named,
# and its tests are skipped with that reason.
MERMAID := mermaid@11.17.2
AXE := axe-core@4.14.1
PEERS := $(VENV)/.peers-installed

programs: $(PEERS) ## programs that open what is exported: dot, Mermaid, axe-core, JupyterLab, vl-convert, followthemoney (each optional)

$(PEERS): $(DEV)
	@command -v dot >/dev/null && pkg-config --exists icu-i18n 2>/dev/null || { \
		command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ] && apt-get update -qq >&2 && \
		env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
			graphviz libicu-dev pkg-config g++ >/dev/null; \
	} || echo "dot or ICU cannot be installed here: tests that need them will be skipped" >&2
	@command -v npm >/dev/null && mkdir -p $(VENV)/mermaid && cd $(VENV)/mermaid && \
		npm pack --silent $(MERMAID) >/dev/null && tar -xzf mermaid-*.tgz package/dist/mermaid.min.js package/package.json && \
		rm -f mermaid-*.tgz || echo "Mermaid cannot be fetched here: its test will be skipped" >&2
	@command -v npm >/dev/null && mkdir -p $(VENV)/axe && cd $(VENV)/axe && \
		npm pack --silent $(AXE) >/dev/null && tar -xzf axe-core-*.tgz package/axe.min.js package/package.json package/LICENSE && \
		rm -f axe-core-*.tgz || echo "axe-core cannot be fetched here: its tests will be skipped" >&2
	@$(INSTALL) --no-build-isolation --editable '.[notebook,picture]' 2>/dev/null \
		|| echo "JupyterLab or vl-convert cannot be installed here: their tests will be skipped" >&2
	@$(INSTALL) 'followthemoney>=4.11,<5' 2>/dev/null \
		|| echo "followthemoney cannot be installed here: its tests will be skipped" >&2
	@touch $@

test: lint chromium programs ## lint, then every test
	@$(BIN)/python -m pytest -n logical $(ARGS)

bench: $(DEV) chromium ## speed, as ratios against pandas, scipy, networkx and pyvis
	@$(BIN)/python -m benchmarks.run
	@$(BIN)/python -m benchmarks.engine
	@$(BIN)/python -m benchmarks.laws
	@$(BIN)/python -m benchmarks.formats
	@$(BIN)/python -m benchmarks.page

fuzz: $(DEV) chromium ## try hostile bytes on every reader, and random networks on the page (SECONDS=300)
	@$(INSTALL) 'atheris>=3' 2>/dev/null || echo "atheris cannot be installed here: the search goes by chance" >&2
	@$(BIN)/python -m tests.fuzzing.readers --seconds $(or $(SECONDS),300)
	@$(BIN)/python -m tests.fuzzing.page --seconds $(or $(SECONDS),300)

schemas: $(DEV) ## write the JSON Schemas anew after a field of a finding has changed
	@$(BIN)/python -m ownership.schemas._make

notebooks: $(DEV) ## run the notebooks top to bottom (they are kept without outputs)
	@$(BIN)/python -m pytest tests/test_notebooks.py

clean: ## remove the environment, caches and generated pages
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis benchmarks/data
	find graphs -mindepth 1 -maxdepth 1 ! -name gallery ! -name README.md -exec rm -rf {} + 2>/dev/null || true
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
