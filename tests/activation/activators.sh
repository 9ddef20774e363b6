#!/bin/sh
# --activators: which scripts are written, by the names that virtualenv has for them.
. "$(dirname "$0")/../functions.sh"
python=$(find_python)
enter_place

# written NAMES FILE...: with that option an environment has those scripts.
written () {
  rm -rf env
  expect_silence "$pyvenv" -p "$python" --without-pip --activators="$1" env
  shift
  (cd env/bin && ls | grep -i activate || :) >"$tmp/there"
  printf '%s\n' "$@" | sed '/^$/d' | diff - "$tmp/there" || fail "--activators writes others"
  ! grep -n '__VENV_' env/bin/*ctivate* || fail "a placeholder was not filled in"
}
written ''
written bash activate
written 'fish,bash' activate activate.fish
written ' cshell powershell,' Activate.ps1 activate.csh
written nushell,xonsh,elvish,python activate.elv activate.nu activate.xsh activate_this.py
(
  PYVENV_CONFIG=$tmp/pyvenv.ini
  export PYVENV_CONFIG
  printf '[pyvenv]\nactivators = bash, xonsh\n' >"$PYVENV_CONFIG"
  rm -rf env
  expect_silence "$pyvenv" -p "$python" --without-pip env
  test -e env/bin/activate.xsh || fail "a file does not choose"
  test ! -e env/bin/activate.fish || fail "what no file names is written"
)
refuses 2 "activators is 'bash,ksh', which is not a list of: bash" \
  "$pyvenv" -p "$python" --without-pip --activators=bash,ksh other

# Without it .gitignore is up to the Python; said in so many words it is not.
oldest=$(find_pythons | head -n 1)
rm -rf env
expect_silence "$pyvenv" -p "$oldest" --without-pip --without-scm-ignore-files=no env
test -e env/.gitignore || fail "no .gitignore"
