#!/bin/sh
# The manual pages know every option, function and exit status, and name none
# that there is not.
. "$(dirname "$0")/../functions.sh"

# In a release it is built already.
page=$top_builddir/core/program/pyvenv.1
test -f "$page" || page=$top_srcdir/core/program/pyvenv.1
"$pyvenv" --help >"$tmp/help" || fail '--help'

sed -n 's/^  \(-., \)\{0,1\}--\([a-z-]*\).*/\2/p' "$tmp/help" | sort >"$tmp/options"
test "$(wc -l <"$tmp/options")" -gt 25 || fail 'options of --help'
sed -n 's/^\.It .*Fl -\([a-z-]*\).*/\1/p' "$page" | sort >"$tmp/documented"
diff "$tmp/options" "$tmp/documented" || fail 'options of --help (<) and of pyvenv.1 (>)'

sed -n '/^PYVENV_0/,/local:/s/^    \(pyvenv_[a-z_]*\);/\1/p' "$top_srcdir/core/pyvenv.map" \
  | sort >"$tmp/exported"
declared () {
  sed -n 's/.*\(pyvenv_[a-z_]*\) (.*/\1/p; s/^\(pyvenv_[a-z_]*\) (.*/\1/p' "$@" \
    | sort -u | grep -Fx -f "$tmp/exported"
}
declared "$top_srcdir"/plugin-api/*.h >"$tmp/plugin-api"
declared "$top_srcdir/core/pyvenv.h" >"$tmp/application-api"
sort -u "$tmp/plugin-api" "$tmp/application-api" | diff "$tmp/exported" - \
  || fail 'exported functions (<) and the headers (>)'
for function in $(grep -v builder "$tmp/plugin-api"); do
  cat "$top_srcdir"/plugin-api/*.3 | grep -q "Fn $function " \
    || fail "no page of plugin-api has $function"
done

# The shells that there are scripts for are those that activation is tried in.
sed -n '/^\.Sh ACTIVATION/,/^\.Sh COMPLETION/p' "$page" >"$tmp/activation"
grep '^# For ' "$top_srcdir"/core/scripts/*/* | wc -l >"$tmp/scripts"
grep -c '^\.It Ql .*activate' "$tmp/activation" | diff "$tmp/scripts" - \
  || fail 'scripts (<) and items (>) of ACTIVATION in pyvenv.1'
for test in "$top_srcdir"/tests/activation/*.sh; do
  shell=$(basename "$test" .sh)
  case $shell in
    text | activators | variables) continue ;;
    pwsh) shell=PowerShell ;;
  esac
  grep -qw "$shell" "$tmp/activation" || fail "ACTIVATION in pyvenv.1 lacks $shell"
done

for kind in $(sed -n 's/^#define PYVENV_ERROR_[A-Z]* *\([0-9]*\) .*/\1/p; s/^#define PYVENV_ERROR_[A-Z]* *\([0-9]*\)$/\1/p' \
    "$top_srcdir/plugin-api/pyvenv-context.h"); do
  grep -Eq "^\.It $kind\$|$kind after" "$page" || fail "exit status $kind is not in pyvenv.1"
done

for plugin in "$top_srcdir"/plugins/*/pyvenv-*.7; do
  name=$(basename "$plugin" .7)
  name=${name#pyvenv-}
  "$pyvenv" --plugin-info "$name" >"$tmp/info" || fail "--plugin-info $name"
  sed -n 's/^key=\([a-z-]*\).*/\1/p' "$tmp/info" | sort >"$tmp/keys"
  # As an item of its own, not somewhere in the prose.
  sed -n '/^\.It /p' "$plugin" | grep -oE '(Fl -|Sy )[a-z-]+' \
    | sed 's/^Fl -//; s/^Sy //' | sort >"$tmp/items" || :
  diff "$tmp/keys" "$tmp/items" || fail "keys (<) and items (>) of $(basename "$plugin")"
done

# The downloads that they show are those that a test draws.
sed -n 's/^  "\(.* \[#.*\] .* left\)",$/\1/p' "$top_srcdir/tests/program/test_bars.c" >"$tmp/drawn"
test "$(wc -l <"$tmp/drawn")" = 2 || fail 'the session of test_bars.c'
for page in README.md plugins/setuptools-pip/pyvenv-setuptools-pip.7; do
  grep '\[#.*\] ' "$top_srcdir/$page" | diff "$tmp/drawn" - \
    || fail "the session of test_bars.c (<) and of $page (>)"
done
