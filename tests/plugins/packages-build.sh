#!/bin/sh
# The plugin packages has pip build what has no wheel, once its hash was checked, and
# keeps the wheel.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/plugins/packages-functions.sh"

BUILD_LOG=$tmp/builds
export BUILD_LOG PIP_INDEX_URL="$server/json" PIP_NO_CACHE_DIR=1
make_sdist () { python3 "$top_srcdir/tests/plugins/make_sdist.py" "$@"; }
make_wheels web/files 'lib 1.0'
make_sdist web/files source 1.0 lib
make_sdist web/files other 1.0
make_sdist web/files faulty 1.0
mkdir folder
make_sdist folder/ local 1.0 lib

# built NAME...: these were, since it was asked last.
built () {
  test "$(tr '\n' ' ' <"$BUILD_LOG")" = "$*${1:+ }" \
    || fail "built: $(tr '\n' ' ' <"$BUILD_LOG"), and not: $*"
  : >"$BUILD_LOG"
}
built_before () { : >"$BUILD_LOG"; }
built_before

# same ARGUMENT...: as pip leaves it, which builds, too.
same () {
  as_pip "$@"
  built_before
}

make --install=source
has env source 1.0
has env lib 1.0
built source
same source
make --install=source
built
make --refresh --requirements="$(printf 'source\n' >open.txt; echo open.txt)"
built
rm -rf one two three
expect_silence "$pyvenv" -q --python "$python" --plugin=packages --install='other lib' \
  one two three
built other
has three other 1.0
make --no-cache --install=source
built source
make --without-pip --install=source
built

# What was kept is damaged: it is built again.
for wheel in "$HOME"/.cache/pyvenv/built/*/source*.whl; do echo broken >"$wheel"; done
rm -rf "$HOME/.cache/pyvenv/wheels"
make --install=source
built source

# Offline what was built is enough.
make --offline --install=source
rm -rf "$HOME/.cache/pyvenv/built"
bad 5 'source has to be built' --offline --install=source
built

# An address and a path of an archive, and a folder, which is built each time.
make "--install=$server/files/source-1.0.tar.gz"
built source
same "$server/files/source-1.0.tar.gz"
make --install=./web/files/source-1.0.tar.gz
built
same ./web/files/source-1.0.tar.gz
make --install=./folder/local
built local
same ./folder/local
make --install=./folder/local
built local

# A folder that is to be editable.
echo '-e ./folder/local' >editable.txt
make --requirements=editable.txt
has env local 1.0
test -e env/lib/python*/site-packages/local.pth || fail "not editable"
same -r editable.txt

# A commit, kept by what it is.
if git --version >/dev/null 2>&1; then
  make_sdist git/ source 2.0
  (
    cd git/source
    git init -q
    git add .
    git -c user.name=x -c user.email=x@example.org commit -q -m one
    git tag v2
  )
  make "--install=git+file://$tmp/git/source@v2"
  has env source 2.0
  built source
  same "git+file://$tmp/git/source@v2"
  make "--install=git+file://$tmp/git/source@v2" --refresh
  built
  # All of it in a lock, and installed from there.
  # Before 23.1, pip takes no name in front of an address without a host.
  printf '%s\n' '-e ./folder/local' other "git+file://$tmp/git/source@v2#egg=source" >all.txt
  make --requirements=all.txt --write-lock=pylock.made.toml
  for text in 'editable = true' 'commit-id = ' 'requested-revision = "v2"' 'sdist = ' \
    'path = "folder/local"'; do
    grep -qF "$text" pylock.made.toml || { cat pylock.made.toml; fail "no $text"; }
  done
  make --requirements=pylock.made.toml --write-lock=pylock.again.toml
  has env source 2.0
  has env other 1.0
  test -e env/lib/python*/site-packages/local.pth || fail "not editable"
  cmp pylock.made.toml pylock.again.toml || fail "the lock of a lock"
  built_before
fi

# Hashes go first, and what is wrong is not built.
sum=$(sha256sum web/files/source-1.0.tar.gz | cut -d ' ' -f 1)
lib=$(sha256sum web/files/lib-1.0-py3-none-any.whl | cut -d ' ' -f 1)
printf 'source==1.0 --hash=sha256:%s\nlib==1.0 --hash=sha256:%s\n' "$sum" "$lib" >hashed.txt
rm -rf "$HOME/.cache/pyvenv/built"
make --requirements=hashed.txt
built source
printf 'source==1.0 --hash=sha256:%s\n' "$lib" >wrong.txt
bad 7 'THESE PACKAGES DO NOT MATCH THE HASHES' --requirements=wrong.txt
built

# package NAME LINE...: one of a lock.
package () {
  printf '[[packages]]\nname = "%s"\nversion = "1.0"\n' "$1"
  shift
  printf '%s\n' "$@"
}
head_of_lock () { printf 'lock-version = "1.0"\ncreated-by = "test"\n'; }
{
  head_of_lock
  package lib "wheels = [{ url = \"$server/files/lib-1.0-py3-none-any.whl\", hashes = { sha256 = \"$lib\" } }]"
  package source "sdist = { url = \"$server/files/source-1.0.tar.gz\", hashes = { sha256 = \"$sum\" } }"
  package local 'directory = { path = "folder/local" }'
} >pylock.toml
rm -rf "$HOME/.cache/pyvenv/built"
make --requirements=pylock.toml
has env source 1.0
has env local 1.0
built source local
grep -q '"dir_info": {}' env/lib/python*/site-packages/local-1.0.dist-info/direct_url.json \
  || fail "where a folder lies is not recorded"
test ! -e env/lib/python*/site-packages/source-1.0.dist-info/direct_url.json \
  || fail "where an sdist was is recorded"
make --without-pip --requirements=pylock.toml
built local
sed "s/$sum/$lib/" pylock.toml >pylock.wrong.toml
bad 6 'source-1.0.tar.gz' --requirements=pylock.wrong.toml
built
sed "s,url = \"$server/files/source,path = \"web/files/source," pylock.toml \
  >pylock.path.toml
make --requirements=pylock.path.toml
built local
sed 's/folder\/local"/folder\/local", editable = true/' pylock.toml >pylock.editable.toml
make --requirements=pylock.editable.toml
test -e env/lib/python*/site-packages/local.pth || fail "not editable"
built_before

# only-wheels names them all, and pip chooses among wheels only.
bad 7 "'$tmp/pylock.toml' has no wheel for this environment of: source, local" \
  --only-wheels --requirements=pylock.toml
bad 7 'No matching distribution found for source' --only-wheels --install=source
bad 7 'there is no wheel for this environment of: local' --only-wheels \
  --install=./folder/local
built

# What fails, said by pip.
bad 7 'pip cannot build faulty' --install=faulty
built faulty
