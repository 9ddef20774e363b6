#!/bin/sh
# The command line is read as argparse reads that of venv; what it does not
# understand ends with status 2 before anything is touched.
. "$top_srcdir/tests/functions.sh"

python=$(find_python)
cd "$tmp"
mkdir work
cd work

# What is to be read here does not depend on the plugin that brings pip.
printf '[pyvenv]\nwithout-pip = yes\n' >"$tmp/pyvenv.ini"
PYVENV_CONFIG=$tmp/pyvenv.ini
export PYVENV_CONFIG

misuse () {
  refuses 2 "$@"
  test -z "$(ls -A .)" || fail "something was created by: $*"
}

misuse 'ENV_DIR' "$pyvenv"
misuse 'ENV_DIR' "$pyvenv" --without-pip
misuse '--no-such-option' "$pyvenv" --no-such-option env
misuse '--no-such-option' "$pyvenv" --no-such-option
misuse "'c'" "$pyvenv" -c env
misuse "'c'" "$pyvenv" -c
misuse 'link-mode' "$pyvenv" --link-mode=symlink env
misuse '--clear' "$pyvenv" --clear=1 env
misuse '--upgrade' "$pyvenv" --upgrade=yes env
misuse '--copies' "$pyvenv" --symlinks --copies env
misuse '--symlinks' "$pyvenv" --copies --symlinks env
misuse '--clear' "$pyvenv" --upgrade --clear env
misuse '--upgrade' "$pyvenv" --clear --upgrade env
misuse '--prompt' "$pyvenv" env --prompt
misuse '--prompt' "$pyvenv" --prompt -x env
misuse '--python' "$pyvenv" env --python
misuse "'p'" "$pyvenv" env -p

# Abbreviations: any prefix that fits one option only; an exact name wins.
misuse '--up' "$pyvenv" --up env
expect_error --upgrade --upgrade-deps ambiguous
misuse '--without' "$pyvenv" --without env
expect_error --without-pip --without-scm-ignore-files
misuse '--c' "$pyvenv" --c env
misuse '--s' "$pyvenv" --s env
misuse '--cle' "$pyvenv" --cle=1 env

# A prompt that pyvenv.cfg or a shell could not hold.
misuse 'prompt' "$pyvenv" --python "$python" --without-pip \
  --prompt "$(printf 'x\ninclude-system-site-packages = true')" env
misuse 'prompt' "$pyvenv" --python "$python" --without-pip \
  --prompt "$(printf 'a\033[31m')" env
misuse 'prompt' "$pyvenv" --python "$python" --without-pip \
  --prompt "$(printf 'a\377')" env

# Keys and plugins.
misuse 'NAME.KEY' "$pyvenv" --set nodot env
refuses 7 'no-such-plugin' "$pyvenv" --plugin-info no-such-plugin
expect_error --plugins
refuses 7 'no-such-plugin' "$pyvenv" --plugin no-such-plugin env
refuses 7 './NAME.so' "$pyvenv" --plugin No_Name env

ok () { expect_silence "$pyvenv" --python "$python" "$@"; }
prompt_is () {
  prompt=$(sed -n 's/^prompt = //p' "$1/pyvenv.cfg")
  test "$prompt" = "$2" || fail "prompt $prompt, not $2"
  rm -rf "$1"
}

ok --without-p --sys --sym --prom=-x env
grep -q '^include-system-site-packages = true' env/pyvenv.cfg \
  || fail "--sys was not understood"
prompt_is env "'-x'"
ok --without-pip --prompt one --prompt=two env
prompt_is env "'two'"
ok --without-pip --without-pip --prompt '' env
prompt_is env "''"
ok --without-pip --upgrade env
test -x env/bin/python || fail "--upgrade without an environment makes one"
test -f env/bin/activate || fail "--upgrade without an environment is creation"
rm -rf env

# "--" ends the options.
ok --without-pip -- -env --clear
test -x ./-env/bin/python && test -x ./--clear/bin/python \
  || fail "names that begin with a dash"
rm -rf ./-env ./--clear
refuses 2 '' "$pyvenv" --python "$python" --without-pip -env

# A short option with its value in one word or two; a long one the same.
expect_silence "$pyvenv" -p "$python" --without-pip env1
expect_silence "$pyvenv" "-p$python" --without-pip env2
expect_silence "$pyvenv" --python="$python" --without-pip env3
rm -rf env1 env2 env3

# The same directory twice is fine where one after the other would be.
expect_status 0 "$pyvenv" --python "$python" --without-pip --clear env env
works env
rm -rf env

# A failure ends it; what was made before it stays.
: >file
expect_status 4 "$pyvenv" --python "$python" --without-pip one file
test ! -s "$tmp/out"
test "$(cat file)" = '' || fail "the file was written to"
rm -rf one file

# Help and version go to stdout, and nothing else happens.
for option in -h --help; do
  expect_status 0 "$pyvenv" $option
  for name in --system-site-packages --symlinks --copies --clear --upgrade \
      --without-pip --prompt --upgrade-deps --without-scm-ignore-files \
      --python --plugin --set --no-plugins --plugins --plugin-info \
      --allow-existing --force --verbose --quiet --json --no-progress \
      --version ENV_DIR; do
    grep -q -e "$name" "$tmp/out" || fail "$option does not mention $name"
  done
  test ! -s "$tmp/err" || fail "$option writes to stderr"
done
expect_status 0 "$pyvenv" --version
grep -q '^pyvenv [0-9]' "$tmp/out" || fail "--version: $(cat "$tmp/out")"
test -z "$(ls -A .)" || fail "something is left: $(ls -A .)"
