#!/usr/bin/env bash
# Installs subkit into a virtual environment of its own, so that nothing of the project that is checked is touched.
# ACTION: the folder of the action; SUBKIT: what pip installs instead of it; RUNNER_TEMP, GITHUB_PATH: the runner's.
set -euo pipefail

wanted=${SUBKIT:-${ACTION}[ass,broadcast]}
python -m venv "$RUNNER_TEMP/subkit"
"$RUNNER_TEMP/subkit/bin/python" -m pip install --quiet --disable-pip-version-check "$wanted"
echo "$RUNNER_TEMP/subkit/bin" >>"$GITHUB_PATH"
"$RUNNER_TEMP/subkit/bin/subkit" --version
