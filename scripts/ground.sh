# What the scripts share: finding a Python, making virtual environments, Debian packages, timing steps. Sourced.
# shellcheck shell=sh
set -eu

ROOT=$(cd "$(dirname "$0")/.." && pwd)
cd "$ROOT"
PIP_DISABLE_PIP_VERSION_CHECK=1
PYTHONUTF8=1
export PIP_DISABLE_PIP_VERSION_CHECK PYTHONUTF8

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "$(basename "$0"): $*"
    exit 1
}

# is_new_enough COMMAND: whether it runs, and is a Python that subkit supports.
is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

# python_version COMMAND: prints e.g. 3.11
python_version() { "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])'; }

# find_python VERSION: prints the command of that minor version, from the path or from pyenv; fails where there is none.
find_python() {
    if is_new_enough "python$1"; then
        command -v "python$1"
        return
    fi
    if command -v pyenv >/dev/null 2>&1; then
        for python in "$(pyenv root)"/versions/"$1".*/bin/python; do
            if is_new_enough "$python"; then
                printf '%s\n' "$python"
                return
            fi
        done
    fi
    return 1
}

# newest_python: prints the newest minor version that is here, e.g. 3.14
newest_python() {
    for version in 3.14 3.13 3.12 3.11; do
        if find_python "$version" >/dev/null; then
            printf '%s\n' "$version"
            return
        fi
    done
}

# any_python: prints the Python to work with: $PYTHON, else python3, else the oldest that will do.
any_python() {
    if [ -n "${PYTHON:-}" ]; then
        is_new_enough "$PYTHON" || fail "PYTHON=$PYTHON is not Python 3.11 or newer"
        printf '%s\n' "$PYTHON"
    elif is_new_enough python3; then
        command -v python3
    else
        find_python 3.11 || find_python 3.12 || find_python 3.13 || find_python 3.14 ||
            fail "needs Python 3.11 or newer; on Debian: apt-get install python3"
    fi
}

# install_debian PACKAGE...: installs through apt where that is allowed, else names the packages and fails.
install_debian() {
    command -v apt-get >/dev/null 2>&1 || fail "please install what Debian calls: $*"
    if [ "$(id -u)" -eq 0 ]; then
        as_root=
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        as_root=sudo
    else
        fail "these packages are missing and I may not install them: sudo apt-get install $*"
    fi
    say "installing Debian packages: $*"
    log=$(mktemp)
    if ! { $as_root apt-get update && $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y \
        --no-install-recommends "$@"; } >"$log" 2>&1; then
        tail -n 20 "$log" >&2
        rm -f "$log"
        fail "apt-get could not install: $*"
    fi
    rm -f "$log"
}

# need_debian LIST: installs those packages of a list (lines "package  command-it-brings") whose command is missing.
need_debian() {
    missing=
    while read -r package brings; do
        case $package in '' | '#'*) continue ;; esac
        command -v "$brings" >/dev/null 2>&1 || missing="$missing $package"
    done <"$1"
    # shellcheck disable=SC2086 # a list of words
    [ -z "$missing" ] || install_debian $missing
}

# need_venv PYTHON: Debian keeps what makes virtual environments in a package of its own.
need_venv() {
    "$1" -c 'import ensurepip, venv' >/dev/null 2>&1 || install_debian "python$(python_version "$1")-venv"
}

# make_venv DIRECTORY PYTHON: a new virtual environment with pip.
make_venv() {
    need_venv "$2"
    rm -rf "$1"
    "$2" -m venv "$1" || fail "could not make the virtual environment $1"
}

# need_uv: gets uv, which installs in seconds what takes pip a minute. Without it, pip does.
need_uv() {
    .venv/bin/python -m pip install --quiet --require-hashes -r scripts/locked/uv.txt >/dev/null 2>&1 || :
}

# by_uv DIRECTORY ARGUMENT...: from where pip would take it, which uv does not ask by itself.
by_uv() {
    [ -x .venv/bin/uv ] || return
    : "${PIP_INDEX_URL:=$(.venv/bin/python -m pip config get global.index-url 2>/dev/null || echo https://pypi.org/simple)}"
    into=$1
    shift
    UV_DEFAULT_INDEX=$PIP_INDEX_URL UV_SYSTEM_CERTS=1 \
        .venv/bin/uv pip install --no-config --no-progress --python "$into/bin/python" "$@"
}

by_pip() {
    into=$1
    shift
    .venv/bin/python -m pip --python "$into/bin/python" install --progress-bar off --no-compile "$@"
}

# install_into DIRECTORY ARGUMENT...: installs packages by uv, or else by pip; quiet unless both fail.
install_into() {
    log=$(mktemp)
    if ! by_uv "$@" >"$log" 2>&1 && ! by_pip "$@" >>"$log" 2>&1; then
        tail -n 30 "$log" >&2
        rm -f "$log"
        fail "could not install into: $*"
    fi
    rm -f "$log"
}

# need_node DIRECTORY: installs what its package-lock.json names, unless that stands there already.
need_node() {
    wanted=$(cksum <"$1/package-lock.json")
    [ "$(cat "$1/node_modules/.made-for" 2>/dev/null)" = "$wanted" ] && return
    log=$(mktemp)
    if ! npm ci --omit=optional --prefix "$1" --no-audit --no-fund >"$log" 2>&1; then
        tail -n 20 "$log" >&2
        rm -f "$log"
        fail "npm could not install what $1/package-lock.json names"
    fi
    rm -f "$log"
    printf '%s\n' "$wanted" >"$1/node_modules/.made-for"
}

# set_up demo|test: makes .venv with subkit in it (editable) and the packages of scripts/locked/$1.txt.
# A stamp remembers what it was made from, so that a second run has nothing to do.
# shellcheck disable=SC2120 # called by those who source this
set_up() {
    lock=scripts/locked/$1.txt
    python=$(any_python)
    wanted=$(cat "$lock" pyproject.toml | cksum)
    wanted="$("$python" --version) $wanted"
    if [ -x .venv/bin/subkit ] && [ "$(cat ".venv/made-for-$1" 2>/dev/null)" = "$wanted" ]; then
        return
    fi
    say "setting up .venv for the $1 ($("$python" --version))"
    if [ "$(.venv/bin/python --version 2>/dev/null)" != "$("$python" --version)" ]; then
        make_venv .venv "$python"
    fi
    [ "$1" = demo ] || need_uv # the demo's few packages take pip no longer than uv itself does
    install_into .venv --require-hashes -r "$lock"
    install_into .venv --no-deps -e .
    # Compiled once here, a command starts in half the time, also where Python may not write beside its sources. Not what
    # no command and no test loads, which is half of it all. A package may hold templates that are no Python.
    site=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
    .venv/bin/python -m compileall -q -j 0 -x '/(debugpy|mypyc?|pip|pygments/lexers)/' \
        subkit adapters "$site" >/dev/null || :
    printf '%s\n' "$wanted" >".venv/made-for-$1"
    # The tests' environment has all that the demo needs.
    if [ "$1" = test ]; then
        printf '%s\n' "$("$python" --version) $(cat scripts/locked/demo.txt pyproject.toml | cksum)" >.venv/made-for-demo
    fi
}
