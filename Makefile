# Everything runs in .venv, which `make` sets up by itself; only Python 3.11 or later and make are needed.
PYTHON ?= python3
VENV := .venv
BIN := $(if $(filter Windows_NT,$(OS)),$(VENV)/Scripts,$(VENV)/bin)
READY := $(VENV)/.ready
CODE := src tests samples benchmarks docs

.PHONY: demo test check lint samples-check samples docs golden format bench bench-accuracy fuzz torture audit clean

demo: $(READY)  ## ingest, validate and match the sample call; ends with the path of the workbook
	$(BIN)/python samples/demo.py

test: $(READY)  ## sets up and runs the tests
	$(BIN)/python -m pytest

check: lint test samples-check  ## the one gate: format, lint, strict types, import contract, tests, samples

lint: $(READY)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/ruff check $(CODE)
	$(BIN)/mypy
	$(BIN)/lint-imports

samples-check: $(READY)  ## the samples and the rules page are what their scripts write
	$(BIN)/python samples/make_samples.py --check
	$(BIN)/python docs/make_rules.py --check

docs: $(READY)  ## writes the rules page anew
	$(BIN)/python docs/make_rules.py

samples: $(READY)  ## writes the samples anew
	$(BIN)/python samples/make_samples.py

golden: $(READY)  ## writes anew what the sample call's report and workbooks are compared with
	GOLDEN=write $(BIN)/python -m pytest tests/outputs/test_golden.py -q

bench: $(READY)  ## this project beside its peers on the same work, in one run
	$(BIN)/python benchmarks/start_up.py
	$(BIN)/python benchmarks/report.py
	$(BIN)/python benchmarks/reading.py
	$(BIN)/python benchmarks/mail.py
	$(BIN)/python benchmarks/ingest.py
	$(BIN)/python benchmarks/matching.py
	$(BIN)/python benchmarks/validating.py
	$(BIN)/python benchmarks/isolation.py
	$(BIN)/python benchmarks/letters.py

bench-accuracy: $(READY)  ## how right forms are read: 2,000 made-up forms with known truth
	$(BIN)/python -m benchmarks.accuracy

COUNT ?= 20000
SEED ?= 1
fuzz: $(READY)  ## many more mutants than the tests have: make fuzz COUNT=20000 SEED=7
	COUNT=$(COUNT) SEED=$(SEED) $(BIN)/python -m pytest tests/fuzz -q

torture: $(READY)  ## a writer killed many more times than in the tests: make torture COUNT=200
	COUNT=$(COUNT) $(BIN)/python -m pytest tests/test_killed_writer.py -q

audit: $(READY)  ## known holes in the exact versions of constraints.txt; skipped, saying so, where there is no network
	$(PYTHON) -m venv build/audit
	$(subst $(VENV),build/audit,$(BIN))/python -m pip install --quiet pip-audit \
	|| { echo "audit: skipped, pip-audit cannot be installed (no network?)"; exit 0; } \
	&& $(subst $(VENV),build/audit,$(BIN))/pip-audit --requirement constraints.txt --no-deps --disable-pip

format: $(READY)
	$(BIN)/ruff format $(CODE)
	$(BIN)/ruff check --fix $(CODE)

clean:
	$(PYTHON) -c "import shutil; [shutil.rmtree(p, ignore_errors=True) for p in ('$(VENV)', 'demo', 'build', 'dist')]"

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable ".[dev]"
	$(BIN)/python -c "open('$(READY)', 'w').close()"
