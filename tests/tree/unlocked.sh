#!/bin/sh
# On a file system without locks, of two runs on one ENV_DIR at most one succeeds
# at a time, and what it leaves is whole.
. "$(dirname "$0")/../functions.sh"

requires strace -o /dev/null -e inject=flock:error=ENOLCK true

python=$(find_python)
cd "$tmp"
"$pyvenv" --python "$python" --without-pip reference
(cd reference && find . | sort) >"$tmp/names"

# The leak checker does not work in a process that is traced.
program=$top_builddir/core/.libs/pyvenv
LD_LIBRARY_PATH=$top_builddir/.libs
ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0
export LD_LIBRARY_PATH ASAN_OPTIONS

# unlocked ERROR OPTION...: a run whose locks fail.
unlocked () {
  error=$1
  shift
  strace -qq -o /dev/null -e trace=flock -e "inject=flock:error=$error" \
    "$program" --python "$python" --without-pip "$@" >>"$tmp/all" 2>&1
}

tries=0
won=0
for error in ENOLCK ENOSYS EOPNOTSUPP; do
  for option in --clear --upgrade --allow-existing --clear --without-pip; do
    rm -rf env
    unlocked $error $option env &
    first=$!
    unlocked $error $option env &
    second=$!
    for job in $first $second; do
      status=0
      wait $job || status=$?
      case $status in
        0) won=$((won + 1)) ;;
        4 | 8) ;;
        *) cat "$tmp/all"; fail "status $status with $error and $option" ;;
      esac
    done
    tries=$((tries + 1))
    (cd env && find . | sort) >"$tmp/now"
    diff "$tmp/names" "$tmp/now" || fail "$option with $error: not whole"
    works env
  done
done
test $won -ge $tries || fail "of $tries tries only $won runs succeeded"
