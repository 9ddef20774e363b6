#!/bin/sh
# A cache that takes no more costs time and nothing else.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/index/servers.sh"

python=$(find_python)
cd "$tmp"
mkdir -p "$HOME/.cache"
unshare -m mount -t tmpfs none "$HOME/.cache" 2>/dev/null \
  || skip "needs the right to mount a small file system"
start_server web
make_wheels web/files 'pip 99.0' 'setuptools 70.0'
export PIP_TIMEOUT=5 PIP_RETRIES=0 PIP_CONFIG_FILE=/dev/null

cat >inside.sh <<'END_INSIDE'
. "$top_srcdir/tests/functions.sh"
python=$1
server=$2
cache=$3
cd "$tmp"
export XDG_CACHE_HOME="$cache"

works_with () {
  rm -rf env
  expect_status 0 "$pyvenv" --python "$python" --plugin=setuptools-pip \
    --source=index --no-progress -v --index-url "$server/json" env
  test "$(env/bin/python -I -m pip)" = 'pip 99.0' || fail "pip, with $1"
  ! ls -d env/.pyvenv-* 2>/dev/null || fail "wheels are left, with $1"
}

# Every number of blocks and of inodes, from nothing to enough.
noted=
for size in nr_blocks=1 nr_blocks=2 nr_blocks=3 nr_blocks=4 nr_blocks=5 \
    nr_blocks=6 nr_blocks=7 nr_inodes=2 nr_inodes=4 nr_inodes=6 nr_inodes=8 \
    nr_inodes=9 nr_inodes=10 nr_inodes=11 nr_inodes=12 nr_inodes=13 \
    nr_inodes=14 nr_inodes=16 nr_inodes=18; do
  mount -t tmpfs -o "nr_blocks=500,nr_inodes=500,$size" none "$cache"
  works_with $size
  ! grep 'in the cache: No space' "$tmp/err" >/dev/null || noted=yes
  umount "$cache"
done
test -n "$noted" || fail 'no cache was full'

# Without /proc nothing in the cache can be given a name.  LeakSanitizer cannot do
# without it, and even reads its options there.
grep -q __asan_init "$top_builddir/core/.libs/pyvenv" && exit 0
mount -t tmpfs none "$cache"
mount -t tmpfs none /proc
works_with 'no /proc'
END_INSIDE
unshare -m sh inside.sh "$python" "$server" "$HOME/.cache" || fail "in a small cache"
