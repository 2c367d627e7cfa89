# Every command of the project, in one place. `make help` lists them.
PYTHON ?= python3
VENV   := .venv
UV     := $(VENV)/bin/uv
RUN    := $(UV) run --no-sync
# Commands and tests start Python often; compiling everything each time would take longer than what they do.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help install demo test lint bench clean

help: ## Show this list
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(VENV)/.ready ## Set up everything: uv in .venv and the locked dependencies

$(VENV)/.ready: pyproject.toml uv.lock package-lock.json tools/installeer.sh tools/haal_statisch.py \
		tools/vertaal.py src/vsv/portaal/locale/en/LC_MESSAGES/django.po
	@PYTHON=$(PYTHON) sh tools/installeer.sh $(VENV)
	@touch $@

demo: install ## A small Netherlands goes through twelve weeks (DEMO_STOP=1 ends after the run)
	@$(RUN) vsv demo $(if $(DEMO_STOP),--stop)

test: install ## All tests: unit, integration (real PostgreSQL), acceptance, and the portal in a real browser
	@sh tools/haal_browser.sh
	@$(RUN) pytest -n 2 --dist worksteal

lint: install ## Format, style, types and the walls between the rooms
	@$(RUN) ruff format --check .
	@$(RUN) ruff check .
	@$(RUN) lint-imports
	@$(RUN) mypy

bench: install ## Measure against baselines in the same run; writes bench/uitkomst.json
	@$(RUN) python -m bench

clean: ## Remove what this folder made: the environment and the demo's data
	rm -rf $(VENV) .vsv node_modules src/vsv/portaal/static/derden src/vsv/portaal/locale/*/LC_MESSAGES/django.mo
