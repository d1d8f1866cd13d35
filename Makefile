# The bulletin's commands. README.md writes each of them out for people without make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export NO_MKDOCS_2_WARNING := 1
# One more than there are cores: many tests wait for a server, a browser or a clock.
WORKERS ?= $(shell $(PYTHON) -c "import os; print((os.cpu_count() or 1) + 1)")

.PHONY: serve desk build publish check init test lint quick hooks same-output looks bench bench-pictures bench-workers lighthouse search-quality lock clean

serve: $(VENV)/ready  ## http://127.0.0.1:8000/, rebuilt and reloaded on every edit
	$(BIN)/mkdocs serve --livereload

desk: $(VENV)/ready $(VENV)/desk-ready hooks/desk/admin/node_modules/ready  ## site, desk and login on this machine, to be tried: http://127.0.0.1:8000/admin/; another port with PORT=8080
	@$(BIN)/python hooks/desk trial $(if $(PORT),--port $(PORT))

build: $(VENV)/ready  ## the site, into site/
	$(BIN)/mkdocs build --strict

publish: $(VENV)/ready  ## checks, builds and puts the bulletin where mkdocs.yml says
	$(BIN)/python hooks/bulletin publish

check: $(VENV)/ready  ## all problems of all posts
	$(BIN)/python hooks/bulletin check

init: $(VENV)/ready  ## a bulletin of your own out of the sample; asks what it has to know
	@$(BIN)/python hooks/bulletin init

test: lint $(VENV)/apart/ready hooks/desk/admin/node_modules/ready  ## everything, with a real browser
	@PYTHON=$(PYTHON) .ci/system-packages test
	@# Hundreds of Pythons are started, and the tests have them write no bytecode.
	$(BIN)/python -m compileall -q -j 0 -x node_modules hooks
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal tests

lint: $(VENV)/tests-ready tests/node_modules/ready  ## what can be said of code, scripts and styles without running them
	$(BIN)/python -m ruff format --check hooks tests
	$(BIN)/python -m ruff check hooks tests
	$(BIN)/python -m mypy
	npm run --silent --prefix tests lint

quick: $(VENV)/tests-ready  ## most of the tests that need Python alone, in a minute
	PYTHONDONTWRITEBYTECODE= HISTORIES=0.1 $(BIN)/python -m pytest -q -n auto -m "not slow and not system" tests/unit tests/press tests/golden

hooks: $(VENV)/tests-ready  ## has git look at every commit before it is made
	$(BIN)/pre-commit install

same-output: $(VENV)/tests-ready  ## builds the sample and made-up posts as they were at BASE (a commit) and as they are now, and compares every file; SIZE=1000
	PYTHONPATH=tests:hooks $(BIN)/python -m same_output $(BASE) --size $(or $(SIZE),1000)

looks: $(VENV)/tests-ready  ## the pictures that the tests compare pages with, taken anew; then look at what git shows as changed
	@PYTHON=$(PYTHON) .ci/system-packages test
	GOLDEN=update $(BIN)/python -m pytest -q -n auto tests/browser/test_looks.py

bench: $(VENV)/bench-ready  ## how fast builds are next to other generators, and how fast pages open; an hour or two; less with SIZES="1000 5000" PEERS="hugo pelican" RUNS=1, more with SIZES="1000 10000 100000"
	@PYTHON=$(PYTHON) .ci/system-packages bench
	PYTHONPATH=tests:hooks $(BIN)/python -m benchmarks $(if $(SIZES),--sizes $(SIZES)) $(if $(PEERS),--peers $(PEERS)) $(if $(RUNS),--runs $(RUNS))
	@$(MAKE) lighthouse

lighthouse: $(VENV)/bench-ready $(VENV)/tests-ready tests/benchmarks/lighthouse/node_modules/ready  ## how fast pages open, next to Material's blog; ten minutes; less with RUNS=1
	@PYTHON=$(PYTHON) .ci/system-packages lighthouse
	PYTHONPATH=tests:hooks $(BIN)/python -m benchmarks.lighthouse $(if $(RUNS),--runs $(RUNS))

