#!/bin/sh
# Prints every CPython 3.6 or later of this machine that has venv, a path a line,
# oldest first.  "find_pythons.sh others" prints those with another ABI or by
# others: free-threaded builds (python3.13t), debug builds (python3.13d), PyPy.
kind=${1-usual}

# minor NAME: the 13 of python3.13, python3.13t or pypy3.13.
minor () {
  echo "$1" | sed 's/^[a-z]*3\.//; s/[td]*$//'
}

for python in "$HOME"/.pyenv/versions/*/bin/python3.* \
    /usr/bin/python3.* /usr/local/bin/python3.* /opt/homebrew/bin/python3.* \
    /usr/bin/pypy3.* /usr/local/bin/pypy3.*; do
  name=${python##*/}
  case $(minor "$name") in
    [6-9] | [1-9][0-9]) ;;
    *) continue ;;
  esac
  case $kind,$name in
    usual,python*[0-9]) ;;
    others,*[td] | others,pypy*) ;;
    *) continue ;;
  esac
  test -x "$python" || continue
  "$python" -I -c 'import sys, venv
name, path = sys.implementation.name, sys.argv[1]
if name == "cpython" or "/pypy" in path:
    print("%02d" % sys.version_info[1], path)' "$python" 2>/dev/null || :
done | sort | cut -d ' ' -f 2-
