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

# beside NAME COMMAND...: begins a step that runs beside those that follow, until `joined`. One at a time.
beside() {
    beside=$1
    shift
    {
        beside_began=$(date +%s)
        "$@" && printf '%5d s  %s (beside the next)\n' "$(($(date +%s) - beside_began))" "$beside" >>"$STEPS/times"
    } >"$STEPS/beside" 2>&1 &
    beside_process=$!
}

# joined: waits for the step that was begun so, and shows what it said; ends the script where it failed.
joined() {
    printf '\n== %s\n' "$beside"
    wait "$beside_process" || {
        cat "$STEPS/beside"
        fail "$beside failed"
    }
    cat "$STEPS/beside"
}

# with_closing_line COMMAND...: runs pytest and keeps the line it ends with for the summary.
with_closing_line() {
    rm -f "$STEPS/pipe"
    mkfifo "$STEPS/pipe"
    tee "$STEPS/log" <"$STEPS/pipe" &
    tee=$!
    status=0
    "$@" >"$STEPS/pipe" 2>&1 || status=$?
    wait "$tee"
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
