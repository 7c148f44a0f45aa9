# Everything runs in .venv, which `make` sets up by itself; only Python 3.11 or later and make are needed.
PYTHON ?= python3
VENV := .venv
BIN := $(if $(filter Windows_NT,$(OS)),$(VENV)/Scripts,$(VENV)/bin)
READY := $(VENV)/.ready

.PHONY: demo test check format bench clean

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable ".[dev]"
	$(BIN)/python -c "open('$(READY)', 'w').close()"

test: $(READY)  ## sets up and runs the tests
	$(BIN)/python -m pytest

check: $(READY)  ## the one gate: format, lint, strict types, import contract, tests
	$(BIN)/ruff format --check src tests
	$(BIN)/ruff check src tests
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

format: $(READY)
	$(BIN)/ruff format src tests
	$(BIN)/ruff check --fix src tests

clean:
	$(PYTHON) -c "import shutil; [shutil.rmtree(p, ignore_errors=True) for p in ('$(VENV)', 'demo', 'build', 'dist')]"
