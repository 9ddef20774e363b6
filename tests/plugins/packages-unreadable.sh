#!/bin/sh
# A folder that cannot be read is not an empty one: nothing is concluded from what it
# seems to lack.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/tree/points.sh"
. "$top_srcdir/tests/plugins/packages-functions.sh"

packages_options=--without-pip
BUILD_LOG=$tmp/builds
export BUILD_LOG PIP_INDEX_URL="$server/json" PIP_NO_CACHE_DIR=1
mkdir links
make_wheels web/files 'lib 1.0'
make_wheels links 'other 1.0'
python3 "$top_srcdir/tests/plugins/make_sdist.py" web/files source 1.0
cache=$HOME/.cache/pyvenv

# unreadable STATUS FOLDER OPTION...: makes env again, where pyvenv itself cannot read
# the first folder whose path has FOLDER in it.
unreadable () {
  unreadable_status=$1
  unreadable_folder=$2
  shift 2
  set -- -q --python "$python" --without-pip --plugin=packages "$@" env
  rm -rf env
  strace -qq -y -o trace -e signal=none -e trace=getdents64 "$program" "$@" || fail "$*"
  call=$(grep -n -m 1 "$unreadable_folder" trace) || fail "$unreadable_folder is not read"
  rm -rf env
  (cd "$cache" && find resolutions built) >kept
  : >"$BUILD_LOG"
  expect_status "$unreadable_status" strace -qq -y -o trace -e signal=none -e trace=getdents64 \
    -e "inject=getdents64:error=EIO:when=${call%%:*}" "$program" "$@"
  grep "$unreadable_folder.* EIO " trace >/dev/null || { cat trace; fail "the wrong call"; }
  (cd "$cache" && find resolutions built) | diff kept - || fail "other things are kept"
}

# The second run fills the cache; those that follow read the same folders.
make --install=source
built=$(cat "$BUILD_LOG")
make --install=source

# What pip chose is not kept, since the wheels in a folder were not all seen.
PIP_FIND_LINKS=$tmp/links unreadable 0 "$tmp/links" --refresh --install=lib

# A wheel that was built stays, and another one is built beside it.
unreadable 0 '/pyvenv/built/' --install=source
test "$(cat "$BUILD_LOG")" = "$built" || fail "it was not built"
has env source 1.0

unreadable 7 '/\.pyvenv-built-' --no-cache --install=source
expect_error 'cannot read what pip built for source'
test ! -e env || fail "the environment is left behind"
