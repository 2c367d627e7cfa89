#!/bin/sh
# Sets up the virtual environment named in $1 with uv and the locked dependencies.
# Needs only python3 and the package registries. Debian ships python3 without the venv
# module, so where it is missing we ask apt for it, and say what to do where we may not.
set -eu
venv=$1
python=${PYTHON:-python3}

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Python 3.11 or newer is needed; $("$python" --version) was found. Set PYTHON=/path/to/python3." >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip' 2>/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null
    else
        echo "Python's venv module is missing. Run: sudo apt-get install python3-venv" >&2
        exit 1
    fi
fi
[ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
[ -x "$venv/bin/uv" ] || "$venv/bin/python" -m pip install --quiet --disable-pip-version-check uv
# Compiled at once: where Python may write no bytecode, each command would compile all it needs anew.
UV_PROJECT_ENVIRONMENT=$venv "$venv/bin/uv" sync --locked --inexact --all-extras --all-groups --compile-bytecode --quiet
# The style sheets and scripts of others that the portal serves, and axe-core for its tests.
"$venv/bin/python" "$(dirname "$0")/haal_statisch.py"
# The English texts, in the form that Django reads.
"$venv/bin/python" "$(dirname "$0")/vertaal.py" --bouw
