# Synonyms for the scripts, for those who have make.
.POSIX:
.PHONY: demo test coverage test-laws test-crash test-faults test-live test-load test-scale test-flight test-interop test-browser test-media test-habits test-examples test-docs fuzz compiled test-compiled test-wheels lock docs clean

demo:
	sh scripts/demo

test:
	sh scripts/test

coverage:
	CI=1 .venv/bin/pytest -q -n 2 --dist worksteal --cov --cov-report=term

test-laws:
	sh scripts/test-laws

test-crash:
	sh scripts/test-crash

test-faults:
	sh scripts/test-faults

test-live:
	sh scripts/test-live

test-load:
	sh scripts/test-load

test-scale:
	sh scripts/test-scale

test-flight:
	sh scripts/test-flight

test-interop:
	sh scripts/test-interop

test-browser:
	sh scripts/test-interop -m ""

test-media:
	sh scripts/test-media

test-habits:
	sh scripts/test-habits

test-examples:
	sh scripts/test-examples

fuzz:
	sh scripts/fuzz

docs:
	sh scripts/docs

test-docs:
	sh scripts/test-docs

compiled:
	sh scripts/build-compiled

test-compiled:
	sh scripts/test-compiled

test-wheels:
	sh scripts/test-wheels

lock:
	sh scripts/lock

clean:
	rm -rf .compiled .venv .venv-* build dist .cache demo-output .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .fuzz tests/interop/node_modules
