#!/bin/sh
# Which pip and setuptools the command line of virtualenv installs, and from where.
. "$(dirname "$0")/../functions.sh"
python=$(find_python)
minor=$(minor_of "$python")
older=$(find_pythons | while read -r one; do
  test "$(minor_of "$one")" -ge 12 || echo "$one"; done | tail -n 1)
enter_place
make_wheel () { "$python" "$top_srcdir/tests/index/make_wheel.py" "$tmp/folder one" "$@"; }
mkdir "$tmp/folder one" "$tmp/nothing"
for project in pip setuptools; do
  make_wheel $project 901.0
  make_wheel $project 902.0
done

# installs PYTHON WHAT OPTION...: an environment has exactly that, without a word on
# stderr.  A version of "own" is any other than those above.
installs () {
  with=$1
  what=$2
  shift 2
  rm -rf env
  expect_status 0 "$pyvenv" --as=virtualenv -p "$with" "$@" env
  ! grep -i 'warning' "$tmp/err" || fail "a warning, with: $*"
  (cd env/lib/python3*/site-packages && ls -d -- *.dist-info 2>/dev/null || :) \
    | sed 's/\.dist-info//; /-90[12]\.0$/!s/-[0-9].*/-own/' | LC_ALL=C sort >"$tmp/there"
  test "$(tr '\n' ' ' <"$tmp/there")" = "$what" \
    || fail "there is $(tr '\n' ' ' <"$tmp/there"), not $what, with: $*"
  works env
}

# The folders: pip's settings name them, and no index.
PIP_NO_INDEX=1
export PIP_NO_INDEX
local="--extra-search-dir=$tmp/folder one"
own='pip-own '
test "$minor" -ge 12 || own='pip-own setuptools-own '
installs "$python" "$own"
installs "$python" "$own" --no-download --no-wheel
installs "$python" 'pip-own ' --no-setuptools
installs "$python" 'pip-own ' --setuptools=none --pip=embed
installs "$python" '' --no-pip --no-setuptools
installs "$python" '' --pip none --setuptools none
installs "$python" 'pip-902.0 ' "$local" --no-setuptools
installs "$python" 'pip-902.0 setuptools-901.0 ' "$local" --setuptools=901.0
installs "$python" 'pip-901.0 setuptools-902.0 ' "$local" --pip=901.0 --setuptools=902.0
installs "$python" 'pip-902.0 ' --no-setuptools --extra-search-dir "$tmp/nothing" "$tmp/folder one" --
installs "$python" 'pip-own ' --no-setuptools --extra-search-dir="$tmp/nothing" \
  --extra-search-dir="$tmp/no such folder"
PIP_FIND_LINKS="file://$tmp/folder%20one" installs "$python" 'pip-902.0 ' --download --no-setuptools
PIP_FIND_LINKS="file://$tmp/folder%20one" installs "$python" 'pip-901.0 ' --pip=901.0 --no-setuptools
VIRTUALENV_EXTRA_SEARCH_DIR="$tmp/nothing,$tmp/folder one" \
  installs "$python" 'pip-902.0 ' --no-setuptools
VIRTUALENV_DOWNLOAD=1 installs "$python" "$own" --no-download

if test -n "$older"; then
  installs "$older" 'pip-own setuptools-own '
  installs "$older" 'pip-own ' --no-setuptools
  installs "$older" 'setuptools-own ' --no-pip
  installs "$older" 'pip-902.0 setuptools-902.0 ' "$local"
fi
test "$minor" -lt 12 || installs "$python" 'pip-902.0 ' "$local"

# Once more over it, with another version.
rm -rf env
expect_status 0 "$pyvenv" --as=virtualenv -p "$python" "$local" --no-setuptools --pip=902.0 env
expect_status 0 "$pyvenv" --as=virtualenv -p "$python" "$local" --no-setuptools --pip=901.0 env
grep -q 'added seed packages: pip==901.0$' "$tmp/out" || { cat "$tmp/out"; fail "not replaced"; }
refuses 5 'pip' "$pyvenv" --as=virtualenv -p "$python" --no-setuptools --pip=903.0 "$local" none
test ! -e none || fail "something is left"
