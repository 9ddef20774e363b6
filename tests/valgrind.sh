#!/bin/sh
# Runs under valgrind the unit test that is named, or else the program's main jobs: a
# part of "make check-valgrind", which says where things are.
set -u
command -v valgrind >/dev/null || { echo 'valgrind is not installed'; exit 77; }
temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
failed=0

LD_LIBRARY_PATH=$top_builddir/.libs
PYVENV_PLUGIN_DIR=$top_builddir/plugins/.libs
PYVENV_MODULE_DIR=$top_builddir/core/.libs
PYVENV_CACHE_DIR=$temporary/cache
PYVENV_CONFIG=
PYVENV_SYSTEM_CONFIG=$temporary
export LD_LIBRARY_PATH PYVENV_PLUGIN_DIR PYVENV_MODULE_DIR PYVENV_CACHE_DIR \
  PYVENV_CONFIG PYVENV_SYSTEM_CONFIG

# The expected exit status, then the command.
run () {
  expected=$1
  shift
  valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite \
    --trace-children=no "$@" >"$temporary/log" 2>&1
  status=$?
  if [ $status -ne "$expected" ]; then
    echo "FAIL: status $status, not $expected: $*"
    cat "$temporary/log"
    failed=1
  fi
}

if [ $# -gt 0 ]; then
  # A child that cannot be started looks to valgrind like one that exits.
  case $1 in */test_process | */test_interpreter) exit 0 ;; esac
  program=$(dirname "$1")/.libs/$(basename "$1")
  [ -x "$program" ] || program=$1
  run 0 "$program"
  exit $failed
fi

pyvenv=$top_builddir/core/.libs/pyvenv
env=$temporary/env
run 0 "$pyvenv" --help
run 0 "$pyvenv" --plugins
run 2 "$pyvenv"
run 0 "$pyvenv" --without-pip "$env"
run 4 "$pyvenv" --without-pip "$env"
run 0 "$pyvenv" --without-pip --clear --prompt "it's" "$env"
run 0 "$pyvenv" --without-pip --upgrade "$env"
run 0 "$pyvenv" --without-pip --copies "$env"-a "$env"-b "$env"-c
run 0 "$pyvenv" -v --clear "$env"
run 0 "$pyvenv" --json --plugin=setuptools-pip "$env"-d
exit $failed
