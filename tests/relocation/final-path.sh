#!/bin/sh
# --final-path: an environment is built in one place and works in another.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/relocation/shells.sh"
for final in "$tmp/opt/app" "$tmp/opt/it's an  app"; do
  expect_status 0 "$pyvenv" -p "$python" --plugin=packages --wheels="$tmp/place/wheels" \
    --activators=$all \
    --final-path="$final" root/build
  ! grep -rIl "$tmp/place/root" root/build || fail "a file names the place it was built in"
  mkdir -p "$tmp/opt"
  cp -a root/build "$final"
  rm -rf root
  works "$final"
  active_everywhere "$final"
  test "$("$final/bin/hello" 2>/dev/null)" = 'hello 1.0' || fail "a script"
  "$final/bin/pip" --version | grep -qF "$final/lib" || fail "pip"
  grep -q "^command = .* $final\$" "$final/pyvenv.cfg" || fail "command of pyvenv.cfg"
  (. "$final/bin/activate"; test "$VIRTUAL_ENV_PROMPT" = "$(basename "$final")") || fail "the prompt"
done
refuses 2 'final-path is the place of one ENV_DIR' "$pyvenv" -p "$python" --final-path=/x a b
refuses 4 "contains ':'" "$pyvenv" -p "$python" --without-pip --final-path=/a:b a
test ! -e a || fail "something was made"

