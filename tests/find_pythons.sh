#!/bin/sh
# Prints every CPython 3.6 or later of this machine that has venv, a path a line,
# oldest first.
for python in "$HOME"/.pyenv/versions/*/bin/python3.* \
    /usr/bin/python3.* /usr/local/bin/python3.* /opt/homebrew/bin/python3.*; do
  case ${python##*/python3.} in
    [6-9] | [1-9][0-9]) ;;
    *) continue ;;
  esac
  test -x "$python" || continue
  "$python" -I -c 'import sys, venv
if sys.implementation.name == "cpython":
    print("%02d" % sys.version_info[1], sys.argv[1])' "$python" 2>/dev/null || :
done | sort | cut -d ' ' -f 2-
