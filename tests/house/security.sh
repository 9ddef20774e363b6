#!/bin/sh
# Each claim of SECURITY.md names tests that exist and are run, and README.md and the
# manual lead there.
. "$(dirname "$0")/../functions.sh"
cd "$top_srcdir"

# Every item of the list of promises.
sed -n '/^## What is promised/,/^## /p' SECURITY.md | awk '
  /^\* / { if (item != "") print item; item = $0; next }
  /^  / && item != "" { item = item " " $0; next }
  item != "" { print item; item = "" }
  END { if (item != "") print item }' >"$tmp/claims"
test "$(wc -l <"$tmp/claims")" -ge 10 || fail "SECURITY.md has no list of claims"
while read -r claim; do
  tests=$(echo "$claim" | grep -oE '`tests/[A-Za-z0-9_./-]*`' | tr -d '`')
  test -n "$tests" || fail "SECURITY.md names no test for: $claim"
  for file in $tests; do
    test -e $file || fail "SECURITY.md names $file, which does not exist"
    grep -qE "(^|[ =])${file%.c}( |\$)" tests/*/Makemodule.am \
      || fail "SECURITY.md names $file, which is not run"
  done
done <"$tmp/claims"
for file in $(grep -oE '`core/[a-z_/]*\.c`' SECURITY.md | tr -d '`'); do
  test -e $file || fail "SECURITY.md names $file, which does not exist"
done
grep -q 'SECURITY\.md' README.md || fail "README.md does not lead to SECURITY.md"
grep -q 'SECURITY\.md' core/program/pyvenv.1.in || fail "pyvenv(1) does not lead to SECURITY.md"
