#!/bin/sh
# A cache that a group shares, by a setting of root's: what a hash vouches for is used
# by all, and nothing else that another member wrote.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/index/servers.sh"
requires python3 --version
test "$(id -u)" = 0 || skip "needs root for several users"

# Two members of a group, and one who is none.
other="setpriv --reuid=65534 --regid=65534 --clear-groups"
group=$(getent group 100 | cut -d : -f 1)
test -n "$group" || skip "needs a group 100"
first="setpriv --reuid=4711 --regid=4711 --groups=100"
second="setpriv --reuid=4712 --regid=4712 --groups=100"
requires $first true
python=
for candidate in $(find_pythons); do
  ! $first "$candidate" -c 1 2>/dev/null || ! $first test -x "$pyvenv" \
    || python=$candidate
done
test -n "$python" || skip "needs an interpreter that anybody can run"

cd "$tmp"
chmod 755 .
start_server web
make_wheels web/files 'pip 99.0'
export PIP_CONFIG_FILE=/dev/null PIP_RETRIES=0 PYVENV_CONFIG=
mkdir -m 755 machine first second other
chown 4711:4711 first
chown 4712:4712 second
chown 65534:65534 other
cache=$tmp/cache
mkdir "$cache"
chown "0:$group" "$cache"
chmod 3770 "$cache"
printf '[pyvenv]\ncache-group = %s\ncache-dir = %s\n' "$group" "$cache" >machine/pyvenv.ini
export PYVENV_SYSTEM_CONFIG="$tmp/machine"

# make USER ENV [OPTION...]: USER is first, second or other; pip comes from the server.
make () {
  make_user=$1
  make_env=$1/$2
  shift 2
  eval "make_as=\$$make_user"
  : >web/log
  expect_status 0 $make_as env HOME="$tmp/$make_user" "$pyvenv" -v --python "$python" \
    --plugin=setuptools-pip --setuptools=none --source=index \
    --index-url="$server/json" "$@" "$make_env"
  test "$("$make_env"/bin/python -I -c 'import pip; print(pip.version)')" = 99.0 \
    || fail "$make_env: pip"
}
downloaded () { grep -q '/files/' web/log; }

# ---- Sharing --------------------------------------------------------------

make first one
downloaded || fail "the first member had it already"
test "$(stat -c '%a %u %G' "$cache/shared")" = "3770 4711 $group" \
  || fail "shared: $(stat -c '%a %u %G' "$cache/shared")"
shared=$(ls -d "$cache"/shared/sha256-*)
test "$(stat -c '%a %u %G' "$shared")" = "640 4711 $group" || fail "what is shared"
test "$(stat -c '%a %u %g' "$cache/user-4711")" = '700 4711 4711' || fail "user-4711"
test -d "$cache/user-4711/wheels" || fail "no images of the first member"
test "$(stat -c %h first/one/lib/*/site-packages/pip/__init__.py)" = 2 || fail "not linked"

make second one
! downloaded || fail "the second member downloads it again"
expect_error "'pip-99.0-py3-none-any.whl' is what the group shares"
test -z "$(find second/one ! -user 4712)" || fail "files of another member"
test "$(stat -c '%a %u %g' "$cache/user-4712")" = '700 4712 4712' || fail "user-4712"

$first "$pyvenv" --cache-info >out
grep -qx "Cache: $cache/user-4711" out || { cat out; fail "--cache-info"; }
grep -qx "Shared with the group: $cache/shared" out || { cat out; fail "--cache-info"; }
"$pyvenv" --show-config | grep -q "^cache-group = $group\$" || fail "--show-config"

# Who is no member has none.
make other one
expect_error "'$cache' is not that of the group '$group': '$cache/user-65534' cannot be made"
downloaded || fail "an outsider reads what is shared"

# ---- A hostile member -----------------------------------------------------------

# What is shared is not what its name says: checked, and downloaded.
forget_second () { rm -rf "$cache/user-4712"; }
size=$(stat -c %s "$shared")
rm "$shared"
$first sh -c 'head -c "$1" /dev/zero >"$2"' sh "$size" "$shared"
chmod 640 "$shared"
chgrp "$group" "$shared"
forget_second
make second zeros
expect_error "is damaged; it is downloaded again"
downloaded || fail "zeros were believed"
rm "$shared"

# Neither a pipe nor a link is followed.
$first mkfifo "$shared"
forget_second
make second pipe
rm "$shared"
$first ln -s /dev/zero "$shared"
forget_second
make second link
rm "$shared"

# An image, a page and a record of one's own among those of the second: they cannot.
forget_second
$first mkdir -p "$cache/user-4712/wheels" "$cache/user-4712/index"
chmod -R 777 "$cache/user-4712"
make second squatted
expect_error "'$cache/user-4712' cannot be made, or belongs to another user"
test -z "$(find "$cache/user-4712" -type f)" || fail "it was used"
rm -r "$cache/user-4712"
$first ln -s "$tmp/second" "$cache/user-4712"
make second link-to-home
expect_error "'$cache/user-4712' cannot be made, or belongs to another user"
test ! -e second/wheels || fail "a link was followed"
rm "$cache/user-4712"
make second again
! $first mv "$cache/user-4712" "$cache/away" 2>/dev/null || fail "a member moves others' folders"

# ---- What is not shared -----------------------------------------------------------

# --cache-prune and --cache-clean delete what is one's own.
touch -d '40 days ago' "$cache"/shared/*
$second "$pyvenv" --cache-prune >/dev/null 2>&1
test -z "$(ls "$cache/shared")" || fail "--cache-prune"
forget_second
make second shares
test -n "$(ls "$cache/shared")" || fail "nothing is shared"
$first "$pyvenv" --cache-clean >/dev/null 2>&1
test -n "$(ls "$cache/shared")" || fail "--cache-clean deletes what another one shares"
$second "$pyvenv" --cache-clean >/dev/null 2>&1
test -z "$(ls "$cache/shared")" || fail "--cache-clean"

# A folder that is not as it has to be.
refused () {
  rm -rf second/refused
  make second refused
  expect_error "'$cache' is not that of the group '$group': $1"
}
chmod 2770 "$cache"
refused 'it has no sticky bit'
chmod u-s,g-s,+t "$cache"
refused 'it has no set-group-ID bit'
chmod 3777 "$cache"
refused 'others can write to it'
chmod 3770 "$cache"
chown 4711 "$cache"
refused 'it belongs to another user'
chown "0:4711" "$cache"
chmod 3770 "$cache"
refused 'it belongs to another group'
chown "0:$group" "$cache"
chmod 3770 "$cache"
make second well

# Only root can set it, in the machine's file.
printf '[pyvenv]\ncache-group = %s\n' "$group" >user.ini
for origin in PYVENV_CONFIG PYVENV_SYSTEM_CONFIG; do
  where=$tmp/user.ini
  test $origin = PYVENV_CONFIG || { where=$tmp/machine; chown -R 4711 machine; }
  refuses 2 "only a file of root's in the folder of the machine's settings can set cache-group" \
    $first env "$origin=$where" "$pyvenv" --python "$python" --without-pip first/never
done
