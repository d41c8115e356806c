# Everything a developer types. `make help` explains itself.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8080

.DEFAULT_GOAL := help
.PHONY: help demo install dev test contract isolation check format bench evaluate lock asyncapi image clean

help: ## show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## (.*)/\1\t\2/' | expand -t 12

demo: install ## start Gaung with a small web of fictional outlets (PORT=8080)
	@$(BIN)/gaung demo --port $(PORT)

install: $(VENV)/.installed ## the runtime, from the lock file, into .venv

$(VENV)/.installed: requirements.lock pyproject.toml
	@echo "Installing Gaung into $(VENV) (about a minute) …"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Gaung needs Python 3.11 or newer; name one: make demo PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV) || { echo "python3 -m venv failed: on Debian, apt-get install python3-venv"; exit 1; }
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

dev: $(VENV)/.dev ## the runtime and the tools for tests and checks

$(VENV)/.dev: $(VENV)/.installed requirements-dev.lock
	@echo "Installing the tools for tests …"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

test: dev ## every test; those whose server is missing are skipped (in CI they fail)
	$(BIN)/python -m pytest $(ARGS)

contract: dev ## schemathesis with every phase and 25 cases an operation, as each role (SEED=)
	GAUNG_TEST_CONTRACT_EXAMPLES=25 GAUNG_TEST_CONTRACT_SEED=$(or $(SEED),1) $(BIN)/python -m pytest tests/contract_quality

isolation: dev ## 100,000 calls of every operation with what belongs to other tenants (CALLS=, SEED=)
	$(BIN)/python -m tests.isolation.run --calls $(or $(CALLS),100000) --seed $(or $(SEED),1)

check: dev ## formatting, lint, types, import rules, generated documents
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m shared.contracts.asyncapi --check

format: dev ## let ruff rewrite what it can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: dev ## measure, as ratios against baselines in the same run
	$(BIN)/python -m benchmarks

evaluate: dev ## measure how well Gaung reads (DATA=folder adds published sets), into docs/evaluation.md
	$(BIN)/python -m evaluation --write $(if $(DATA),--data $(DATA))

asyncapi: dev ## write docs/asyncapi.yaml from the message models
	$(BIN)/python -m shared.contracts.asyncapi

lock: dev ## pin the newest allowed versions with their hashes
	$(BIN)/pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --strip-extras --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --output-file requirements.lock pyproject.toml
	$(BIN)/pip-compile --quiet --strip-extras --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --extra dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml

image: ## build the one image of all services and print its size
	docker build --file deploy/Dockerfile --tag gaung:local .
	@docker image inspect gaung:local --format '{{.Size}}' | awk '{printf "image size: %.0f MB\n", $$1 / 1000000}'

clean: ## remove the environment and the caches (not ./data)
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache *.egg-info
