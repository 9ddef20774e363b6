#!/bin/sh
# VIRTUALENV_* variables and virtualenv.ini: what they give, and which is stronger.
. "$(dirname "$0")/../functions.sh"
python=$(find_python)
enter_place
set -- "$pyvenv" --as=virtualenv -p "$python"

# has NAME VALUE: the key of pyvenv.cfg in the environment; it is deleted.
has () {
  grep -qxF "$1 = $2" env/pyvenv.cfg || { cat env/pyvenv.cfg; fail "$1 is not $2"; }
  rm -rf env
}
VIRTUALENV_NO_SEED=yes
VIRTUALENV_ACTIVATORS=bash
VIRTUALENV_QUIET=1
export VIRTUALENV_NO_SEED VIRTUALENV_ACTIVATORS VIRTUALENV_QUIET
expect_silence "$@" env
test ! -e env/bin/pip || fail "VIRTUALENV_NO_SEED"
test ! -e env/bin/activate.fish || fail "VIRTUALENV_ACTIVATORS"
has include-system-site-packages false

VIRTUALENV_PROMPT=variable VIRTUALENV_SYSTEM_SITE_PACKAGES=1 expect_silence "$@" env
grep -qx "prompt = 'variable'" env/pyvenv.cfg || fail "VIRTUALENV_PROMPT"
has include-system-site-packages true
VIRTUALENV_PROMPT=variable expect_silence "$@" --prompt=line env
has prompt "'line'"
VIRTUALENV_PROMPT= VIRTUALENV_SYSTEM_SITE_PACKAGES=off expect_silence "$@" env
has include-system-site-packages false
VIRTUALENV_ALWAYS_COPY=true expect_silence "$@" env
test ! -h env/bin/python || fail "the variable of a second name"
rm -rf env
VIRTUALENV_SYSTEM_SITE_PACKAGES=maybe expect_status 0 "$@" env
expect_error "VIRTUALENV_SYSTEM_SITE_PACKAGES: 'maybe' is not a value"
has include-system-site-packages false

# Interpreters: commas and line ends separate them, but not within a range.
for list in "3.99,$python" "3.98
$python" ">=3.98,<3.99,$python"; do
  VIRTUALENV_PYTHON=$list expect_silence "$pyvenv" --as=virtualenv env
  has home "$(dirname "$(readlink -f "$python")")"
done

# The file, as Python's configparser reads it.
mkdir -p "$HOME/.config/virtualenv" "$tmp/xdg/virtualenv"
cat >"$HOME/.config/virtualenv/virtualenv.ini" <<'END'
[other]
prompt = wrong
[virtualenv]
# A comment
PROMPT = in the file; all of it %s
system_site_packages: yes
python =
    3.98
    3.99
no_such_key = 1
END
expect_silence "$@" env
grep -qxF "prompt = 'in the file; all of it %s'" env/pyvenv.cfg \
  || { cat env/pyvenv.cfg; fail "the prompt of the file"; }
has include-system-site-packages true
VIRTUALENV_PROMPT=variable VIRTUALENV_SYSTEM_SITE_PACKAGES=no expect_silence "$@" env
grep -qx "prompt = 'variable'" env/pyvenv.cfg || fail "the variable is weaker than the file"
has include-system-site-packages false
refuses 3 "no interpreter fits '3.99'" "$pyvenv" --as=virtualenv env

printf '[virtualenv]\nprompt = xdg\n' >"$tmp/xdg/virtualenv/virtualenv.ini"
XDG_CONFIG_HOME=$tmp/xdg expect_silence "$@" env
has prompt "'xdg'"
printf '[virtualenv]\nprompt = chosen\nclear = perhaps\n' >"$tmp/chosen.ini"
VIRTUALENV_CONFIG_FILE=$tmp/chosen.ini expect_status 0 "$@" env
expect_error "chosen.ini: 'perhaps' is not a value for --clear"
has prompt "'chosen'"
printf 'no section\n' >"$tmp/chosen.ini"
VIRTUALENV_CONFIG_FILE=$tmp/chosen.ini expect_status 0 "$@" env
expect_error "passed over: line 1"
rm -rf env
chmod 666 "$tmp/chosen.ini"
VIRTUALENV_CONFIG_FILE=$tmp/chosen.ini expect_status 0 "$@" env
expect_error "passed over"
rm -rf env
VIRTUALENV_CONFIG_FILE=$tmp/none.ini expect_silence "$@" env
rm -rf env

# pyvenv's own settings count, too; options here are stronger.
printf '[pyvenv]\nprompt = ours\nwithout-pip = no\n' >"$tmp/pyvenv.ini"
PYVENV_CONFIG=$tmp/pyvenv.ini VIRTUALENV_CONFIG_FILE=$tmp/none.ini expect_silence "$@" env
test ! -e env/bin/pip || fail "pyvenv.ini is stronger than VIRTUALENV_NO_SEED"
has prompt "'ours'"
