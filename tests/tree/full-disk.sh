#!/bin/sh
# No room: on a small file system, for folders, and for file sizes.  Then
# nothing is left, and what was there is as before.
. "$(dirname "$0")/../functions.sh"

python=$(find_python)
cd "$tmp"
mkdir disk
"$pyvenv" --python "$python" --without-pip warm-up

# Writes of more than a few bytes fail with EFBIG where SIGXFSZ is ignored, as
# programs get it from a shell that has trapped it away.
mkdir limited
snapshot limited >"$tmp/before"
if (trap '' XFSZ; ulimit -f 0) 2>/dev/null; then
  status=0
  (trap '' XFSZ; ulimit -f 0
   exec "$pyvenv" --python "$python" --without-pip limited/env) \
    >/dev/null 2>&1 || status=$?
  test $status = 1 || test $status = 4 || fail "status $status with no room"
  unchanged "$tmp/before" limited
  expect_silence "$pyvenv" --python "$python" --without-pip limited/env
  snapshot limited >"$tmp/before"
  status=0
  (trap '' XFSZ; ulimit -f 0
   exec "$pyvenv" --python "$python" --without-pip --upgrade limited/env) \
    >/dev/null 2>&1 || status=$?
  test $status = 1 || test $status = 4 || fail "status $status with no room"
  unchanged "$tmp/before" limited
fi

unshare -m mount -t tmpfs none disk 2>/dev/null \
  || skip "the rest needs the right to mount a small file system"
cat >inside.sh <<'END'
. "$top_srcdir/tests/functions.sh"
python=$1
outer=$2
disk=$outer/disk

# Every size from nothing to enough, in blocks and in inodes: the run either
# succeeds or leaves nothing.
good=0
bad=0
for size in nr_blocks=2 nr_blocks=4 nr_blocks=6 nr_blocks=8 nr_blocks=10 \
    nr_blocks=14 nr_blocks=400 nr_inodes=2 nr_inodes=4 nr_inodes=6 \
    nr_inodes=8 nr_inodes=10 nr_inodes=12 nr_inodes=15 nr_inodes=18 \
    nr_inodes=60; do
  # The last of two of one kind counts.
  mount -t tmpfs -o "nr_blocks=500,nr_inodes=500,$size" none "$disk"
  status=0
  "$pyvenv" --python "$python" --without-pip "$disk/sub/env" \
    >"$tmp/out" 2>"$tmp/err" || status=$?
  case $status in
    0)
      good=$((good + 1))
      works "$disk/sub/env"
      ;;
    1 | 4)
      bad=$((bad + 1))
      expect_error 'No space left'
      test -z "$(ls -A "$disk")" || {
        find "$disk"
        fail "something is left with $size"
      }
      ;;
    *) cat "$tmp/err"; fail "status $status with $size" ;;
  esac

  # An environment that is there when the space runs out.
  if test $status = 0; then
    snapshot "$disk" >"$tmp/before"
    dd if=/dev/zero of="$disk/filler" bs=4096 2>/dev/null || :
    status=0
    "$pyvenv" --python "$python" --without-pip --clear --prompt new \
      "$disk/sub/env" >"$tmp/out" 2>"$tmp/err" || status=$?
    rm -f "$disk/filler"
    test $status = 0 || unchanged "$tmp/before" "$disk"
    works "$disk/sub/env"
  fi
  umount "$disk"
done

# Where the wheels are what finds no room, no second way is tried.
mount -t tmpfs -o nr_blocks=500 none "$disk"
expect_status 7 "$pyvenv" --python "$python" --no-cache "$disk/env"
expect_error 'No space left' 'cannot install pip'
! grep -q Traceback "$tmp/err" || fail "ensurepip was run all the same"
test -z "$(ls -A "$disk")" || fail "something is left of pip"
umount "$disk"
test $good -gt 0 && test $bad -gt 0 || fail "$good succeeded, $bad failed"
END
unshare -m sh inside.sh "$python" "$tmp" || fail "on a small file system"
