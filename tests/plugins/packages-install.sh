#!/bin/sh
# The plugin packages has pip choose versions, and installs natively what it chose.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/plugins/packages-functions.sh"

make_wheels web/files 'app 1.0 py3 0 lib' 'lib 1.0' 'lib 2.0' 'other 1.0'
PIP_INDEX_URL=$server/json
export PIP_INDEX_URL

# chosen COUNT: so often pip has looked for lib.
chosen () {
  test "$(asked '/json/lib/')" = "$1" \
    || fail "pip chose $(asked '/json/lib/') times, not $1"
}

make --install=app
has env app 1.0
has env lib 2.0
test -e env/lib/python*/site-packages/app-1.0.dist-info/REQUESTED || fail "REQUESTED"
test ! -e env/lib/python*/site-packages/lib-2.0.dist-info/REQUESTED \
  || fail "nobody asked for lib"
as_pip app
env/bin/python -I -m pip check >/dev/null || fail "pip check"
env/bin/python -I -m pip uninstall -q -y app lib || fail "pip uninstall"
test ! -e env/lib/python*/site-packages/lib || fail "lib is left"
make "--install=$server/files/app-1.0-py3-none-any.whl other"
as_pip "$server/files/app-1.0-py3-none-any.whl" other
mkdir place
cp web/files/lib-1.0* place/
make "--install=./place/lib-1.0-py3-none-any.whl app"
as_pip ./place/lib-1.0-py3-none-any.whl app

# Nothing to install is no failure; what is there stays, and counts.
make --install=pip
make --wheels=place --install=app
has env lib 1.0

# Without pip in the environment, that of ensurepip chooses.
make --without-pip --install='app lib<2'
has env app 1.0
has env lib 1.0
test ! -e env/bin/pip || fail "there is pip"

# A file that pins some only, with hashes, and what a constraint says.
echo 'lib<2' >constraints.txt
printf '%s\n' 'app' '-c constraints.txt' >open.txt
make --requirements=open.txt
has env lib 1.0
make --no-cache --requirements=open.txt --install=other
has env lib 1.0
has env other 1.0
sum=$(sha256sum web/files/lib-1.0-py3-none-any.whl | cut -d ' ' -f 1)
echo "lib<2 --hash=sha256:$sum" >hashed.txt
bad 2 "is not pinned with '==', and hashes are asked for" --requirements=hashed.txt

# The password of an index is that of its files, too, and stays out of a lock.
PIP_INDEX_URL="http://user:se%3Acr%40t@${server#http://}/auth/json" \
  make --no-cache --install=app --write-lock="$tmp/pylock.toml"
has env lib 2.0
grep -qF "url = \"$server/auth/files/app-1.0" pylock.toml || fail "the address in the lock"

# What pip cannot find, said by pip.
bad 7 'pip cannot find what is asked for' --install='app lib>2'
expect_error 'lib>2'
bad 7 'pip cannot find what is asked for' --install='app lib<2 lib>1'
bad 7 'No matching distribution found for nosuch' --no-deps --install=nosuch

# Settings of pip that say where to install are for pip itself.
PIP_TARGET=$tmp/target make --install=other
test -d target/other || fail "not where pip is told to install"

# Several environments ask once, with the cache and without.
rm -rf env
: >"$server_dir/log"
expect_silence "$pyvenv" -q --python "$python" --plugin=packages --install='app<9' \
  one two three
chosen 1
expect_silence "$pyvenv" -q --python "$python" --plugin=packages --no-cache \
  --install='app<9' four five six
chosen 2
has one lib 2.0
has six lib 2.0
