# disk.sh: a disk of its own, whose power can be cut; sourced after functions.sh.
test "$(id -u)" = 0 || skip "needs root, to mount a file system"
requires mkfs.ext4 -V
. "$top_srcdir/tests/tree/own-mounts.sh"
. "$top_srcdir/tests/tree/points.sh"

# ext4, shut down without writing its log.  Of what was not synced, the disk knows
# nothing; or, if anybody syncs one file at that moment, all names and none of the
# contents (names); or the contents of every second file as well (half).
cat >"$tmp/cut.py" <<'END'
import fcntl, os, struct, sys
top, kind = sys.argv[1:]
folder = os.open(top, os.O_RDONLY)
if kind != "nothing":
    other = os.open(top + "/other", os.O_WRONLY | os.O_CREAT)
    os.write(other, b"x")
    os.fsync(other)
if kind == "half":
    paths = sorted(os.path.join(parent, name)
                   for parent, _, names in os.walk(top) for name in names)
    for path in paths[::2]:
        if os.path.isfile(path) and not os.path.islink(path):
            file = os.open(path, os.O_RDONLY)
            os.fsync(file)
            os.close(file)
fcntl.ioctl(folder, 0x8004587D, struct.pack("I", 2))  # EXT4_IOC_SHUTDOWN, no log
END

disk=$tmp/disk
clean_up () { umount "$disk" 2>/dev/null || :; remove_tmp; }
mkdir "$disk"
truncate -s 128M "$tmp/image"
mkfs.ext4 -q -F "$tmp/image"
power_on () { mount -o loop "$tmp/image" "$disk"; }
power_on 2>/dev/null || skip "needs loop devices"

# power_off KIND: and on again.
power_off () {
  "$python" -I "$tmp/cut.py" "$disk" $1
  umount "$disk"
  power_on
}

# cut POINT KIND ARGUMENT...: runs pyvenv, and the power fails in front of that call.
cut () {
  cut_point=$1
  cut_kind=$2
  shift 2
  killed "$cut_point" "$@" || :
  power_off $cut_kind
}

changes=$changes,fsync,fdatasync,syncfs,exit_group
