# Steps that are named, timed and summed up at the end. Sourced after ground.sh.
# shellcheck shell=sh

STEPS=$(mktemp -d)
trap 'rm -rf "$STEPS"' EXIT
: >"$STEPS/times"
: >"$STEPS/pytest"

# step NAME COMMAND...: runs a command; ends the script where it fails.
step() {
    name=$1
    shift
    began=$(date +%s)
    printf '\n== %s\n' "$name"
    "$@" || fail "$name failed"
    printf '%5d s  %s\n' "$(($(date +%s) - began))" "$name" >>"$STEPS/times"
}

# with_closing_line COMMAND...: runs pytest and keeps the line it ends with for the summary.
with_closing_line() {
    rm -f "$STEPS/pipe"
    mkfifo "$STEPS/pipe"
    tee "$STEPS/log" <"$STEPS/pipe" &
    status=0
    "$@" >"$STEPS/pipe" 2>&1 || status=$?
    wait
    grep -E '^(=+ )?[0-9]+ passed' "$STEPS/log" | tail -n 1 >>"$STEPS/pytest"
    return "$status"
}

# leave_out NAME: says at the end that a step had nothing to do.
leave_out() { printf '    -    %s\n' "$1" >>"$STEPS/times"; }

# sum_up: the time of each step, and pytest's closing lines, that of the first run last.
sum_up() {
    printf '\n== all steps passed\n'
    cat "$STEPS/times"
    sed '1!G;h;$!d' "$STEPS/pytest"
}
