#!/bin/sh
# The collected inputs of the fuzz target for what indexes answer.
set -eu
if test -n "${top_builddir-}" && "$top_builddir/tests/fuzz/fuzz_page" -help=1 2>&1 \
    | grep -q libFuzzer; then
  exec "$top_builddir/tests/fuzz/fuzz_page" -runs=0 "$top_srcdir/tests/fuzz/corpus/page"
fi
exec "$top_builddir/tests/fuzz/fuzz_page" "$top_srcdir/tests/fuzz/corpus/page"
