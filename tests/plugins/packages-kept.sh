#!/bin/sh
# What pip has chosen is kept: the same question starts no Python, until something that
# it depends on has changed.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/plugins/packages-functions.sh"

make_wheels web/files 'app 1.0 py3 0 lib' 'lib 1.0' 'lib 2.0' 'lib 3.0rc1'
export XDG_CONFIG_HOME="$tmp/config"
mkdir -p config/pip
unset PIP_CONFIG_FILE
printf '[global]\nindex-url = %s/json\n' "$server" >config/pip/pip.conf

# chosen_by COUNT OPTION...: env, anew; pip chooses so often meanwhile.
chosen_by () {
  count=$1
  shift
  rm -rf env
  : >"$server_dir/log"
  expect_silence "$pyvenv" -q --python "$python" --plugin=packages "$@" env
  test "$(asked '/json/lib/')" = "$count" || fail "pip chose again, or did not: $*"
}
# pip keeps pages, too; it may not here.
export PIP_NO_CACHE_DIR=1

chosen_by 1 --install=app
chosen_by 0 --install=app
has env lib 2.0
set -- "$HOME"/.cache/pyvenv/resolutions/[0-9a-f]*
test $# = 1 || fail "there are $# answers"
answer=$1
test "$(stat -c %a "$answer")" = 600 || fail "others can read the answer"

# Another question, another pip, other settings.
chosen_by 1 --install='app lib'
chosen_by 1 --install=app --no-deps=no --only-wheels
chosen_by 1 --without-pip --install=app
chosen_by 0 --without-pip --install=app
PIP_PRE=1 chosen_by 1 --install=app
has env lib 3.0rc1
PIP_PRE=1 chosen_by 0 --install=app
chosen_by 0 --install=app
has env lib 2.0

# Constraints, by their content, and files that are named in turn.
echo 'lib<2' >constraints.txt
PIP_CONSTRAINT=constraints.txt chosen_by 1 --install=app
has env lib 1.0
PIP_CONSTRAINT=constraints.txt chosen_by 0 --install=app
echo 'lib<3' >constraints.txt
PIP_CONSTRAINT=constraints.txt chosen_by 1 --install=app
has env lib 2.0
echo '-r inner.txt' >outer.txt
echo 'app' >inner.txt
chosen_by 1 --requirements=outer.txt
chosen_by 0 --requirements=outer.txt
echo 'lib<2' >>inner.txt
chosen_by 1 --requirements=outer.txt
has env lib 1.0

# pip's files, and folders of wheels.
mkdir links
printf 'find-links = %s\n' "$tmp/links" >>config/pip/pip.conf
chosen_by 1 --install=app
chosen_by 0 --install=app
make_wheels links 'lib 2.5'
chosen_by 1 --install=app
has env lib 2.5
sed -i '$d' config/pip/pip.conf
chosen_by 0 --install=app

# Asked for anew, or for this run only.
chosen_by 1 --install=app --refresh
chosen_by 1 --install=app --resolution-max-age=0
chosen_by 0 --install=app --resolution-max-age=1000
refuses 2 "'10m', which is not a number" "$pyvenv" -q --python "$python" --plugin=packages \
  --install=app --resolution-max-age=10m bad

# Old answers, and those of the future, do not count; offline the age does not matter.
sed -i "3s/.*/$(($(date +%s) - 700))/" "$answer"
chosen_by 0 --install=app --resolution-max-age=1000
chosen_by 0 --install=app --offline
chosen_by 1 --install=app
sed -i "3s/.*/$(($(date +%s) + 700))/" "$answer"
chosen_by 1 --install=app
for wrong in 's/^end$//' '4s/.*/nonsense/' '1s/1/9/' '3s/.*/soon/'; do
  sed -i "$wrong" "$answer"
  chosen_by 1 --install=app
done
refuses 5 'no earlier answer is in the cache' "$pyvenv" -q --python "$python" \
  --plugin=packages --offline --install='app lib>1' bad
test ! -e bad || fail "the environment is left behind"

# What an answer names is gone: pip chooses again.
chosen_by 0 --install=app
rm -r web/files/lib-2.0* "$HOME/.cache/pyvenv/downloads" "$HOME/.cache/pyvenv/wheels"
chosen_by 1 --install=app
has env lib 1.0
chosen_by 0 --install=app

# No Python runs, but what compiles.
requires strace -f -qq -o /dev/null true
rm -rf env
# The leak checker does not work in a process that is traced.
ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0
export ASAN_OPTIONS
strace -f -qq -e trace=execve -o trace "$pyvenv" -q --python "$python" \
  --plugin=packages --install=app env || fail "under strace"
! grep -v '/pyvenv"' trace | grep execve || fail "a program was run"
