#!/bin/sh
# --completion: the scripts, in the real shells.
. "$(dirname "$0")/../functions.sh"

use_test_plugins
python=$(find_python)
enter_place
mkdir 'env folder' "$tmp/bin"
for name in python9.9 other9.9; do
  printf '#!/bin/sh\n' >"$tmp/bin/$name"
  chmod 755 "$tmp/bin/$name"
done
PATH=$tmp/bin:$PATH
TERM=dumb
export TERM

refuses 2 "not one of: bash zsh fish" "$pyvenv" --completion=csh
expect_status 0 "$pyvenv" --completion=csh --help

# What is typed, and what pyvenv gets.  A folder may end with a slash.
cat >"$tmp/cases" <<'END'
--cachedir-t\t
<--cachedir-tag>
--link-mode=har\t
<--link-mode=hardlink>
--link-mode har\t
<--link-mode><hardlink>
--lock-t\t5 e\t
<--lock-timeout=5><env folder>
--cache-dir=en\t
<--cache-dir=env folder>
--plugin=oute\t
<--plugin=outer>
--plugin outer --outer-te\tx
<--plugin><outer><--outer-text=x>
--plugin=outer --outer-te\tx
<--plugin=outer><--outer-text=x>
--outer-te\t
<--outer-te>
--set outer.outer-f\tyes
<--set><outer.outer-flag=yes>
--copies=n\t
<--copies=no>
-p python9\t
<-p><python9.9>
--python=python9\t
<--python=python9.9>
-p other9\t
<-p><other9>
--completion=b\t
<--completion=bash>
END
sed -n 'n; p' "$tmp/cases" >"$tmp/expected"

tested=
for shell in bash zsh; do
  expect_status 0 "$pyvenv" --completion=$shell
  cp "$tmp/out" "$tmp/script.$shell"
  command -v $shell >/dev/null || continue
  tested="$tested $shell"
  $shell -n "$tmp/script.$shell" || fail "$shell does not read its script"
  : >"$tmp/said"
  sed -n 's/^/pyvenv /p; n' "$tmp/cases" \
    | "$python" -I "$top_srcdir/tests/program/completion.py" $shell \
        "$tmp/script.$shell" "$tmp/said" || fail "$shell does not end"
  sed '1d; s,/>,>,g' "$tmp/said" | diff "$tmp/expected" - \
    || fail "completion in $shell"
done

# offers LINE WORD...: what fish offers for LINE.
offers () {
  line=$1
  shift
  expect_status 0 fish --no-config -c '. $argv[1]; complete -C $argv[2]' \
    "$tmp/script.fish" "pyvenv $line"
  printf '%s\n' "$@" >"$tmp/expected"
  cut -f 1 "$tmp/out" | diff "$tmp/expected" - || fail "fish, for: $line"
}
expect_status 0 "$pyvenv" --completion=fish
cp "$tmp/out" "$tmp/script.fish"
if command -v fish >/dev/null; then
  tested="$tested fish"
  offers --cachedir-t --cachedir-tag
  offers --link-mode=har --link-mode=hardlink
  offers '--link-mode har' hardlink
  offers '--lock-timeout 5 e' 'env folder/'
  offers '--cache-dir=en' '--cache-dir=env folder/'
  offers '--plugin=oute' --plugin=outer
  offers '--plugin outer --outer-te' --outer-text
  offers '--plugin=outer --outer-te' --outer-text
  offers '--set outer.outer-f' outer.outer-flag=
  offers '-p python9' python9.9
  expect_status 0 fish --no-config -c '. $argv[1]; complete -C $argv[2]' \
    "$tmp/script.fish" 'pyvenv --outer-te'
  test ! -s "$tmp/out" || fail "fish offers a key without its plugin"
fi

# Keys of what the settings load need no --plugin, and one that is not there is no
# reason to complete nothing.
printf '[pyvenv]\nplugins = outer, not-there\n' >"$tmp/broken.ini"
printf '[pyvenv]\nplugins = outer\n' >"$tmp/pyvenv.ini"
for shell in bash zsh fish; do
  PYVENV_CONFIG=$tmp/broken.ini expect_status 0 "$pyvenv" --completion=$shell
  expect_error 'not-there'
  PYVENV_CONFIG=$tmp/pyvenv.ini expect_status 0 "$pyvenv" --completion=$shell
  ! cmp -s "$tmp/out" "$tmp/script.$shell" || fail "keys of the settings"
done
test -n "$tested" || skip 'needs: bash, zsh or fish'
