# Everything runs in .venv, which `make` sets up by itself; only Python 3.11 or later and make are needed.
PYTHON ?= python3
VENV := .venv
BIN := $(if $(filter Windows_NT,$(OS)),$(VENV)/Scripts,$(VENV)/bin)
READY := $(VENV)/.ready
CODE := src tests samples benchmarks docs

.PHONY: demo test check lint samples-check samples docs golden format bench bench-accuracy fuzz torture audit extras lock clean

demo: $(READY)  ## ingest, validate and match the sample call; ends with the path of the workbook
	$(BIN)/python samples/demo.py

test: $(READY)  ## sets up and runs the tests
	$(BIN)/python -m pytest

check: lint audit test samples-check  ## the one gate: format, lint, strict types, import contract, known holes, tests, samples

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
	$(BIN)/python benchmarks/pack.py

bench-accuracy: $(READY)  ## how right forms are read: 2,000 made-up forms with known truth
	$(BIN)/python -m benchmarks.accuracy

SEED ?= 1
fuzz: COUNT = 20000
fuzz: $(READY)  ## examples that no run had before, many more mutants, then guided by coverage: make fuzz COUNT=20000 SEED=7
	EXAMPLES=new $(BIN)/python -m pytest -q --hypothesis-seed=$(SEED) tests/matching tests/values tests/records tests/forms tests/outputs/test_cells.py
	COUNT=$(COUNT) SEED=$(SEED) $(BIN)/python -m pytest tests/fuzz/test_mutants.py -q
	$(BIN)/python tests/fuzz/guided.py all --runs $(COUNT) --seed $(SEED)

torture: COUNT = 2000
torture: $(READY)  ## a writer killed many more times than in the tests: make torture COUNT=2000
	COUNT=$(COUNT) $(BIN)/python -m pytest tests/test_killed_writer.py -q

audit: $(READY)  ## known holes in the exact versions; skipped, saying so, where there is no network
	$(BIN)/python tests/audit.py

extras: $(READY)  ## what `make bench` measures beside and `make fuzz` is guided by
	$(BIN)/python -m pip install --quiet --require-hashes --no-deps --requirement constraints-extras.txt

UV = $(subst $(VENV),build/lock,$(BIN))
LOCK = $(UV)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --upgrade
lock:  ## the newest versions that pyproject.toml allows, exact and with the hashes of their files
	$(PYTHON) -m venv build/lock
	$(UV)/python -m pip install --quiet uv
	$(LOCK) --extra dev --output-file constraints.txt pyproject.toml
	$(LOCK) --extra bench --extra fuzz --constraint constraints.txt --output-file constraints-extras.txt pyproject.toml

format: $(READY)
	$(BIN)/ruff format $(CODE)
	$(BIN)/ruff check --fix $(CODE)

clean:
	$(PYTHON) -c "import shutil; [shutil.rmtree(p, ignore_errors=True) for p in ('$(VENV)', 'demo', 'build', 'dist')]"

# Only files whose hashes are in constraints.txt are installed, and this project is built with what is pinned there.
$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --no-deps --requirement constraints.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	$(BIN)/python -c "open('$(READY)', 'w').close()"
