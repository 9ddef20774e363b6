# packages-functions.sh: environments that the plugin packages fills; sourced after
# functions.sh.  Goes to $tmp, where web/ is an index.
. "$top_srcdir/tests/index/servers.sh"

python=$(find_python)
start_index 5
for module in lock resolve; do
  test -e "$top_builddir/core/.libs/$module.so" || skip "needs $module.so"
done

# Options of all of them.
packages_options=

# has ENV PROJECT VERSION
has () {
  test "$("$1/bin/python" -I -m "$2")" = "$2 $3" || fail "$1 has no $2 $3"
}

# make OPTION...: the environment `env`, anew.
make () {
  rm -rf env
  expect_silence "$pyvenv" -q --python "$python" $packages_options --plugin=packages "$@" env
  test -z "$(find env -name '.pyvenv-*')" || fail "something is left in env"
}

# bad STATUS TEXT OPTION...: it is refused, and nothing is left.
bad () {
  bad_status=$1
  bad_text=$2
  shift 2
  expect_status "$bad_status" "$pyvenv" -q --python "$python" $packages_options \
    --plugin=packages "$@" bad
  expect_error "$bad_text"
  test ! -e bad || fail "the environment is left behind: $*"
}

# as_pip ARGUMENT...: env is what "pip install" with them leaves: who asked for what,
# where it is from, who installed it.
as_pip () {
  "$python" -m venv theirs
  "theirs/bin/${python##*/}" -I -m pip install -q --disable-pip-version-check --no-cache-dir "$@" \
    >pip.out 2>&1 || { cat pip.out; fail "pip install $*"; }
  env/bin/python -I "$top_srcdir/tests/wheel/compare_trees.py" env theirs \
    || fail "not as pip install $* leaves it"
  rm -rf theirs
}
