#!/bin/sh
# An environment in a lower layer of overlayfs, as in an image of a container: its
# folders cannot be renamed.  --clear and --upgrade work all the same, and a run that
# is killed is undone.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/tree/own-mounts.sh"
. "$top_srcdir/tests/tree/points.sh"
PYVENV_TEST_EVERY=${PYVENV_TEST_EVERY:-4}
python=$(find_python)
cd "$tmp"
clean_up () { umount "$tmp/disk/top" "$tmp/disk" 2>/dev/null || :; remove_tmp; }
mkdir disk
mount -t tmpfs none disk 2>/dev/null || skip "needs the right to mount"
mkdir disk/lower disk/upper disk/work disk/top
quiet="-q --python $python --without-pip"
"$program" $quiet disk/lower/env
"$program" $quiet disk/lower/new
mkdir -m 751 disk/lower/env/lib/deep disk/lower/env/lib/deep/er
echo mine >disk/lower/env/lib/deep/er/file
ln -s ../deep disk/lower/env/lib/deep/link
chown 12 disk/lower/env/lib/deep 2>/dev/null || :
env=$tmp/disk/top/env

# fresh: the lower layer anew, with nothing on top of it.
layers=lowerdir=disk/lower,upperdir=disk/upper,workdir=disk/work
fresh () {
  umount disk/top 2>/dev/null || :
  rm -rf disk/upper disk/work
  mkdir disk/upper disk/work
  mount -t overlay none -o $layers,redirect_dir=off disk/top
}
# state DIR: all of it, and whose it is.
state () {
  snapshot "$1" && (cd "$1" && find . -printf '%P %U %G\n' | sort)
}
fresh 2>/dev/null || skip "needs overlayfs"
"$python" -c 'import os
try: os.rename("disk/top/env/lib", "disk/top/env/bil")
except OSError: pass
else: raise SystemExit(1)' || skip "this overlayfs renames folders"
fresh
state disk/top/new | sed 's,/top/new,/top/env,g' >new
state "$env" >old

expect_silence "$program" $quiet --clear "$env"
works "$env"
(cd "$env" && find . | sort) >now
(cd disk/top/new && find . | sort) | diff - now || fail "not a new environment"
fresh
expect_silence "$program" $quiet --upgrade "$env"
works "$env"
test "$(cat "$env/lib/deep/er/file")" = mine || fail "--upgrade lost a file"

# The run that undoes it makes nothing, as it finds an environment then.
count=0
for point in $(some $(fresh; points "$changes" pyvenv-unfinished $quiet --clear "$env")); do
  fresh
  killed $point $quiet --clear "$env" || continue
  expect_status 4 "$program" $quiet "$env"
  state "$env" >now
  if ! diff old now >/dev/null; then
    works "$env"
    test ! -e "$env/lib/deep" || { diff old now; fail "half undone after $point"; }
  fi
  test ! -e "$env/.pyvenv-saved" || fail "saved is left after $point"
  count=$((count + 1))
done
test $count -gt 5 || fail "only $count were killed"
