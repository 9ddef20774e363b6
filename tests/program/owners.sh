#!/bin/sh
# Whose files are trusted: settings, plugins and the cache count only where they and
# the folders above them belong to us or root, and nobody else may write there.
. "$(dirname "$0")/../functions.sh"

use_test_plugins
python=$(find_python)
enter_place

# run OPTION...: makes env, which is gone afterwards; what it says is in $tmp/err.
run () {
  rm -rf env
  expect_status 0 "$pyvenv" -v --python "$python" --without-pip "$@" env
}

prompt_is () {
  if test -n "$1"; then
    grep -qx "prompt = '$1'" env/pyvenv.cfg || fail "prompt is not $1"
  else
    ! grep -q '^prompt' env/pyvenv.cfg || fail "a prompt was taken"
  fi
}

# ---- Settings ---------------------------------------------------------------

mkdir -p "$HOME/.config/pyvenv"
ini=$HOME/.config/pyvenv/pyvenv.ini
printf '[pyvenv]\nprompt = mine\n' >"$ini"
run
prompt_is mine
chmod o+w "$ini"
run
prompt_is ''
expect_error "'$ini' are passed over: others can write to '$ini'"
chmod o-w "$ini"
chmod o+w "$HOME/.config"
run
prompt_is ''
expect_error "passed over: others can write to '$HOME/.config'"
# As /tmp: nobody can replace there what is ours.
chmod +t "$HOME/.config"
run
prompt_is mine
chmod o-w "$HOME/.config"

# What asks for plugins may do so for a reason.
printf '[pyvenv]\nplugins = outer\n' >"$ini"
chmod o+w "$ini"
refuses 2 "'$ini' name plugins and cannot be trusted" \
  "$pyvenv" --python "$python" --without-pip env2
test ! -e env2 || fail "something was made"
PYVENV_CONFIG= expect_silence "$pyvenv" --python "$python" --without-pip env2
rm -rf "$HOME/.config" env2

# ---- Relative paths -----------------------------------------------------------

printf '[pyvenv]\ncache-dir = cache\n' >"$tmp/pyvenv.ini"
PYVENV_CONFIG=$tmp/pyvenv.ini run
test -d "$tmp/cache/interpreters" || fail "cache-dir is not meant from its file's folder"
rm -r "$tmp/cache" "$tmp/pyvenv.ini"
PYVENV_CACHE_DIR=cache refuses 2 "PYVENV_CACHE_DIR: cache-dir is 'cache'" \
  "$pyvenv" --python "$python" --without-pip env2
PYVENV_CONFIG=pyvenv.ini refuses 2 'not an absolute path' \
  "$pyvenv" --python "$python" --without-pip env2
test "$(ls)" = env || fail "something was made"
run --cache-dir=cache
test -d cache/interpreters || fail "--cache-dir=cache"
rm -rf cache

# ---- Plugins and the cache -------------------------------------------------------

mkdir "$tmp/plugins"
cp "$top_builddir/tests/plugins/mini/inner.so" "$tmp/plugins"
chmod 755 "$tmp/plugins"
run --plugin="$tmp/plugins/inner.so"
chmod o+w "$tmp/plugins"
refuses 7 "inner.so' cannot be trusted: others can write to '$tmp/plugins'" \
  "$pyvenv" --python "$python" --without-pip --plugin="$tmp/plugins/inner.so" env2
chmod o-w "$tmp/plugins"

