#!/bin/sh
# debian-root.sh RELEASE FOLDER [TEST...]: runs ./bootstrap and "make check", or
# just the tests named, on another release of Debian:
#
#     sudo tests/debian-root.sh sid /var/tmp/sid
#
# FOLDER becomes a root of that release; it is used again where it is one
# already.  What is built there is the last commit.  Needs root and debootstrap;
# MIRROR names another mirror than debootstrap's own, CONFIGURE arguments of
# configure, SETUP commands that run in the root before.  ARCH is another
# architecture, as i386; others than the machine's own need qemu-user-static.
set -eu
test $# -ge 2 || { sed -n '2,/^set/s/^# \{0,1\}//p' "$0"; exit 2; }
release=$1
mkdir -p "$2"
root=$(cd "$2" && pwd -P)
shift 2
cd "$(dirname "$0")/.."

if ! test -e "$root/etc/apt/sources.list" -a ! -d "$root/debootstrap"; then
  debootstrap --variant=minbase ${ARCH:+--arch="$ARCH"} "$release" "$root" ${MIRROR-}
  # A mirror that is a copy of some day is good enough to test with.
  echo 'Acquire::Check-Valid-Until "false";' >"$root/etc/apt/apt.conf.d/90mirror"
fi
cp /etc/resolv.conf /etc/hosts "$root/etc/"

rm -rf "$root/pyvenv"
mkdir "$root/pyvenv"
git archive HEAD | tar -xf - -C "$root/pyvenv"

# The mounts and whatever is left running are gone when this ends.
exec unshare --mount --pid --fork --kill-child sh -eu -c '
  root=$1
  shift
  mount -t proc proc "$root/proc"
  mount -t tmpfs tmpfs "$root/dev/shm"
  mount -t devpts -o newinstance,ptmxmode=0666,mode=0620 devpts "$root/dev/pts"
  ln -sf pts/ptmx "$root/dev/ptmx"
  exec chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
    TERM=dumb LANG=C.UTF-8 CONFIGURE="${CONFIGURE-}" SETUP="${SETUP-}" \
    DEBIAN_FRONTEND=noninteractive sh -eu -c "
      eval \"\$SETUP\"
      cd /pyvenv
      ./bootstrap \$CONFIGURE
      make -s check \${1:+TESTS=\"\$*\"}" sh "$@"
' sh "$root" "$@"
