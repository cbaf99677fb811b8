# Two commands do all set-up on a machine with Python 3.11 or newer, make and git:
#   make demo    show what the system does, on a real broker and database
#   make test    run all tests
# Both make a virtual environment in .venv from requirements with hashes, and reuse it while nothing changed.

.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
# Workers of pytest. They share one broker and one database server; more than the machine has cores is no faster.
WORKERS ?= 2
PYTHON ?= $(firstword $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$p; done))
# An environment belongs to the requirements it was made from: their checksum is in the name of its stamp.
CHECKSUM := $(shell cat requirements/runtime.txt requirements/dev.txt pyproject.toml | cksum | cut -d ' ' -f 1)
RUNTIME := $(VENV)/.runtime-$(CHECKSUM)
DEV := $(VENV)/.dev-$(CHECKSUM)
PIP := $(BIN)/python -m pip install --disable-pip-version-check --no-input
COMPILE := $(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-header --no-config \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --build-deps-for editable

.PHONY: help demo test lint format bench chaos install lock lock-kafka image clean clean-data

help: ## show this list
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/^([a-z-]+):.*## /  make \1 : /' | column -t -s : 2>/dev/null \
		|| grep -E '^[a-z-]+:.*##' Makefile

demo: $(RUNTIME) ## play a story of real messages on the embedded broker and database
	@$(BIN)/ijw demo

test: $(DEV) ## run all tests
	@$(BIN)/python -m ijw.stack.fetch
	@$(BIN)/pytest -n $(WORKERS) --dist worksteal

lint: $(DEV) ## run the linters, the type checker and the check of the layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(DEV) ## put the code in shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(DEV) ## measure messages per second, beside a plain pass-through
	@$(BIN)/python -m ijw.stack.fetch
	@$(BIN)/python tests/benchmarks

chaos: $(DEV) ## kill processes, broker and database at every step, for minutes
	@$(BIN)/python -m ijw.stack.fetch
	@IJW_CHAOS_ROUNDS=$${IJW_CHAOS_ROUNDS:-20} $(BIN)/pytest tests/chaos

install: $(DEV) ## only make the virtual environment

lock: $(DEV) ## resolve the requirements again, with hashes (UPGRADE=--upgrade for newer versions)
	$(PIP) --quiet pip-tools
	$(COMPILE) $(UPGRADE) --extra server --extra embedded -o requirements/runtime.txt pyproject.toml
	$(COMPILE) --extra server -c requirements/runtime.txt -o requirements/server.txt pyproject.toml
	$(COMPILE) $(UPGRADE) --extra server --extra embedded --extra test --extra lint \
		-c requirements/runtime.txt -o requirements/dev.txt pyproject.toml

lock-kafka: $(DEV) ## resolve the jars of the embedded broker again, with hashes
	$(BIN)/python deploy/embedded/lock_kafka.py

image: ## build the container image (needs Docker)
	docker build -f deploy/Dockerfile -t ijw .

clean: ## remove the virtual environment and what tools left
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

clean-data: ## remove the data of `ijw up` (not while it runs)
	rm -rf .ijw

$(BIN)/pip:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed, as python3 or as PYTHON=..." >&2; exit 1; }
	@echo "Making a virtual environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "this Python cannot make virtual environments; on Debian: apt install python3-venv" >&2; exit 1; }

$(RUNTIME): | $(BIN)/pip
	@echo "Installing what ijw runs on (requirements/runtime.txt)"
	@$(PIP) --require-hashes --only-binary :all: -r requirements/runtime.txt
	@$(PIP) --quiet --no-deps --no-build-isolation --editable .
	@rm -f $(VENV)/.runtime-* && touch $@

$(DEV): | $(BIN)/pip
	@echo "Installing what ijw and its tests run on (requirements/dev.txt)"
	@$(PIP) --require-hashes --only-binary :all: -r requirements/dev.txt
	@$(PIP) --quiet --no-deps --no-build-isolation --editable .
	@rm -f $(VENV)/.runtime-* $(VENV)/.dev-* && touch $(RUNTIME) $@
