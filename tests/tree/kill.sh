#!/bin/sh
# Killed at any system call that changes something: the next run cleans up and
# succeeds without being asked; an environment that existed is whole, as before
# or as after.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/tree/points.sh"
python=$(find_python)
cd "$tmp"
"$pyvenv" --python "$python" --without-pip reference
(cd reference && find . | sort) >"$tmp/names"
bare="--python $python --without-pip"

# The points from the first change on.
changes_of () { points "$changes" 'mkdir|pyvenv-unfinished' $bare "$@"; }

# killed_at POINT ARGUMENT...
killed_at () {
  at=$1
  shift
  killed "$at" $bare "$@"
}

# clean_run ARGUMENT...: succeeds, with no other options than the user's.
clean_run () {
  expect_status 0 "$pyvenv" --python "$python" --without-pip "$@"
}

# is_whole DIR: the same names as one made at one go, and it works.
is_whole () {
  (cd "$1" && find . | sort) >"$tmp/now"
  diff "$tmp/names" "$tmp/now" || fail "$1 after a kill at $point and a rerun"
  works "$1"
}

# A point may be missed where a run makes a call more or less than the traced
# one; what counts is that all is well, and that most were kills.
# 1. A new environment.
kills=0
list=$(changes_of deep/env)
rm -rf deep
for each in $list; do
  if killed_at "$each" deep/env; then
    kills=$((kills + 1))
  fi
  test -e deep || continue
  # What is left is whole, or recognised as unfinished.
  if test ! -e deep/env/pyvenv.cfg || test -e deep/env/.pyvenv-unfinished; then
    clean_run deep/env
  fi
  is_whole deep/env
  rm -rf deep
done
# 2. An upgrade: after the kill and the rerun all is well.
"$pyvenv" --python "$python" --without-pip --prompt old env
list=$(changes_of --upgrade env)
for each in $list; do
  if killed_at "$each" --upgrade env; then
    kills=$((kills + 1))
  fi
  clean_run --upgrade env
  is_whole env
  grep -q "^prompt = 'old'" env/pyvenv.cfg || fail "the prompt is lost at $each"
done

# 3. The clean-up itself is killed, and once more cleaned up.
list=$(changes_of --clear --prompt old env)
number=0
for first in $list; do
  number=$((number + 1))
  test $((number % 60)) = 45 || continue
  killed_at "$first" --clear --prompt old env || continue
  for each in $(changes_of --upgrade env); do
    killed_at "$first" --clear --prompt old env || continue
    if killed_at "$each" --upgrade env; then
      kills=$((kills + 1))
    fi
    clean_run --upgrade env
    is_whole env
  done
done

# 4. --clear: what the user had is there again as long as the run has not come
# to its end.
user_files () {
  mkdir env/more
  echo mine | tee env/mine >env/more/file
}
user_files
list=$(changes_of --clear --prompt old env)
user_files
for each in $list; do
  if killed_at "$each" --clear --prompt old env; then
    kills=$((kills + 1))
  fi
  # A run that must not clear undoes the killed one first; then it upgrades
  # either the old environment, with all that was in it, or the new one.
  clean_run --upgrade env
  if test -e env/mine || test -e env/more; then
    test "$(cat env/mine env/more/file)" = "$(printf 'mine\nmine')" \
      || fail "half of the old one after a kill at $each"
    test -e env/bin/activate || fail "no scripts after a kill at $each"
    works env
  else
    is_whole env
    user_files
  fi
done
test $kills -gt 100 || fail "only $kills kills"
