#!/bin/sh
# Seeds, caches that are only read: looked into first, used where nobody else can have
# written them, and never changed.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/index/servers.sh"
requires python3 --version
python=$(find_python)
cd "$tmp"
chmod 755 .
start_server web
make_wheels web/files 'pip 99.0'
make_wheels . 'alpha 1.0'
wheel=alpha-1.0-py3-none-any.whl
touch -d '1 hour ago' "$wheel"
export PIP_CONFIG_FILE=/dev/null PIP_RETRIES=0
seed=$tmp/seed

# make ENV OPTION...: -v tells which image is taken.
make () {
  make_env=$1
  shift
  expect_status 0 $as "$pyvenv" -v --python "$python" --without-pip \
    --plugin=packages --wheels="$tmp/$wheel" "$@" "$make_env"
}
as=

# One is made as any cache is.
make first --cache-dir="$seed"
"$pyvenv" -q --python "$python" --cache-dir="$seed" --plugin=setuptools-pip \
  --setuptools=none --index-url="$server/json" first-pip

untouched () {
  find "$seed" -printf '%P %y %m %s %T@\n' | sort >after
  diff before after >difference || { cat difference; fail "the seed was changed: $1"; }
}
same () {
  diff -r first/lib "$1/lib" -x RECORD -x __pycache__ >difference \
    || { cat difference; fail "$1"; }
}

# Files of this user's are linked, though in the cache there is nothing of them.  An
# old use of the seed is not noted.
find "$seed/wheels" -mindepth 2 -maxdepth 2 -type d -exec touch -d '9 days ago' {} +
find "$seed" -printf '%P %y %m %s %T@\n' | sort >before
make linked --cache-seed="$tmp/none" --cache-seed="$seed" --link-mode=hardlink
expect_error "the seed '$tmp/none' is not used: No such file or directory"
expect_error "'$wheel': its contents are in a seed"
test -z "$(ls "$HOME/.cache/pyvenv/wheels" | grep -v -e paths -e CACHEDIR)" \
  || fail "an image was made beside the seed"
test -n "$(find "$seed" -samefile linked/lib/*/site-packages/alpha/__init__.py)" \
  || fail "not linked to the seed"
rm -r linked
untouched linked
make known --cache-seed="$seed" --link-mode=copy
expect_error "in a seed"
same known

# The same by a variable and a file, where relative paths start from the file; what is
# stronger takes the place of the rest.
(PYVENV_CACHE_SEED=$seed && export PYVENV_CACHE_SEED && make variable) || exit 1
expect_error "in a seed"
PYVENV_CACHE_SEED=seed refuses 2 "PYVENV_CACHE_SEED: cache-seed is 'seed'" \
  "$pyvenv" --python "$python" --without-pip refused
printf '[pyvenv]\ncache-seed = none\ncache-seed = seed\n' >settings.ini
make file --config="$tmp/settings.ini"
expect_error "in a seed"
make stronger --config="$tmp/settings.ini" --cache-seed="$tmp/none" --no-cache
! grep -q "in a seed" err || fail "--no-cache uses a seed"

# Wheels that were downloaded; no server is asked for them.
: >web/log
"$pyvenv" -q --python "$python" --cache-dir="$tmp/other" --cache-seed="$seed" \
  --plugin=setuptools-pip --setuptools=none --index-url="$server/json" pip \
  || fail "pip out of a seed"
! grep -q '/files/' web/log || { cat web/log; fail "a wheel was downloaded"; }
test -z "$(ls "$tmp/other/downloads" | grep -v CACHEDIR)" || fail "it was copied"

# --cache-info names them, the others leave them alone.
"$pyvenv" --cache-info --cache-seed="$seed" --cache-seed="$tmp/none" >out
grep -qx "Seed: $seed" out || { cat out; fail "--cache-info"; }
grep -qx "Seed: $tmp/none, which is not used: No such file or directory" out \
  || { cat out; fail "--cache-info of one that is not there"; }
"$pyvenv" --cache-info --json --cache-seed="$seed" \
  | python3 -c 'import json, sys; print(json.load(sys.stdin)["seeds"])' >out
grep -qx "\[{'dir': '$seed', 'unusable': None}\]" out || { cat out; fail "--json"; }
"$pyvenv" --cache-prune=0 --cache-seed="$seed" >/dev/null 2>&1
"$pyvenv" --cache-clean --cache-seed="$seed" >/dev/null 2>&1
untouched "--cache-clean"

# A damaged image is passed over and stays.
cp -a "$seed" damaged
image=$(sha256sum "$wheel" | cut -d ' ' -f 1)
file=$(ls -d damaged/wheels/"$image"/*/2)
printf x >>"$file"
make repaired --cache-seed="$tmp/damaged" --cache-dir="$tmp/mended"
expect_error "its image in the seed is damaged"
same repaired
test -f "$file" || fail "the damaged image was deleted"

# Where others can write it is not used.
chmod o+w damaged
make refused --cache-seed="$tmp/damaged" --cache-dir="$tmp/mended"
expect_error "the seed '$tmp/damaged' is not used: it belongs to another user, or others can"
rm -rf refused

# ---- Other users --------------------------------------------------------------

test "$(id -u)" = 0 || skip "needs root for seeds of other users; the rest is sound"
requires setpriv --reuid=65534 --regid=65534 --clear-groups true
python=
for candidate in $(find_pythons); do
  setpriv --reuid=65534 --regid=65534 --clear-groups "$candidate" -c 1 2>/dev/null \
    && setpriv --reuid=65534 --regid=65534 --clear-groups test -x "$pyvenv" \
    && python=$candidate
done
test -n "$python" || skip "needs an interpreter that anybody can run; the rest is sound"

# Root's, of a user who has no cache: copied, since links would be root's.
rm -rf "$seed" first
make first --cache-dir="$seed"
chmod -R a+rX "$seed" "$wheel"
find "$seed" -printf '%P %y %m %s %T@\n' | sort >before
mkdir theirs
chown 65534:65534 theirs
as="setpriv --reuid=65534 --regid=65534 --clear-groups env HOME=/nonexistent"
make theirs/root --cache-seed="$seed"
expect_error "its contents are in a seed"
same theirs/root
test -z "$(find theirs/root ! -user 65534)" || fail "files are root's"
untouched "of root"

# The same on a file system that is read-only.
if unshare -m true 2>/dev/null; then
  unshare -m sh -c 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && shift \
    && exec "$@"' sh "$seed" setpriv --reuid=65534 --regid=65534 --clear-groups \
    env HOME=/nonexistent "$pyvenv" -v --python "$python" --without-pip \
    --plugin=packages --wheels="$tmp/$wheel" --cache-seed="$seed" theirs/read-only \
    >out 2>&1 || { cat out; fail "a seed that is read-only"; }
  grep -q "its contents are in a seed" out || { cat out; fail "read-only: not used"; }
fi

# Of another user: not used by anybody else, nor by root.
chown -R 4711 "$seed"
as="setpriv --reuid=65534 --regid=65534 --clear-groups env HOME=/nonexistent"
make theirs/other --cache-seed="$seed"
expect_error "the seed '$seed' is not used: it belongs to another user"
as=
make foreign --cache-seed="$seed"
expect_error "the seed '$seed' is not used: it belongs to another user"

# One image in it that is another user's.
chown -R 0 "$seed"
chown -R 4711 "$seed"/wheels/*/*-*
as="setpriv --reuid=65534 --regid=65534 --clear-groups env HOME=/nonexistent"
make theirs/planted --cache-seed="$seed"
expect_error "unpacked"
