#!/bin/sh
# --relocatable: an environment works wherever it is moved.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/relocation/shells.sh"

# makes ENV_DIR OPTION...
makes () {
  expect_status 0 "$pyvenv" -p "$python" --activators=$all --plugin=packages \
    --wheels="$tmp/place/wheels" "$@"
}

# whole DIR: scripts run, also by a link and by PATH; pip works in it.
whole () {
  works "$1"
  "$1/bin/pip" --version | grep -qF "$1/lib" || fail "pip of $1"
  test "$("$1/bin/hello" 2>/dev/null)" = 'hello 1.0' || { "$1/bin/hello" || :; fail "a script in $1"; }
  ln -sf "$1/bin/hello" "$tmp/link-to-hello"
  test "$("$tmp/link-to-hello" 2>/dev/null)" = 'hello 1.0' || fail "a link to a script in $1"
  test "$(PATH="$1/bin:$PATH" && cd / && hello 2>/dev/null)" = 'hello 1.0' \
    || fail "a script of $1 by PATH"
  "$1/bin/python" -I -c 'import runpy, sys
runpy.run_path(sys.argv[1] + "/bin/activate_this.py")
assert sys.prefix == sys.argv[1], sys.prefix' "$1" || fail "activate_this.py of $1"
}

makes --relocatable env
grep -qx 'relocatable = true' env/pyvenv.cfg || fail "pyvenv.cfg does not say it"
whole "$tmp/place/env"
active_everywhere "$tmp/place/env"
! grep -rIl --exclude=pyvenv.cfg --exclude-dir=site-packages "$tmp/place/env" env/bin >"$tmp/named" || :
for file in $(cat "$tmp/named"); do
  case $file in
    # What they fall back to.
    env/bin/activate | env/bin/activate.csh | env/bin/activate.elv) ;;
    *) fail "$file names the folder" ;;
  esac
done

long=$(printf '%0200d' 0)
for place in 'with two  blanks' "it's \"\$(touch PWNED)\" \`x\`" "$long/$long"; do
  mkdir -p "$tmp/$(dirname "$place")"
  test ! -e env || mv env "$tmp/here"
  mv "$tmp/here" "$tmp/$place"
  whole "$tmp/$place"
  case $place in
    # "!" and the like are for the names of tests/activation; here the shell quotes.
    *) active_everywhere "$tmp/$place" ;;
  esac
  mv "$tmp/$place" "$tmp/here"
done
test -z "$(find "$tmp" -name PWNED)" || fail "a name was run"

# pip installs and uninstalls in it, and --upgrade keeps what it is.
mv "$tmp/here" "$tmp/at last"
env="$tmp/at last"
PIP_NO_INDEX=1 "$env/bin/pip" uninstall -q -y hello >"$tmp/out" 2>&1 || { cat "$tmp/out"; fail "pip uninstall"; }
test ! -e "$env/bin/hello" || fail "the script is still there"
PIP_NO_INDEX=1 "$env/bin/pip" install -q wheels/hello-*.whl >"$tmp/out" 2>&1 || { cat "$tmp/out"; fail "pip install"; }
whole "$env"
expect_status 0 "$pyvenv" -p "$python" --upgrade "$env"
grep -qx 'relocatable = true' "$env/pyvenv.cfg" || fail "--upgrade forgets it"
mv "$env" "$tmp/once more"
"$tmp/once more/bin/pip" --version | grep -qF "$tmp/once more" || fail "pip after --upgrade"

# An ordinary one is as venv makes it.
makes plain
! grep -q relocatable plain/pyvenv.cfg || fail "an ordinary one says it"
head -n 1 plain/bin/hello | grep -qxF "#!$tmp/place/plain/bin/$(basename "$(readlink -f "$python")")" \
  || fail "the first line of an ordinary script: $(head -n 1 plain/bin/hello)"
