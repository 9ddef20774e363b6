#!/bin/sh
# The collected inputs of the wheel reader's fuzz target.
set -eu
if test -n "${top_builddir-}" && "$top_builddir/tests/fuzz/fuzz_wheel" -help=1 2>&1 \
    | grep -q libFuzzer; then
  exec "$top_builddir/tests/fuzz/fuzz_wheel" -runs=0 "$top_srcdir/tests/fuzz/corpus/wheel"
fi
exec "$top_builddir/tests/fuzz/fuzz_wheel" "$top_srcdir/tests/fuzz/corpus/wheel"
