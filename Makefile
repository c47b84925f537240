# Synonyms for the scripts, for those who have make.
.POSIX:
.PHONY: demo test lock clean

demo:
	sh scripts/demo

test:
	sh scripts/test

lock:
	sh scripts/lock

clean:
	rm -rf .venv .venv-* dist demo-output .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
