#!/bin/sh
# Interrupted at any moment of a download, on a terminal.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/index/servers.sh"
requires python3 -c 'import fcntl, pty, termios'

python=$(find_python)
cd "$tmp"
mkdir wheels
# Wheels of some size, so that there are many moments.
make_wheels wheels 'pip 99.0 py3 20000' 'setuptools 70.0 py3 20000'
export PIP_TIMEOUT=30 PIP_RETRIES=2 PIP_CONFIG_FILE=/dev/null

python3 "$top_srcdir/tests/fetch/interrupt.py" "$pyvenv" "$python" "$tmp/wheels" \
  >log 2>&1 || { tail -n 3 log; fail 'interrupted during a download'; }
