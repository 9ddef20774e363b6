#!/bin/sh
# Locks that pip, uv and PDM wrote: which files they install is what the packaging
# library says, kept in data/*.expected; where a pip 26.1 or later is found, it is
# asked again.
. "$(dirname "$0")/../functions.sh"
data=$top_srcdir/tests/lock/data

asked=
for python in $(find_pythons); do
  ! "$python" -I -c 'from pip._vendor.packaging.pylock import Pylock
Pylock.select' 2>/dev/null || asked=$python
done

for lock in "$data"/pylock.*.toml; do
  for facts in linux-3.11 macos-3.9; do
    name=$(basename "$lock" .toml)
    expected=$data/$name.$facts.expected
    status=0
    "$top_builddir/tests/lock/locked" "$lock" "$data/$facts" >"$tmp/found" || status=$?
    test $status != 77 || skip "built without toml++"
    if test -n "$asked"; then
      "$asked" -I "$top_srcdir/tests/lock/ask_pylock.py" "$lock" "$data/$facts" \
        >"$tmp/answer" 2>&1 || : "the lock is not for this environment"
      test $status != 0 || cmp -s "$tmp/answer" "$expected" \
        || fail "$expected is not what $asked says"
    fi
    # What is wrong has words of our own; where it is not told from the path.
    sed "s|'$data/|'|" "$tmp/found" >"$tmp/shown"
    diff "$expected" "$tmp/shown" || fail "$name in $facts"
  done
done
