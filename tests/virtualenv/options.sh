#!/bin/sh
# Each option of virtualenv is taken, is in --help and in the manual.
. "$(dirname "$0")/../functions.sh"
enter_place

# The long options of a --help on standard input.
long_options () {
  sed -n 's/^  \(-.*\)/\1/p' | sed 's/   *.*//' | grep -oE -- '--[a-z][a-z-]*' | sort -u
}
COLUMNS=200 "$pyvenv" --as=virtualenv --help >"$tmp/help" || fail '--help'
long_options <"$tmp/help" >"$tmp/ours"
test "$(wc -l <"$tmp/ours")" -gt 35 || fail "only $(wc -l <"$tmp/ours") options"

sed -n '/^\.Sh OPTIONS/,/^\.Sh ENV/s/^\.It //p' \
  "$top_srcdir/core/virtualenv/pyvenv-virtualenv.7" \
  | grep -oE -- '-[a-z][a-z-]+' | sed 's/^-/--/' | sort -u >"$tmp/manual"
diff "$tmp/ours" "$tmp/manual" || fail 'options of --help (<) and of the manual (>)'

virtualenv=${PYVENV_TEST_VIRTUALENV:-virtualenv}
COLUMNS=200 "$virtualenv" --help >"$tmp/theirs.help" 2>/dev/null </dev/null \
  || skip "needs: virtualenv, or its path in PYVENV_TEST_VIRTUALENV"
long_options <"$tmp/theirs.help" >"$tmp/theirs"
test "$(wc -l <"$tmp/theirs")" -gt 25 || fail "the options of $virtualenv are not read"
comm -13 "$tmp/ours" "$tmp/theirs" >"$tmp/missing"
test ! -s "$tmp/missing" || fail "not taken: $(cat "$tmp/missing")"

# Whether an option has a value is the same.
for option in $(comm -12 "$tmp/ours" "$tmp/theirs"); do
  case $option in --help) continue ;; esac
  theirs=no ours=no
  ! grep -qE -- "^  (-.*, )?$option(, --[a-z-]*)? [a-zA-Z_{]" "$tmp/theirs.help" || theirs=yes
  status=0
  "$pyvenv" --as=virtualenv "$option" >"$tmp/out" 2>&1 || status=$?
  ! grep -q 'expected one argument' "$tmp/out" || ours=yes
  echo "$option $theirs $ours"
done >"$tmp/arguments"
awk '$2 != $3' "$tmp/arguments" >"$tmp/different"
test ! -s "$tmp/different" || fail "a value is wanted by one only: $(cat "$tmp/different")"
test -z "$(ls -A)" || fail "something was created"
