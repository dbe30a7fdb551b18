# The project's commands; `make` alone lists them.
#
#   PYTHON=   the interpreter that .venv is made with (3.11 to 3.13; else the first that fits)
#   PORT=     the port that `make run` listens on
#   ARGS=     more arguments for `manage.py up` or pytest
#   CI=true   a missing tool is a failure, not a skip

.DEFAULT_GOAL := help
.PHONY: help run setup test lint fix bench screenshots tools javascript
MAKEFLAGS += --no-print-directory

BIN := .venv/bin
SIDE_BY_SIDE := -n 3 --dist loadscope --no-loadscope-reorder
export PYTHON

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

run: .venv/run ## Start Patchboard and print its address; Ctrl-C stops it
	@exec $(BIN)/python manage.py up $(if $(PORT),--port $(PORT)) $(ARGS)

setup: tools .venv/test node_modules/.package-lock.json ## Install all that running, testing and linting need

test: setup ## Lint, check and test everything, on the real kernel and in a real browser
	@$(MAKE) --jobs --output-sync lint javascript
	@$(BIN)/python manage.py makemigrations --check --dry-run
	@$(BIN)/python manage.py vendor --check
	@$(BIN)/python -m pytest $(SIDE_BY_SIDE) $(ARGS)

lint: .venv/test ## Format, style, types and import contracts of the Python code
	@$(BIN)/ruff format --check --quiet . || { echo 'make fix formats these files:'; $(BIN)/ruff format --check .; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy topology engine webapp tests manage.py
	@$(BIN)/lint-imports --no-logo

fix: .venv/test ## Format, and mend what can be mended by machine
	@$(BIN)/ruff check --quiet --fix . ; $(BIN)/ruff format .

bench: .venv/test ## Measure the engine beside the kernel's floor, scripts and Mininet, and the canvas
	@tools/need gcc ip mn brctl chromium-headless-shell
	@$(BIN)/python -m tests.bench $(ARGS)

screenshots: .venv/test ## Take the README's pictures of the designer anew
	@tools/need chromium-headless-shell
	@$(BIN)/python -m tests.browser.screenshots

tools:
	@tools/need bird bwrap chromium-headless-shell ip nft ping postgres redis-server node npm qemu-system-x86_64 depmod \
		arping curl dig fping iperf3 ss tcpdump tracepath traceroute
	@tools/stock-kernel-fetch >/dev/null || [ "$$CI" != true ]

javascript: node_modules/.package-lock.json
	@if [ -d node_modules ]; then node_modules/.bin/tsc --project . && node --test --test-reporter=spec tests/js/*.test.js; fi

node_modules/.package-lock.json: package.json package-lock.json
	@if command -v npm >/dev/null; then npm ci --silent --no-audit --no-fund && touch $@; fi

# A dangling link, as after an upgrade of the system's Python, counts as missing: then .venv is made anew.
.venv/bin/python:
	@tools/environment

.venv/run: requirements.txt constraints.txt .venv/bin/python
	@tools/environment requirements.txt
	@touch $@

.venv/test: requirements-dev.txt requirements.txt constraints.txt .venv/bin/python
	@tools/environment requirements-dev.txt
	@touch $@ .venv/run
