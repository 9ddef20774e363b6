#!/bin/sh
# --upgrade-deps: the core packages come from the index that pip would use,
# without a run of pip where that is possible, and are undone with the rest.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/index/servers.sh"

use_built_modules

# The newest and the oldest with ensurepip; before 3.12 setuptools is upgraded
# too.
python=
old=
for found in $(find_pythons); do
  "$found" -I -c 'import ensurepip' 2>/dev/null || continue
  python=$found
  test -n "$old" || test "$(minor_of "$found")" -lt 9 || old=$found
done
test -n "$python" || skip "no interpreter with ensurepip"
test "$(minor_of "${old:-3.12}")" -lt 12 || old=

cd "$tmp"
start_server web
new_wheel () { python3 "$top_srcdir/tests/index/make_wheel.py" "$@"; }
for wheel in 'pip 98.0' 'pip 99.0' 'pip 99.1rc1' 'setuptools 98.0'; do
  new_wheel web/files $wheel
done
export PIP_TIMEOUT=2 PIP_RETRIES=0 PIP_CONFIG_FILE=/dev/null
export PIP_INDEX_URL="$server/json"

# make_env [OPTION...]
make_env () { "$pyvenv" --python "$python" --upgrade-deps "$@" env; }

# has PROJECT VERSION
has () {
  found=$(env/bin/python -I -c "import $1; print($1.version)") || found=none
  test "$found" = "$2" || { cat err 2>/dev/null; fail "$1 is $found, not $2"; }
  test -z "$(find env -name '.pyvenv*')" || fail "left in the environment"
}

forget () { rm -rf "$HOME/.cache/pyvenv/index" "$HOME/.cache/pyvenv/downloads"; }

# A new environment, and what is asked for.
expect_status 0 make_env -v
has pip 99.0
expect_error 'Installing pip ...' 'done.'
! grep -q 'own pip upgrades it' err 2>/dev/null || fail "pip was run"
test "$(asked /json/pip/)" = 1 || { cat web/log; fail "the index was not asked once"; }
if test "$(minor_of "$python")" -ge 12; then
  test "$(asked setuptools)" = 0 || fail "setuptools was looked for"
fi
grep -q '^command = .* --upgrade-deps ' env/pyvenv.cfg || fail "the key command"

# An existing one; what is there already, or is newer, stays as it is.
site=$(cd env && find . -name site-packages)
(cd env && find "$site" -printf '%P %y %m %l %T@\n' | LC_ALL=C sort) >before
expect_status 0 make_env --upgrade
(cd env && find "$site" -printf '%P %y %m %l %T@\n' | LC_ALL=C sort) >after
diff before after || fail "the same version was touched"
mkdir folder
cp web/files/pip-98.0-py3-none-any.whl web/files/setuptools-98.0-py3-none-any.whl \
  folder
PIP_NO_INDEX=1 PIP_FIND_LINKS=$tmp/folder expect_status 0 make_env --upgrade
has pip 99.0
rm -rf env
PIP_NO_INDEX=1 PIP_FIND_LINKS=$tmp/folder expect_status 0 make_env
has pip 98.0
expect_status 0 make_env --upgrade
has pip 99.0

# The settings of the environment itself, which its pip would read.
rm -rf env
expect_status 0 "$pyvenv" --python "$python" env
(
  unset PIP_CONFIG_FILE
  export PIP_INDEX_URL=
  printf '[install]\nindex-url = %s\n' "$server/html" >env/pip.conf
  : >web/log
  forget
  expect_status 0 make_env --upgrade
  has pip 99.0
  test "$(asked /html/pip/)" = 1 || fail "pip.conf of the environment is not read"
)

# Without network; nothing is left of an environment that cannot be had.
rm -rf env
forget
refuses 5 --offline make_env --offline
test ! -e env || fail "an environment is left"
expect_status 0 make_env
rm -rf env
: >web/log
expect_status 0 make_env --offline
has pip 99.0
test ! -s web/log || fail "--offline asked the server"
rm -rf env
PIP_INDEX_URL=http://127.0.0.1:1/simple refuses 5 onnect make_env
PIP_INDEX_URL=$server/status/404 refuses 5 'no wheel' make_env
PIP_INDEX_URL=$server/lie/nohash/json refuses 5 SHA-256 make_env
test ! -e env || fail "an environment is left"

