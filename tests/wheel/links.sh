#!/bin/sh
# Hard links are made only where they are what new files would be: the owner, the
# group and the access control list are right, nobody else can write them, and
# link(2) works.  Everywhere else files are copied.
. "$(dirname "$0")/../functions.sh"

python=$(find_python)
xy=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
site=lib/python$xy/site-packages
PYVENV_CACHE_DIR=$tmp/cache
PYVENV_LINK_MODE=hardlink
export PYVENV_CACHE_DIR PYVENV_LINK_MODE

# make ENV [OPTION...]: an environment with pip, which starts.
make () {
  env=$1
  shift
  expect_status 0 "$pyvenv" -v --python "$python" "$@" "$env"
  "$env/bin/pip" --version >/dev/null || fail "pip of $env"
}

links () { stat -c %h "$1/$site/pip/__init__.py"; }

# The first one lets the cache know the wheel's file.
make "$tmp/one"
make "$tmp/two"
test "$(links "$tmp/two")" -gt 1 || skip "needs hard links in $tmp"

# Root's environments are often given to others.
unset PYVENV_LINK_MODE
make "$tmp/default"
if test "$(id -u)" = 0; then
  test "$(links "$tmp/default")" = 1 || fail "root links by default"
else
  test "$(links "$tmp/default")" -gt 1 || fail "a user does not link by default"
fi
PYVENV_LINK_MODE=hardlink
export PYVENV_LINK_MODE

# A folder that a group shares.
group=
for other in $(id -G) 100; do
  test "$other" = "$(id -g)" || group=$other
done
mkdir "$tmp/shared"
if test -n "$group" && chgrp "$group" "$tmp/shared" 2>/dev/null; then
  chmod 2750 "$tmp/shared"
  (umask 027; make "$tmp/shared/env")
  expect_error 'copied instead of linked'
  others=$(find "$tmp/shared/env" ! -group "$group" | wc -l)
  test "$others" = 0 || fail "$others files are not the group's"

  # A folder of packages that was there before has a group of its own.
  expect_silence "$pyvenv" --python "$python" --without-pip "$tmp/existing"
  chgrp -R "$group" "$tmp/existing/$site"
  chmod g+s "$tmp/existing/$site"
  make "$tmp/existing" --allow-existing
  others=$(find "$tmp/existing/$site" ! -group "$group" | wc -l)
  test "$others" = 0 || fail "--allow-existing: $others files are not the group's"
fi

# A default access control list: user 65534 may read and write all that is made.
mkdir "$tmp/listed"
if "$python" -c 'import os, struct, sys
entries = [(1, 7, -1), (2, 6, 65534), (4, 5, -1), (16, 7, -1), (32, 5, -1)]
value = struct.pack("<I", 2) + b"".join(
    struct.pack("<HHI", tag, mode, who & 0xffffffff) for tag, mode, who in entries)
os.setxattr(sys.argv[1], "system.posix_acl_default", value)' "$tmp/listed" \
    2>/dev/null; then
  make "$tmp/listed/env"
  test "$(links "$tmp/listed/env")" = 1 || fail "a default list: linked"
fi

# Everybody may write the files: none of them is shared.
(umask 0; make "$tmp/open"; make "$tmp/open-2")
test "$(links "$tmp/open-2")" = 1 || fail "files that others can write are linked"

# What link(2) answers on some file systems; ENOSPC is about the disk.
cat >"$tmp/links.c" <<'END'
#include <errno.h>
#include <stdlib.h>
int linkat (int a, const char *b, int c, const char *d, int f)
{ (void) a; (void) b; (void) c; (void) d; (void) f;
  errno = atoi (getenv ("TEST_ERRNO")); return -1; }
END
if ${CC:-cc} -shared -fPIC -o "$tmp/links.so" "$tmp/links.c" 2>/dev/null \
    && ! grep -q 'define WITH_SANITIZERS' "$top_builddir/config.h"; then
  # EIO EXDEV EROFS EMLINK ENAMETOOLONG EOPNOTSUPP
  for number in 5 18 30 31 36 95; do
    (TEST_ERRNO=$number LD_PRELOAD=$tmp/links.so
     export TEST_ERRNO LD_PRELOAD
     make "$tmp/errno-$number")
  done
  TEST_ERRNO=28 LD_PRELOAD=$tmp/links.so \
    refuses 7 'No space left' "$pyvenv" --python "$python" "$tmp/errno-28"
fi

# The cache of somebody else, given to us without its files; a read-only one with
# damage.
if test "$(id -u)" = 0; then
  chown -R 65534 "$tmp"/cache/wheels/*/*/
  make "$tmp/foreign"
  test -z "$(find "$tmp/foreign" ! -user 0)" || fail "another user's files are used"
  chown 65534 "$tmp"/cache/wheels/*/*/2
  make "$tmp/foreign-2"
  test -z "$(find "$tmp/foreign-2" ! -user 0)" || fail "another user's file is used"
fi

# Where the cache cannot be written, a damaged image in it does no harm.
if test "$(id -u)" != 0; then
  as=env
else
  as="setpriv --reuid=65534 --regid=65534 --clear-groups"
  chmod 755 "$tmp"
  $as ls "$pyvenv" "$python" >/dev/null 2>&1 || as=
fi
if test -n "$as" && $as true 2>/dev/null; then
  mkdir "$tmp/any"
  test "$as" = env || chown 65534:65534 "$tmp/any"
  PYVENV_CACHE_DIR=$tmp/any/cache
  expect_silence $as "$pyvenv" --python "$python" "$tmp/any/one"
  for image in "$tmp"/any/cache/wheels/*/*-*-*; do
    echo '# changed' >>"$image/2"
  done
  chmod -R a-w "$tmp/any/cache"
  expect_status 0 $as "$pyvenv" -v --python "$python" "$tmp/any/two"
  expect_error 'no cache of wheels: it cannot be changed'
  chmod -R u+w "$tmp/any/cache"
  $as "$tmp/any/two/bin/pip" --version >/dev/null || fail "a damaged image"
fi

# A module whose bytecode has too long a name comes without it, as from pip.
PYVENV_CACHE_DIR=$tmp/long/cache
use_test_plugins
mkdir "$tmp/long"
"$python" "$top_srcdir/tests/wheel/long_names.py" "$tmp/long"
expect_silence "$pyvenv" --python "$python" --without-pip --plugin=wheel-file \
  --wheel="$tmp/long/long-1.0-py3-none-any.whl" "$tmp/long/env"
test "$(ls "$tmp/long/env/$site" | wc -l)" = 2 || fail "a long name: files"
! grep -q pyc "$tmp/long/env/$site/long-1.0.dist-info/RECORD" \
  || fail "a long name: RECORD"
