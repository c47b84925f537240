#!/bin/sh
# Captions of every result in a folder, and a report on them:   captions.sh RESULTS CAPTIONS [PROFILE]
#
# May be run as often as you like, from cron, say: a result that is not newer than its captions is left alone. A run that was
# killed leaves no half file, and the next one goes on. Ends with 1 if a result could not be read, or if a hard rule is broken.
set -eu

results=$1 captions=$2 profile=${3:-default}
mkdir -p "$captions"

# Two runs at once would do the same work twice.
exec 9>"$captions/.lock"
flock --nonblock 9 || {
    echo "captions.sh: another run works on $captions" >&2
    exit 1
}

set --
for result in "$results"/*.json; do
    [ -e "$result" ] || continue
    name=$(basename "$result" .json)
    [ -n "$(find "$captions/$name.vtt" -newer "$result" 2>/dev/null)" ] || set -- "$@" "$result"
done

failed=0
if [ $# -gt 0 ]; then
    # All at once: the program starts once, and one that fails stops no other.
    subkit convert --to vtt --output-dir "$captions" --overwrite --profile "$profile" --verbose -- "$@" || failed=1
fi

set -- "$captions"/*.vtt
if [ -e "$1" ]; then
    subkit check --profile "$profile" --format junit -o "$captions/report.xml" -- "$@" || failed=1
fi
exit "$failed"
