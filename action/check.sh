#!/usr/bin/env bash
# Checks the caption files that a pull request or a push changes, by name of any kind; prints annotations for GitHub.
# Variables: those of the step in action.yml; GITHUB_EVENT_NAME, GITHUB_EVENT_PATH, GITHUB_OUTPUT: the runner's.
set -euo pipefail

formats='**/*.srt **/*.vtt **/*.sbv **/*.lrc **/*.ass **/*.ssa **/*.ttml **/*.dfxp **/*.scc **/*.stl'
zeros=0000000000000000000000000000000000000000

say() { printf '%s\n' "$*" >&2; }

# event KEY...: what the event says there; nothing where it says nothing.
event() {
    python - "$@" <<'PYTHON'
import json, os, sys

with open(os.environ["GITHUB_EVENT_PATH"], encoding="utf-8") as stream:
    found = json.load(stream)
for key in sys.argv[1:]:
    found = found.get(key) if isinstance(found, dict) else None
print(found or "")
PYTHON
}

# base: the commit before the changes; nothing where there is none, or all files count.
base() {
    [ "$ALL_FILES" = true ] && return
    case ${GITHUB_EVENT_NAME:-} in
    pull_request | pull_request_target) event pull_request base sha ;;
    merge_group) event merge_group base_sha ;;
    push) event before ;;
    esac
}

# have COMMIT: whether it is here; a shallow checkout lacks it, and can get it.
have() {
    git cat-file -e "$1^{commit}" 2>/dev/null || git fetch --quiet --depth=1 origin "$1" 2>/dev/null
}

# listed: the files to check, each ended by NUL.
listed() {
    local from patterns=() line
    if [ -n "$FILES" ]; then
        while IFS= read -r line; do
            [ -z "$line" ] || patterns+=(":(glob)$line")
        done <<<"$FILES"
    else
        for line in $formats; do patterns+=(":(glob,icase)$line"); done
    fi
    from=$(base)
    if [ -z "$from" ] || [ "$from" = "$zeros" ]; then
        git ls-files -z -- "${patterns[@]}"
    elif have "$from"; then
        # Against where the branch left, if that is known; else against the base as it is.
        from=$(git merge-base "$from" HEAD 2>/dev/null || printf '%s' "$from")
        git diff -z --name-only --diff-filter=d "$from" HEAD -- "${patterns[@]}"
    else
        say "the commit $from cannot be had (actions/checkout with fetch-depth: 0 brings it): all files are checked"
        git ls-files -z -- "${patterns[@]}"
    fi
}

set -f # the patterns are git's
files=()
list=$(mktemp)
trap 'rm -f "$list"' EXIT
listed >"$list"
while IFS= read -r -d '' file; do files+=("$file"); done <"$list"
printf 'checked=%d\n' "${#files[@]}" >>"$GITHUB_OUTPUT"
if [ "${#files[@]}" -eq 0 ]; then
    say "no caption files were changed"
    exit 0
fi
say "checking ${#files[@]} caption files"

options=(--fail-on "$FAIL_ON")
[ -z "$PROFILE" ] || options+=(--profile "$PROFILE")
if [ "$UPLOAD_SARIF" = true ] && [ -z "$SARIF_FILE" ]; then SARIF_FILE=subkit.sarif; fi
if [ -n "$SARIF_FILE" ]; then
    # What cannot be read is in the report, too: the check below tells it by its exit code.
    subkit check "${options[@]}" --format sarif -o "$SARIF_FILE" -- "${files[@]}" || true
    printf 'sarif-file=%s\n' "$SARIF_FILE" >>"$GITHUB_OUTPUT"
fi
subkit check "${options[@]}" --format github -- "${files[@]}"
