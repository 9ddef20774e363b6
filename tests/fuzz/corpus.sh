#!/bin/sh
# The collected inputs of all fuzz targets.
. "$(dirname "$0")/../functions.sh"

for folder in "$top_srcdir"/tests/fuzz/corpus/*; do
  name=${folder##*/}
  target=$top_builddir/tests/fuzz/fuzz_$name
  once=
  ! "$target" -help=1 2>&1 | grep -q libFuzzer || once=-runs=0
  "$target" $once "$folder" >"$tmp/out" 2>&1 || {
    cat "$tmp/out"
    fail "fuzz_$name: status $?"
  }
done
