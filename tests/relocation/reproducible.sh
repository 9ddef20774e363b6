#!/bin/sh
# --reproducible: two runs make the same bytes, also with another cache, later, and in
# another order of files.
. "$(dirname "$0")/../functions.sh"
python=$(find_python)
enter_place
mkdir wheels
"$python" "$top_srcdir/tests/index/make_wheel.py" wheels hello 1.0 py3 1000

# archive NAME: of env, with all that there is to know but who made it.
archive () {
  tar --sort=name --owner=0 --group=0 --numeric-owner -cf "$tmp/$1.tar" env || fail tar
  rm -rf env
}
make_env () {
  expect_status 0 "$pyvenv" -p "$python" --plugin=packages --wheels="$tmp/place/wheels" \
    --reproducible --activators=bash,fish,python "$@" env
}
make_env
works env
test "$(env/bin/hello 2>/dev/null)" = 'hello 1.0' || fail "a script"
newer=$(find env -newermt '1980-01-02 00:00' | head -n 3)
test -z "$newer" || fail "another time: $newer"
archive first
make_env
archive second
cmp "$tmp/first.tar" "$tmp/second.tar" || fail "the second run makes other bytes"
make_env --no-cache
archive third
cmp "$tmp/first.tar" "$tmp/third.tar" || fail "without a cache it makes other bytes"
expect_status 0 "$pyvenv" --cache-clean
make_env --link-mode=hardlink
archive fourth
cmp "$tmp/first.tar" "$tmp/fourth.tar" || fail "with a new cache it makes other bytes"
# The first one did not change the times of the cache.
expect_status 0 "$pyvenv" -p "$python" --link-mode=hardlink plain
plain=$(find plain -name '*.py' -not -newermt '1980-01-02 00:00' | head -n 1)
test -z "$plain" || { mtime=$(stat -c %Y "$plain"); test "$mtime" != 315532800 || fail "a file of the cache: $plain"; }

SOURCE_DATE_EPOCH=1700000000 make_env
times=$(find env -printf '%T@\n' | sort -u)
test "$times" = 1700000000.0000000000 || fail "the times are $times"
rm -rf env
SOURCE_DATE_EPOCH=soon refuses 2 "SOURCE_DATE_EPOCH is 'soon'" "$pyvenv" -p "$python" --reproducible env
test ! -e env || fail "something was made"