# The modules of another build.
mkdir "$tmp/modules"
cp "$top_builddir"/core/.libs/*.so "$tmp/modules"
(use_built_modules && PYVENV_MODULE_DIR=$tmp/modules \
  && expect_silence "$pyvenv" --python "$python" --no-progress env3) || exit 1
rm -rf env3
chmod o+w "$tmp/modules"
(use_built_modules && PYVENV_MODULE_DIR=$tmp/modules \
  && refuses 7 "wheel.so' cannot be trusted: others can write to '$tmp/modules'" \
    "$pyvenv" --python "$python" --no-progress env3) || exit 1

mkdir "$tmp/open"
chmod 777 "$tmp/open"
run --cache-dir="$tmp/open/cache"
expect_error "in $tmp/open/cache: Operation not permitted"
test -z "$(ls -A "$tmp/open")" || fail "a cache was made where others can write"

# ---- --cache-clean ------------------------------------------------------------

# A folder of that name that is not ours.
mkdir -p "$tmp/any/downloads"
: >"$tmp/any/downloads/letter"
expect_status 0 "$pyvenv" --cache-clean --cache-dir="$tmp/any"
expect_error "'$tmp/any/downloads' is left alone"
test -f "$tmp/any/downloads/letter" || fail "a user's folder was deleted"
run --cache-dir="$tmp/any"
expect_status 0 "$pyvenv" --cache-clean --cache-dir="$tmp/any"
test "$(ls -A "$tmp/any")" = downloads || fail "--cache-clean: $(ls -A "$tmp/any")"

# Beside builders that fill it, and beside others that clean it.
(
  i=0
  while test $i -lt 15; do
    "$pyvenv" -q --python "$python" --without-pip --cache-dir="$tmp/busy" \
      "$tmp/built-$i" || exit 1
    i=$((i + 1))
  done
) &
builder=$!
(
  while kill -0 "$builder" 2>/dev/null; do
    "$pyvenv" --cache-clean --cache-dir="$tmp/busy" >/dev/null 2>&1 || exit 1
  done
) &
cleaner=$!
while kill -0 "$builder" 2>/dev/null; do
  expect_status 0 "$pyvenv" --cache-clean --cache-dir="$tmp/busy"
done
wait "$cleaner" || fail "--cache-clean failed beside a builder"
wait "$builder" || fail "a builder failed beside --cache-clean"
test "$(ls -d "$tmp"/built-*/bin | wc -l)" = 15 || fail "beside --cache-clean"

# ---- Another user ---------------------------------------------------------------

test "$(id -u)" = 0 || skip "needs root for files of other users; the rest is sound"
chown 65534:65534 "$tmp/plugins/inner.so" 2>/dev/null \
  || skip "needs a second user; the rest is sound"
refuses 7 "'$tmp/plugins/inner.so' belongs to another user" \
  "$pyvenv" --python "$python" --without-pip --plugin="$tmp/plugins/inner.so" env2

# The home of another user, as sudo leaves it in HOME.
mkdir -p "$HOME/.config/pyvenv"
printf '[pyvenv]\nprompt = theirs\n' >"$ini"
chown -R 65534:65534 "$HOME"
run
prompt_is ''
expect_error "'$ini' are passed over: '$ini' belongs to another user" \
  "in $HOME/.cache/pyvenv: Operation not permitted"
test -z "$(find "$HOME" -user 0)" || fail "root's files are left in a user's home"
printf '[pyvenv]\nplugins = outer\n' >"$ini"
refuses 2 'cannot be trusted' "$pyvenv" --python "$python" --without-pip env2

# A link of theirs leads to a file of ours.
mkdir "$tmp/links"
printf '[pyvenv]\nprompt = mine\n' >"$tmp/links/pyvenv.ini"
ln -s "$tmp/links" "$tmp/link"
PYVENV_CONFIG=$tmp/link/pyvenv.ini
export PYVENV_CONFIG
run
prompt_is mine
chown -h 65534 "$tmp/link"
run
prompt_is ''
expect_error "'$tmp/link' belongs to another user"
unset PYVENV_CONFIG

# One who is not root takes what is root's.
as="setpriv --reuid=65534 --regid=65534 --clear-groups"
chmod 755 "$tmp"
$as ls "$pyvenv" "$python" >/dev/null 2>&1 || exit 0
mkdir -m 755 "$tmp/theirs"
chown 65534 "$tmp/theirs"
printf '[pyvenv]\nprompt = root\n' >"$tmp/links/pyvenv.ini"
PYVENV_CONFIG=$tmp/links/pyvenv.ini expect_silence $as "$pyvenv" \
  --python "$python" --without-pip "$tmp/theirs/env"
grep -qx "prompt = 'root'" "$tmp/theirs/env/pyvenv.cfg" || fail "settings of root's"
