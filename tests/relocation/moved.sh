#!/bin/sh
# --moved mends an ordinary environment after it was moved.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/relocation/shells.sh"

# whole DIR: nothing names another place, and RECORD is right.
whole () {
  works "$1"
  active_everywhere "$1"
  test "$("$1/bin/hello" 2>/dev/null)" = 'hello 1.0' || fail "a script in $1"
  "$1/bin/pip" --version | grep -qF "$1/lib" || fail "pip of $1"
  "$1/bin/python" -I "$top_srcdir/tests/wheel/check_records.py" "$1"/lib/python*/site-packages \
    || fail "RECORD of $1"
  test "$(cat "$1"/lib/python*/site-packages/*.dist-info/RECORD | grep -c 'bin/.*,sha256=')" -ge 3 \
    || fail "the scripts in RECORD of $1"
}

expect_status 0 "$pyvenv" -p "$python" --activators=$all --prompt=kept --plugin=packages \
  --wheels="$tmp/place/wheels" env
site=$(cd env/lib/python3*/site-packages && pwd -P)
printf '%s\n' "$tmp/place/env/src/one" '/elsewhere' 'import sys' "$tmp/place/env" >"$site/some.pth"
printf '#!%s/bin/python -Es\nimport sys; print(sys.prefix)\n' "$tmp/place/env" >env/bin/own
printf '#!%s\nprint(1)\n' /usr/bin/python3 >env/bin/system
printf '#!/bin/sh\necho shell\n' >env/bin/shell
chmod +x env/bin/own env/bin/system env/bin/shell
cp env/bin/system env/bin/shell "$tmp"
ls -A env env/bin >"$tmp/names"

long=$(printf '%0200d' 0)
for place in "$tmp/moved" "$tmp/with two  blanks" "$tmp/it's \"\$(touch PWNED)\"" "$tmp/$long" \
    "$tmp/place/env"; do
  test -e "$place" || mv "${before:-$tmp/place/env}" "$place"
  expect_silence "$pyvenv" --moved "$place"
  whole "$place"
  grep -qx "prompt = 'kept'" "$place/pyvenv.cfg" || fail "the prompt"
  test "$("$place/bin/own")" = "$place" || fail "a script with an argument"
  cmp "$place/bin/system" "$tmp/system" && cmp "$place/bin/shell" "$tmp/shell" \
    || fail "a script that is none of the environment's"
  (cd "$place" && ls -A . bin) | sed 's/^\.:$/env:/; s/^bin:$/env\/bin:/' | diff "$tmp/names" - \
    || fail "other files than before"
  before=$place
done
printf '%s\n' "$tmp/place/env/src/one" '/elsewhere' 'import sys' "$tmp/place/env" \
  | cmp - "$site/some.pth" || fail "the .pth file: $(cat "$site/some.pth")"
test -z "$(find "$tmp" -name PWNED)" || fail "a name was run"

# A copy runs its own python; the one it was copied from stays as it is.
cp -a env "$tmp/copy"
snapshot env >"$tmp/before"
expect_silence "$pyvenv" --moved "$tmp/copy"
whole "$tmp/copy"
unchanged "$tmp/before" env
expect_silence "$pyvenv" --moved env
PIP_NO_INDEX=1 "$tmp/copy/bin/pip" uninstall -q -y hello >"$tmp/out" 2>&1 || fail "pip uninstall"
test -e env/bin/hello || fail "pip worked elsewhere"

# What venv made is mended as well.
"$python" -m venv --without-pip theirs
mv theirs "$tmp/their own"
expect_silence "$pyvenv" --moved "$tmp/their own"
works "$tmp/their own"
bash -c '. "$1/bin/activate"; test "$VIRTUAL_ENV" = "$1"' - "$tmp/their own" || fail "venv's own"
expect_status 0 "$pyvenv" --json --moved "$tmp/their own"
grep -q '"status": 0, "error": null' "$tmp/out" || fail "--json"

refuses 4 'is not an environment' "$pyvenv" --moved wheels
refuses 4 'is not an environment' "$pyvenv" --moved nowhere
test ! -e nowhere || fail "nowhere was made"
sed -i 's,^home = .*,home = /nonexistent,' "$tmp/their own/pyvenv.cfg"
refuses 3 "is not in '/nonexistent' any more" "$pyvenv" --moved "$tmp/their own"
expect_silence "$pyvenv" -p "$python" --moved "$tmp/their own"
works "$tmp/their own"
