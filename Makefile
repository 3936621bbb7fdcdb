# make demo: a site with example people on this machine. make test: the tests. make help: all of it.
# Needs Python 3.11 or newer and nothing else; what is installed goes into .venv.

PORT ?= 8000
ARGS ?=
VENV := .venv/bin
# The first Python that is new enough, unless told: make demo PYTHON=/path/to/python3.12
PYTHON ?= $(FOUND)
FOUND = $(eval FOUND := $(shell for each in python3 python3.13 python3.12 python3.11 python3.14; do \
	$$each -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>/dev/null && echo $$each && exit; \
	done; echo python3))$(FOUND)
READY = @command -v "$(PYTHON)" >/dev/null || { echo "Big Story needs Python 3.11 or newer, and there is no $(PYTHON) here. Install it first."; exit 1; }; \
	"$(PYTHON)" bigstory/environment.py

.PHONY: help demo test browser drill lint

help:
	@echo "make demo    an example site on http://127.0.0.1:8000 (another port: make demo PORT=8001)"
	@echo "make test    the tests, on SQLite; no browser, no server (some of them: make test ARGS=areas)"
	@echo "make browser journeys and axe in a real browser (needs Debian's chromium)"
	@echo "make drill   floods and races against a running site, at full size (DATABASE_URL=... for PostgreSQL)"
	@echo "make lint    whether the code is written as agreed"

demo:
	$(READY) requirements.txt
	@BIGSTORY_MODE=demo $(VENV)/python manage.py demo --port "$(PORT)"

test:
	$(READY) requirements-dev.txt
	@env -u DATABASE_URL -u BIGSTORY_MODE $(VENV)/python -m pytest -q -n 2 --dist worksteal $(ARGS)

browser:
	$(READY) requirements-dev.txt
	@env -u DATABASE_URL -u BIGSTORY_MODE $(VENV)/python -m pytest -q -m browser -n 2 --dist worksteal $(ARGS)

drill:
	$(READY) requirements-dev.txt
	@env -u BIGSTORY_MODE DRILL=1 $(VENV)/python -m pytest -q -s -m live $(ARGS)

lint:
	$(READY) requirements-dev.txt
	@$(VENV)/ruff check .
	@$(VENV)/ruff format --check .
	@env -u DATABASE_URL -u BIGSTORY_MODE $(VENV)/mypy --no-error-summary --config-file .ci/mypy.ini
	@$(VENV)/djlint --quiet --lint templates
