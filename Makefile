# Everything one needs to run, test and check Microblog. `make help` lists it.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PAGES := .ci/pages
ADDRESS ?= 127.0.0.1:8000
PIP := $(BIN)/pip --disable-pip-version-check install -qq --require-hashes
LOCK := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header --python-version 3.11

.DEFAULT_GOAL := help
.PHONY: help run worker test test-browser check check-pages screenshots messages format demo reset-db mail staff shell lock clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/runtime .env ## Start the site on http://127.0.0.1:8000, and its worker
	@$(BIN)/python manage.py migrate --verbosity 0
	@echo
	@echo "  Microblog is at http://$(ADDRESS)/ – stop it with Ctrl+C."
	@echo "  For a staff user who may open /admin/, run \`make staff\` in another terminal;"
	@echo "  for a community to look at, \`make demo\`."
	@echo
	@trap 'kill $$worker 2>/dev/null' EXIT; \
	SITE_URL=http://$(ADDRESS) $(BIN)/python manage.py worker --no-reload & worker=$$!; \
	SITE_URL=http://$(ADDRESS) $(BIN)/python manage.py runserver $(ADDRESS)

worker: $(VENV)/runtime .env ## Run a worker alone: it sends mail and deletes what is over
	@$(BIN)/python manage.py worker

test: $(VENV)/dev ## Run the tests, but for those in a browser (DATABASE_URL, CACHE_URL: on which)
	$(BIN)/pytest -m "not browser and not pages and not screenshots"

test-browser: $(VENV)/dev ## Run the tests in a browser (CHROMIUM: its path, if not Playwright's)
	$(BIN)/pytest -m browser

check: $(VENV)/dev ## Check format, style, types, imports, templates, migrations, translations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/djade --check --target-version 5.2 $$(git ls-files 'templates/*.html')
	$(BIN)/mypy
	$(BIN)/lint-imports
	DJANGO_SETTINGS_MODULE=microblog.tests.settings $(BIN)/python manage.py makemigrations --check --dry-run
	.ci/messages

check-pages: $(VENV)/dev $(PAGES)/node_modules/.package-lock.json ## Check pages by W3C's checker and Lighthouse (needs npm, Java; CHROMIUM)
	$(BIN)/pytest -m pages --numprocesses 0

screenshots: $(VENV)/dev ## Take pictures of every page, and those of the README (CHROMIUM)
	$(BIN)/pytest -m screenshots --numprocesses 0

messages: $(VENV)/dev ## Bring the translators' catalogues up to date (needs GNU gettext)
	DJANGO_SETTINGS_MODULE=microblog.tests.settings $(BIN)/python manage.py makemessages

format: $(VENV)/dev ## Format the code
	$(BIN)/ruff check --fix --quiet . || true
	$(BIN)/ruff format .
	$(BIN)/djade --target-version 5.2 $$(git ls-files 'templates/*.html') || true

demo: $(VENV)/runtime .env ## Fill in a believable community (only in DEBUG)
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py demo

reset-db: $(VENV)/runtime .env ## Throw the database away and make a new one (only in DEBUG)
	@$(BIN)/python manage.py reset_db --verbosity 0

mail: $(VENV)/dev ## Run a mail server that prints what it gets, on 127.0.0.1:8025
	@echo "Listening on 127.0.0.1:8025; .env wants EMAIL_URL=smtp://127.0.0.1:8025"
	@$(BIN)/python -m aiosmtpd --nosetuid --listen 127.0.0.1:8025

staff: $(VENV)/runtime .env ## Make a staff user
	@$(BIN)/python manage.py createsuperuser

shell: $(VENV)/runtime .env ## Open a Python shell with models and services at hand
	@$(BIN)/python manage.py shell

lock: $(VENV)/dev ## Pin the newest versions that pyproject.toml allows
	$(LOCK) --upgrade pyproject.toml -o requirements.txt
	$(LOCK) --upgrade --constraints requirements.txt --group dev pyproject.toml -o requirements-dev.txt

clean: ## Remove what was installed and made, but neither .env nor the database
	rm -rf $(VENV) $(PAGES)/node_modules staticfiles .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.env:
	@umask 077 && sed "s/^SECRET_KEY=$$/SECRET_KEY=$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(50))')/" .env.example > $@
	@echo "Wrote .env with a fresh SECRET_KEY."

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Microblog needs Python 3.11 or newer.")'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/runtime: requirements.txt | $(VENV)/bin/python
	@echo "Installing what Microblog needs…"
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/dev: requirements-dev.txt | $(VENV)/bin/python
	@echo "Installing what its tests need…"
	@$(PIP) -r requirements-dev.txt
	@touch $@ $(VENV)/runtime

$(PAGES)/node_modules/.package-lock.json: $(PAGES)/package-lock.json
	@echo "Installing what judges pages…"
	@cd $(PAGES) && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@
