#!/bin/sh
# The command line is read as argparse reads that of venv; what it does not
# understand ends with status 2 before anything is touched.
. "$(dirname "$0")/../functions.sh"

python=$(find_python)
enter_place

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
misuse "'env' is the value of -p" "$pyvenv" --without-pip -p env
misuse "'env' is the value of --wheel" "$pyvenv" --plugin=setuptools-pip --wheel env
misuse '--no-such-option' "$pyvenv" --no-such-option env
misuse '--no-such-option' "$pyvenv" --no-such-option
misuse "'c'" "$pyvenv" -c env
misuse "'c'" "$pyvenv" -c
misuse 'link-mode' "$pyvenv" --link-mode=symlink env
for value in "$(printf 'a\nb')" "$(printf 'a\001b')" "$(printf 'a\377b')"; do
  misuse "prompt is 'a" "$pyvenv" --prompt="$value" env
  expect_error 'which is not a line of text in UTF-8'
done
misuse "'clear' is 'maybe'" "$pyvenv" --clear=maybe env
misuse "'upgrade' is 'perhaps'" "$pyvenv" --upgrade=perhaps env
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
misuse "'clear' is 'maybe'" "$pyvenv" --cle=maybe env

# What was probably meant.
misuse "Did you mean '--prompt'?" "$pyvenv" --promt=x env
expect_error "unrecognized option '--promt=x'"
misuse "Did you mean '--prompt'?" "$pyvenv" --promt x env
misuse "Did you mean '--without-pip'?" "$pyvenv" --without_pip env
misuse "Did you mean '--plugin'?" "$pyvenv" --pluginz
for option in --no-such-option --up -c --help=x; do
  misuse "Try 'pyvenv --help'" "$pyvenv" $option env
  ! grep -q 'Did you mean' "$tmp/err" || fail "a suggestion for $option"
done

# A key of a plugin that nobody asked for.
(
  PYVENV_PLUGIN_DIR=$top_builddir/plugins/.libs
  export PYVENV_PLUGIN_DIR
  misuse "keys need --plugin=NAME; 'pyvenv --plugins'" \
    "$pyvenv" --pip-script=x env
  refuses 7 "did you mean 'setuptools-pip'?" "$pyvenv" --plugin=setup env
  refuses 7 "did you mean 'setuptools-pip'?" \
    "$pyvenv" --plugin=setuptools_pip env
  misuse 'pyvenv: setuptools-pip: source ' "$pyvenv" --plugin=setuptools-pip \
    --source=x env
)

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

# The same directory twice, however it is spelled: before anything is made.
mkdir folder
ln -s folder link
for pair in 'env env' 'env ./env' 'env env/' 'env ../place/env' "env $PWD/env" \
    'a/b/c a//b/./c/' 'a/x/../b a/b' 'folder/env link/env' 'folder folder/.'; do
  # shellcheck disable=SC2086
  refuses 2 'name each ENV_DIR once' "$pyvenv" --python "$python" \
    --without-pip --clear other $pair
  test "$(ls)" = "$(printf 'folder\nlink')" || fail "something is made: $pair"
done
expect_silence "$pyvenv" --python "$python" --without-pip link/env folder/env2
works folder/env
rm -rf folder link

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
# As with argparse, whatever else is wrong on the line, or in the settings.
cp "$tmp/out" "$tmp/whole"
printf 'nonsense\n' >"$tmp/broken.ini"
while read -r line; do
  # shellcheck disable=SC2086
  expect_status 0 "$pyvenv" $line
  cmp -s "$tmp/out" "$tmp/whole" || fail "no help: $line"
  # shellcheck disable=SC2086
  PYVENV_CONFIG=$tmp/broken.ini expect_status 0 "$pyvenv" $line
  cmp -s "$tmp/out" "$tmp/whole" || fail "no help beside broken settings: $line"
  test -z "$(ls -A .)" || fail "something was created by: $line"
done <<'LINES'
-h
env --help
-vh env
--help --no-such-option
--no-such-option --help
--clear=maybe --verbose=maybe --help --clear --upgrade env
--copies --symlinks -h
--plugin=No_Name --plugin=No_Name --help
--set nodot -c --up --hel
--help --version --prompt
LINES
expect_error 'warning: ' "$tmp/broken.ini:1"
misuse '--prompt' "$pyvenv" --prompt --help env
refuses 2 '' "$pyvenv" --no-such-option -- --help

# Lines are as wide as the terminal, within reason; words are not broken.
env -u COLUMNS "$pyvenv" --help >"$tmp/usual"
words () { tr -s ' \n' '\n\n' <"$1"; }
for width in 40 41 50 63 79 80 10 500 0 x ''; do
  expect_status 0 env COLUMNS=$width "$pyvenv" --help
  case $width in
    4? | 50 | 63 | 79) widest=$width ;;
    10) widest=40 ;;
    *) widest=80; cmp "$tmp/out" "$tmp/usual" || fail "COLUMNS=$width" ;;
  esac
  words "$tmp/usual" >"$tmp/expected"
  words "$tmp/out" | cmp - "$tmp/expected" || fail "words, for COLUMNS=$width"
  awk -v widest=$widest 'length ($0) > widest - 2 && $0 ~ /[^ ] +[^ ]/ \
    && $0 !~ /^  (-., )?--[^ ]*$/ { print; bad = 1 } END { exit bad }' "$tmp/out" \
    || fail "lines that are too long for COLUMNS=$width"
done
test "$(wc -L <"$tmp/usual")" -le 78 || fail "lines that are too long"
expect_status 0 "$pyvenv" --version
grep -q '^pyvenv [0-9]' "$tmp/out" || fail "--version: $(cat "$tmp/out")"
test -z "$(ls -A .)" || fail "something is left: $(ls -A .)"
