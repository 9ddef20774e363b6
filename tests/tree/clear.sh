#!/bin/sh
# --clear deletes what is in an environment, all of it, and nothing beyond.
. "$(dirname "$0")/../functions.sh"

python=$(find_python)
cd "$tmp"
mkdir place outside
echo precious >outside/file
cd place

run () { "$pyvenv" --python "$python" --without-pip "$@"; }

run env
run pristine
inode=$(stat -c %i env)
chmod 711 env
mkdir -p env/lib/a/b/c env/.hidden
echo x >env/lib/a/b/c/file
ln -s "$tmp/outside" env/link
ln -s "$tmp/outside" env/lib/a/link
ln -s /nowhere env/dangling
ln "$tmp/outside/file" env/hard
mkfifo env/pipe

# A folder that cannot be looked into: nothing is deleted.  Root can.
chmod 000 env/.hidden
if test "$(id -u)" != 0; then
  (cd env && find . ! -path './.hidden/*' 2>/dev/null | sort) >"$tmp/then"
  refuses 4 'Permission denied' "$pyvenv" --python "$python" --without-pip \
    --clear env
  (cd env && find . ! -path './.hidden/*' 2>/dev/null | sort) >"$tmp/now"
  diff "$tmp/then" "$tmp/now" || fail "something was deleted"
  chmod 755 env/.hidden
fi
expect_silence "$pyvenv" --python "$python" --without-pip --clear env
test "$(stat -c %i,%a env)" = "$inode,711" || fail "the folder was replaced"
(cd env && find . | sort) >"$tmp/now"
(cd pristine && find . | sort) >"$tmp/then"
diff "$tmp/then" "$tmp/now" || fail "--clear left something"
test "$(cat "$tmp/outside/file")" = precious || fail "--clear followed a link"
works env

# Something that only looks like an environment: no key `home`, or a link.
mkdir fake
echo precious >fake/file
echo 'version = 3' >fake/pyvenv.cfg
mkdir linked
echo precious >linked/file
ln -s ../env/pyvenv.cfg linked/pyvenv.cfg
snapshot . >"$tmp/before"
refuses 4 '--force' "$pyvenv" --python "$python" --without-pip --clear fake
refuses 4 '--force' "$pyvenv" --python "$python" --without-pip --clear linked
unchanged "$tmp/before" .

# --force means it.
expect_silence "$pyvenv" --python "$python" --without-pip --clear --force fake
test ! -e fake/file || fail "--force did not clear"
works fake

# What does not exist or is empty is cleared easily.
mkdir empty
expect_silence "$pyvenv" --python "$python" --without-pip --clear empty absent
works empty
works absent

# An environment that is the working directory, or above it.
mkdir -p env/src/deep
snapshot . >"$tmp/before"
(cd env/src/deep && refuses 4 'working directory' "$pyvenv" \
  --python "$python" --without-pip --clear --force "$tmp/place/env")
(cd env && refuses 4 'working directory' "$pyvenv" \
  --python "$python" --without-pip --clear .)
unchanged "$tmp/before" .

# The home directory, even where it is an environment.
run "$HOME/env"
(HOME=$HOME/env && refuses 4 'home' "$pyvenv" --python "$python" \
  --without-pip --clear --force "$HOME")
(HOME=$HOME/env/. && refuses 4 'home' "$pyvenv" --python "$python" \
  --without-pip --clear --force "$tmp/home/env")
works "$HOME/env"

# A failure after the check loses nothing: the interpreter is gone.
snapshot . >"$tmp/before"
expect_status 3 "$pyvenv" --python "$tmp/no-such-python" --without-pip \
  --clear env
unchanged "$tmp/before" .

# A mount below it.  Only where a private mount can be made.
mkdir env/mounted
if unshare -m mount -t tmpfs none env/mounted 2>/dev/null; then
  unshare -m sh -eu -c '
    . "$1/tests/functions.sh"
    mount -t tmpfs none env/mounted
    echo precious >env/mounted/file
    refuses 4 "mount" "$pyvenv" --python "$2" --without-pip --clear --force env
    test "$(cat env/mounted/file)" = precious || fail "the mount was emptied"
    test -e env/pyvenv.cfg || fail "something was deleted before the check"
  ' sh "$top_srcdir" "$python" || fail "--clear across a mount"
fi

# A file that is mounted on one of it: the same.
echo precious >"$tmp/outside/mounted"
if unshare -m mount --bind "$tmp/outside/mounted" env/pyvenv.cfg 2>/dev/null; then
  for file in lib/a/file bin/activate; do
    mkdir -p env/lib/a
    test -e env/$file || echo x >env/$file
    unshare -m sh -eu -c '
      . "$1/tests/functions.sh"
      mount --bind "$3" "env/$4"
      refuses 4 "mount" "$pyvenv" --python "$2" --without-pip --clear env
      test "$(cat "env/$4")" = precious || fail "the mounted file is gone"
      test -e env/pyvenv.cfg || fail "something was deleted before the check"
    ' sh "$top_srcdir" "$python" "$tmp/outside/mounted" $file \
      || fail "--clear with $file mounted"
  done
fi

# Deeper than a process has descriptors.
rm -rf env
run env
"$python" -c '
import os
os.chdir("env/lib")
for i in range(1500):
    os.mkdir("deeper")
    os.chdir("deeper")
open("file", "w").close()'
(ulimit -n 64; expect_silence "$pyvenv" --python "$python" --without-pip --clear env)
(cd env && find . | sort) >"$tmp/now"
(cd pristine && find . | sort) >"$tmp/then"
diff "$tmp/then" "$tmp/now" || fail "--clear left something of a deep folder"
