# Every target sets itself up: a virtual environment from the hash-pinned lock, then the job.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

.PHONY: demo test soak check bench screenshots papers format lock clean

demo: $(READY)
	$(BIN)/loket demo --dir demo

test: $(READY)
	$(BIN)/python -m pytest -n auto --dist worksteal

# Long runs: a simulated day of the service; another solver's judgement of a thousand weeks; passes
# started in twos; every call of four runs that meets every fault; people who act in the gaps of
# thousands of passes, of which SEED=7 TRIAL=12 tells one trial's story again; and a year of faults
# and power cuts beside one without, of which WEEKS=8 plays the beginning.
soak: $(READY)
	$(if $(TRIAL),,$(BIN)/python -m tests.pipeline.service.serve_day)
	$(if $(TRIAL),,$(BIN)/python -m tests.transforms.assignment.soak --seed $(or $(SEED),1))
	$(if $(TRIAL),,$(BIN)/python -m tests.pipeline.service.test_two_at_once)
	$(if $(TRIAL),,$(BIN)/python -m tests.pipeline.faults.soak)
	$(BIN)/python -m tests.pipeline.interleaving.soak --seed $(or $(SEED),1) \
		$(if $(ACTS),--acts $(ACTS)) $(if $(TRIAL),--trial $(TRIAL))
	$(if $(TRIAL),,$(BIN)/python -m tests.pipeline.year.soak --seed $(or $(SEED),1) \
		$(if $(WEEKS),--weeks $(WEEKS)))

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY)
	$(BIN)/python -m benchmarks

# Needs Chromium; the pictures in docs/images come anew from the demo.
screenshots: $(READY)
	$(BIN)/python docs/screenshots.py

# Needs LibreOffice and pdftoppm; PAGES=folder also leaves every page of every paper there.
papers: $(READY)
	$(BIN)/python docs/paper_templates.py
	$(BIN)/python docs/papers.py $(PAGES)

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Needs the tool uv; run it after a dependency in pyproject.toml has changed.
lock:
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
		--generate-hashes --no-header --no-annotate --upgrade --output-file requirements.lock

clean:
	rm -rf $(VENV) demo build *.egg-info

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $(READY)