# What only pip can follow is left to pip.
echo 'pip==98.0' >constraints
PIP_INDEX_URL=$server/html PIP_CONSTRAINT=$tmp/constraints \
  expect_status 0 make_env -v
expect_error 'own pip upgrades it' "'PIP_CONSTRAINT'"
has pip 98.0
PIP_CONSTRAINT=$tmp/constraints refuses 5 PIP_CONSTRAINT make_env --upgrade \
  --offline
has pip 98.0

# A pip that fails is not one that is missing, whatever it says.
cp -a env broken
for main in broken/lib/python*/site-packages/pip/__main__.py; do
  echo 'raise SystemExit("No module named pippin")' >"$main"
done
PIP_CONSTRAINT=$tmp/constraints refuses 1 'No module named pippin' \
  "$pyvenv" --python "$python" --upgrade-deps --upgrade broken
expect_error 'cannot upgrade the core packages'
! grep -q 'leave out one' err || fail "a pip that fails is taken for none"

# Without pip there is nothing to upgrade.
rm -rf env
refuses 2 'leave out one of --upgrade-deps and --without-pip' \
  make_env --without-pip
! grep -q 'No module named pip' err || fail "found out by trying"
test ! -e env || fail "an environment is left"
expect_silence "$pyvenv" --python "$python" --without-pip env
refuses 1 'leave out one of --upgrade-deps and --without-pip' \
  make_env --without-pip --upgrade
expect_error 'No module named pip' "cannot upgrade 'env'"
rm -rf env

# A plugin does it in another way.
(
  export PYVENV_PLUGIN_DIR="$top_builddir/tests/plugins/mini"
  : >web/log
  expect_silence make_env --without-pip --plugin=upgrader
  test "$(cat env/upgraded)" = 'by a plugin' || fail "the plugin was not asked"
  rm -rf env
  expect_silence "$pyvenv" --python "$python" --without-pip --plugin=upgrader env
  test ! -e env/upgraded || fail "asked without --upgrade-deps"
  expect_silence make_env --without-pip --upgrade --plugin=upgrader
  test -e env/upgraded || fail "not asked with --upgrade"
  test ! -s web/log || fail "the index was asked"
)

# ---- Everything or nothing ------------------------------------------------

test -n "$old" || exit 0
python=$old
rm -rf env
expect_status 0 make_env --no-progress
has pip 99.0
has setuptools 98.0

# The first wheel of two is in place when the second turns out to be bad, or
# when it is to stop: the environment is as it was, to the byte.
rm -rf env
expect_status 0 "$pyvenv" --python "$python" env
for name in pip setuptools; do env/bin/python -I -c "import $name"; done
snapshot env >before
PIP_INDEX_URL=$server/lie/hash/json refuses 6 sha256 make_env --upgrade \
  --no-cache --no-progress
unchanged before env

mkdir -p bad/files
server_dir=$tmp/bad
cp web/files/setuptools-98.0-py3-none-any.whl bad/files
new_wheel bad/files pip 99.9
python3 "$top_srcdir/tests/index/spoil_wheel.py" bad/files/pip-99.9-py3-none-any.whl
for how in --upgrade --allow-existing; do
  PIP_NO_INDEX=1 PIP_FIND_LINKS=$tmp/bad/files expect_status 6 make_env $how
  expect_error 'Installing setuptools ...' 'Installing pip ...' 'pip-99.9'
  unchanged before env
done

for line in 'Installing setuptools ...' 'Installing pip ...' 'done.'; do
  expect_status 130 "$top_builddir/tests/index/cancel" "$python" env "$line"
  expect_error interrupted
  unchanged before env
done
expect_status 0 make_env --upgrade
has setuptools 98.0
