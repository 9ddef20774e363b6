#!/bin/sh
# The power fails at any system call that changes something: with --clear and
# --upgrade the old environment is there, or the new one is whole, once the next
# run has looked at it.  A file system on a loop device is shut down without
# writing its log, also when the disk knows all names but not what is in the files.
. "$(dirname "$0")/../functions.sh"

test "$(id -u)" = 0 || skip "needs root, to mount a file system"
requires mkfs.ext4 -V
requires strace -o /dev/null -e inject=getppid:signal=KILL:when=1 true
requires unshare -m true

python=$(find_python)
cat >"$tmp/cut.py" <<'END'
import fcntl, os, struct, sys
folder = os.open(sys.argv[1], os.O_RDONLY)
if sys.argv[2] == "names":
    # The names of all files get to the disk with those of this one.
    other = os.open(sys.argv[1] + "/other", os.O_WRONLY | os.O_CREAT)
    os.write(other, b"x")
    os.fsync(other)
fcntl.ioctl(folder, 0x8004587D, struct.pack("I", 2))  # EXT4_IOC_SHUTDOWN, no log
END
cat >"$tmp/inside.sh" <<'END'
. "$top_srcdir/tests/functions.sh"
python=$1
outer=$2
cd "$outer"
program=$top_builddir/core/.libs/pyvenv
LD_LIBRARY_PATH=$top_builddir/.libs
ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0
export LD_LIBRARY_PATH ASAN_OPTIONS
mkdir disk
truncate -s 64M image
mkfs.ext4 -q -F image
mount -o loop image disk 2>/dev/null || exit 77
env=$outer/disk/env
run () { "$program" --python "$python" --without-pip "$@" "$env"; }

calls=mkdir,mkdirat,openat,write,rename,renameat,renameat2,symlinkat,linkat
calls=$calls,unlinkat,rmdir,fchmod,ftruncate,fsync,fdatasync,syncfs,exit_group

# points OPTION...: each such call from the journal on, as its name and number.
points () {
  strace -qq -o trace -e "trace=$calls" "$program" --python "$python" \
    --without-pip "$@" "$env"
  awk '{ name = $1; sub (/\(.*/, "", name); count[name]++ }
       /pyvenv-unfinished/ { begun = 1 }
       begun { print name ":" count[name] }' trace
}

# cut POINT KIND OPTION...: the power fails in front of that call.
cut () {
  point=$1
  kind=$2
  shift 2
  strace -qq -o /dev/null -e "trace=${point%:*}" \
    -e "inject=${point%:*}:signal=KILL:when=${point#*:}" \
    "$program" --python "$python" --without-pip "$@" "$env" >/dev/null 2>&1 || :
  "$python" -I cut.py disk $kind
  umount disk
  mount -o loop image disk
}

# whole: nothing of pyvenv's is empty, and it works.
whole () {
  works "$env"
  test -z "$(find "$env" -type f -size 0)" || {
    find "$env" -type f -size 0
    fail "empty files after a cut at $point ($kind), $mode"
  }
}

old () {
  rm -rf "$env"
  run
  echo mine >"$env/mine"
  echo mine >"$env/lib/mine"
  sync -f disk
}

count=0
for mode in --clear --upgrade; do
  old
  list=$(points $mode)
  for point in $list; do
    for kind in nothing names; do
      old
      cut $point $kind $mode
      run --upgrade || fail "$mode cut at $point ($kind)"
      whole
      if test -e "$env/mine" || test $mode = --upgrade; then
        test "$(cat "$env/mine" "$env/lib/mine")" = "$(printf 'mine\nmine')" \
          || fail "half of the old one after a cut at $point ($kind), $mode"
      else
        test ! -e "$env/lib/mine" || fail "both after a cut at $point ($kind)"
      fi
      test ! -e "$env/.pyvenv-saved" || fail "saved is left at $point ($kind)"
      count=$((count + 1))
    done
  done
done

# A new one: with --durable=yes it is whole once the status is 0, and undone
# before; without, it is whole or called torn.
mode=new
rm -rf "$env"
sync -f disk
list=$(points --durable=yes)
for durable in yes auto; do
  for point in $list end:0; do
    for kind in nothing names; do
      rm -rf "$env"
      sync -f disk
      if test $point = end:0; then
        run --durable=$durable
        "$python" -I cut.py disk $kind
        umount disk
        mount -o loop image disk
        test $durable = auto || whole
      else
        cut $point $kind --durable=$durable
      fi
      if ! run 2>err; then
        if ! test -s "$env/pyvenv.cfg" || ! test -s "$env/bin/activate"; then
          test $durable = auto || { cat err; fail "cut at $point ($kind): torn"; }
          grep -q -e 'power cut' -e 'not empty' err || { cat err; fail "not told"; }
          run --clear --force
        fi
      fi
      whole
      count=$((count + 1))
    done
  done
done
umount disk
echo "$count of $count"
END
status=0
unshare -m sh "$tmp/inside.sh" "$python" "$tmp" >"$tmp/report" 2>&1 || status=$?
test $status != 77 || skip "needs loop devices"
test $status = 0 || { cat "$tmp/report"; fail "after a power cut"; }
tail -n 1 "$tmp/report"
