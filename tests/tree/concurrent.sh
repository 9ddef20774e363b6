#!/bin/sh
# Two runs on one ENV_DIR are one after the other, and the result is whole.
. "$(dirname "$0")/../functions.sh"

python=$(find_python)
cd "$tmp"
"$pyvenv" --python "$python" --without-pip reference
(cd reference && find . | sort) >"$tmp/names"

# is_whole DIR: the same names as one made alone, and it works.
is_whole () {
  (cd "$1" && find . | sort) >"$tmp/now"
  diff "$tmp/names" "$tmp/now" || fail "$1 is not as one made alone"
  works "$1"
}

# at_once N OPTION...: N runs on the same directory.
at_once () {
  count=$1
  shift
  jobs=
  while test "$count" -gt 0; do
    "$pyvenv" --python "$python" --without-pip "$@" >>"$tmp/all" 2>&1 &
    jobs="$jobs $!"
    count=$((count - 1))
  done
  statuses=
  for job in $jobs; do
    status=0
    wait "$job" || status=$?
    statuses="$statuses $status"
  done
}

for round in 1 2 3 4 5; do
  at_once 4 --clear env
  case $statuses in
    *[1-9]*) cat "$tmp/all"; fail "round $round:$statuses" ;;
  esac
  is_whole env
  at_once 4 --upgrade env
  case $statuses in
    *[1-9]*) cat "$tmp/all"; fail "round $round:$statuses" ;;
  esac
  is_whole env
  rm -rf env

  # Of several that need a fresh directory one wins, the others are refused.
  at_once 4 deep/er/env
  won=0
  for status in $statuses; do
    case $status in
      0) won=$((won + 1)) ;;
      4) ;;
      *) cat "$tmp/all"; fail "round $round:$statuses" ;;
    esac
  done
  test $won = 1 || fail "round $round: $won runs made it"
  is_whole deep/er/env
  rm -rf deep
done

# Somebody else holds it: the second says so and, told not to wait, gives up.
mkdir held
if command -v flock >/dev/null 2>&1; then
  flock held sleep 30 &
  holder=$!
  clean_up () { kill $holder 2>/dev/null || :; remove_tmp; }
  until ! flock -n held true; do :; done
  refuses 8 held "$pyvenv" --python "$python" --without-pip --lock-timeout=0 held
  kill $holder
  test -z "$(ls -A held)" || fail "something is left"
fi

# Different ones do not wait for each other, and share the cache of interpreters.
rm -rf "$HOME/.cache"
jobs=
for i in 1 2 3 4 5 6; do
  "$pyvenv" --python "$python" --without-pip "env$i" >>"$tmp/all" 2>&1 &
  jobs="$jobs $!"
done
for job in $jobs; do
  wait "$job" || { cat "$tmp/all"; fail "one of six failed"; }
done
for i in 1 2 3 4 5 6; do
  is_whole "env$i"
done