bench-pictures: $(VENV)/ready  ## what the pictures of new photos cost; 20 of them unless COUNT says otherwise
	PYTHONPATH=tests:hooks $(BIN)/python -m benchmarks.pictures $(if $(COUNT),--count $(COUNT))

bench-workers: $(VENV)/tests-ready  ## how much faster a cluster of two workers makes the pictures of new photos than one of one; 40 of them unless COUNT says otherwise
	PYTHONPATH=tests:hooks $(BIN)/python -m benchmarks.workers $(if $(COUNT),--count $(COUNT)) $(if $(WRITE),--write)

search-quality: $(VENV)/bench-ready $(VENV)/tests-ready  ## how well the search finds known articles, and what it costs a reader; half an hour; less with SIZE=1000 ITEMS=10, an hour or more with SIZE=100000
	@PYTHON=$(PYTHON) .ci/system-packages test
	PYTHONPATH=tests:hooks $(BIN)/python -m search_quality $(if $(SIZE),--size $(SIZE)) $(if $(ITEMS),--items $(ITEMS)) $(if $(WRITE),--write)

lock:  ## new requirements.txt files from the .in files
	set -e; for name in requirements requirements-workers requirements-store requirements-desk tests/requirements tests/real/apart/requirements tests/benchmarks/requirements $(basename $(wildcard tests/benchmarks/environments/*.in)); do \
		uv pip compile --universal --python-version 3.11 --generate-hashes --no-header -o $$name.txt $$name.in; \
	done

clean:
	rm -rf $(VENV) site .cache tests/node_modules hooks/desk/admin/node_modules tests/benchmarks/lighthouse/node_modules

$(VENV)/made:
	@PYTHON=$(PYTHON) .ci/system-packages build
	@echo "==> Making a Python environment in $(VENV)/"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/ready: $(VENV)/made requirements.txt
	@echo "==> Installing what the bulletin runs on (once; needs the network)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/tests-ready: $(VENV)/desk-ready tests/requirements.txt
	@echo "==> Installing what the tests need (once; needs the network)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/requirements.txt
	@touch $@

$(VENV)/apart/ready: $(VENV)/made tests/real/apart/requirements.txt
	@echo "==> Installing programs for the tests that want an environment of their own (once; needs the network)"
	@$(PYTHON) -m venv $(VENV)/apart
	@$(VENV)/apart/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/real/apart/requirements.txt
	@touch $@

$(VENV)/bench-ready: $(VENV)/ready tests/benchmarks/requirements.txt
	@echo "==> Installing what the benchmark needs (once; needs the network)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/benchmarks/requirements.txt
	@touch $@

$(VENV)/desk-ready: $(VENV)/ready requirements-desk.txt
	@echo "==> Installing what the desk runs on (once; needs the network)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-desk.txt
	@touch $@

hooks/desk/admin/node_modules/ready: hooks/desk/admin/package-lock.json
	@PYTHON=$(PYTHON) .ci/system-packages desk
	@echo "==> Installing Decap, the form of the desk (once; needs the network)"
	@cd hooks/desk/admin && npm ci --silent --no-fund --no-audit --ignore-scripts
	@touch $@

tests/node_modules/ready: tests/package-lock.json
	@PYTHON=$(PYTHON) .ci/system-packages test
	@echo "==> Installing axe, the HTML checkers and what checks scripts and styles (once; needs the network)"
	@cd tests && npm ci --silent --no-fund --no-audit
	@touch $@

tests/benchmarks/lighthouse/node_modules/ready: tests/benchmarks/lighthouse/package-lock.json
	@PYTHON=$(PYTHON) .ci/system-packages lighthouse
	@echo "==> Installing Lighthouse (once; needs the network)"
	@cd tests/benchmarks/lighthouse && npm ci --silent --no-fund --no-audit
	@touch $@
