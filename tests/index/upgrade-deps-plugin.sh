#!/bin/sh
# --upgrade-deps with setuptools-pip: its versions and its sources count, and
# nothing is done twice.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/index/servers.sh"

use_built_modules
python=$(find_python)
cd "$tmp"
start_server web
make_wheels web/files 'pip 97.0' 'pip 98.0' 'pip 99.0' 'pip 99.1rc1' \
  'setuptools 70.0' 'setuptools 69.5' 'wheel 0.43'
export PIP_TIMEOUT=2 PIP_RETRIES=0 PIP_CONFIG_FILE=/dev/null
index="--index-url=$server/json"

# make_env [OPTION...]
make_env () {
  "$pyvenv" --python "$python" --plugin=setuptools-pip --upgrade-deps "$@" env
}

# has PROJECT VERSION
has () {
  found=$(env/bin/python -I -c "import $1; print($1.version)" 2>/dev/null) \
    || found=none
  test "$found" = "$2" || { cat err; fail "$1 is $found, not $2"; }
}

# A version that was asked for is not upgraded, with or without a pip that could
# do it.
expect_status 0 make_env -v "$index" --pip=98.0
has pip 98.0
has setuptools 70.0
! grep -q '^pip 98.0' err 2>/dev/null || fail "pip was run"
expect_error 'upgrade_dependencies: plugin setuptools-pip'
! grep -q 'upgrade_dependencies: built in' err || fail "the built-in ran as well"

# What was just installed is not looked for again, nor is it announced.
rm -rf env "$HOME/.cache/pyvenv/index"
: >web/log
expect_status 0 make_env --index-url "$server/age/no-store/json"
test "$(asked /json/)" = 2 || { cat web/log; fail "two pages were to be asked for"; }
test "$(grep -c Installing err)" = 2 || { cat err; fail "something was done twice"; }
has pip 99.0

# With --upgrade, which leaves post_setup out: up, down, or neither.
plain () { rm -rf env; expect_status 0 "$pyvenv" --python "$python" --plugin=setuptools-pip "$@" env; }
plain "$index" --pip=97.0 --setuptools=69.5
expect_status 0 make_env --upgrade "$index" --pip=98.0 --setuptools='<70'
has pip 98.0
has setuptools 69.5
expect_status 0 make_env --upgrade "$index" --setuptools=none
has pip 99.0
has setuptools 69.5
expect_status 0 make_env --upgrade "$index" --pip=97.0 --wheel=latest
has pip 97.0
has setuptools 70.0
has wheel 0.43
expect_status 0 make_env --upgrade "$index" --pre --no-pip
has pip 97.0
expect_status 0 make_env --upgrade "$index" --pre
has pip 99.1rc1
expect_status 0 make_env --upgrade "$index"
has pip 99.1rc1

# What fits a range is not replaced by something older that fits it too, least of
# all because the index is away; and nothing is said to be installed that is not.
plain "$index"
for range in latest '>=97' '<99.1'; do
  expect_status 0 make_env --upgrade --index-url=http://127.0.0.1:1/simple \
    --pip="$range"
  has pip 99.0
  has setuptools 70.0
  expect_error 'onnect' 'as before: pip 99.0'
  ! grep -e Installing -e 'installed from' err || fail "what was installed, for $range?"
done
mkdir older
cp web/files/pip-98.0-*.whl web/files/setuptools-69.5-*.whl older
expect_status 0 make_env --upgrade --source=find-links --find-links="$tmp/older" \
  --pip='>=97' --setuptools='<70'
has pip 99.0
has setuptools 69.5

# Without --upgrade-deps an upgrade leaves them alone.
: >web/log
plain "$index" --pip=97.0
: >web/log
expect_status 0 "$pyvenv" --python "$python" --plugin=setuptools-pip "$index" \
  --upgrade env
has pip 97.0
test ! -s web/log || fail "the index was asked"

# Each source.
: >web/log
expect_status 0 make_env --upgrade --source=find-links --find-links="$tmp/web/files"
has pip 99.0
test ! -s web/log || fail "find-links asked the index"
expect_status 0 make_env --upgrade --source=index "$index" --offline
has pip 99.0
refuses 5 onnect make_env -q --upgrade --source=index \
  --index-url=http://127.0.0.1:1/simple
plain --no-setuptools
expect_status 0 make_env --upgrade --source=bundled
env/bin/python -I -m pip --version >/dev/null || fail "no pip from the bundle"
mkdir scripts
echo 'import sys; print("the script", sys.argv)' >scripts/get-pip.py
expect_status 0 make_env -v --upgrade --setuptools=none --source=script \
  --pip-script="file://$tmp/scripts/get-pip.py" --pip=24.0
expect_error "the script ['get-pip.py', 'pip==24.0'"
test ! -e env/bin/get-pip.py || fail "the script is left"
rm -rf env
expect_status 0 make_env -v --setuptools=none \
  --pip-script="file://$tmp/scripts/get-pip.py"
test "$(grep -c "^the script" err)" = 1 || fail "the script ran twice"

# The system's packages are seen again afterwards.
plain "$index" --system-site-packages --pip=97.0
expect_status 0 make_env --upgrade "$index"
has pip 99.0
grep -q '^include-system-site-packages = true$' env/pyvenv.cfg \
  || fail "the system's packages stay hidden"

# Everything or nothing: the second wheel is bad, or it is to stop there.
plain "$index" --pip=97.0 --setuptools=69.5
snapshot env >before
refuses 6 sha256 make_env -q --upgrade --no-cache --source=index \
  --index-url="$server/lie/hash/json"
unchanged before env
mkdir -p bad
cp web/files/pip-99.0-py3-none-any.whl bad
python3 "$top_srcdir/tests/index/make_wheel.py" bad setuptools 99.9
python3 "$top_srcdir/tests/index/spoil_wheel.py" bad/setuptools-99.9-py3-none-any.whl
expect_status 6 make_env --upgrade --source=find-links --find-links="$tmp/bad"
expect_error 'Installing pip ...' 'Installing setuptools ...' 'setuptools-99.9'
unchanged before env
export PIP_INDEX_URL="$server/json"
for line in 'Installing pip ...' 'Installing setuptools ...' 'done.'; do
  expect_status 130 "$top_builddir/tests/index/cancel" "$python" env "$line" \
    setuptools-pip
  unchanged before env
done
