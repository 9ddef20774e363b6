# packages-files.sh: what the tests share that install from a lock or a requirements
# file with the plugin packages: an index in web/, and how environments are made;
# sourced after functions.sh.
. "$top_srcdir/tests/index/servers.sh"

python=$(find_python)
start_index 5
test -e "$top_builddir/core/.libs/lock.so" || skip "needs lock.so"

# sum_of FILE: its SHA-256.
sum_of () { sha256sum "$1" | cut -d ' ' -f 1; }

# has ENV PROJECT VERSION
has () {
  test "$("$1/bin/python" -I -m "$2")" = "$2 $3" || fail "$1 has no $2 $3"
}

# make OPTION...: the environment `env`, anew, where pip is not needed.
make () {
  rm -rf env
  expect_silence "$pyvenv" -q --python "$python" --without-pip \
    --plugin=packages "$@" env
}

# bad STATUS TEXT OPTION...: it is refused, and nothing is left.
bad () {
  bad_status=$1
  bad_text=$2
  shift 2
  expect_status "$bad_status" "$pyvenv" -q --python "$python" --without-pip \
    --plugin=packages "$@" bad
  expect_error "$bad_text"
  test ! -e bad || fail "the environment is left behind: $*"
}
