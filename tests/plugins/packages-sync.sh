#!/bin/sh
# The plugin packages brings an existing environment to what a lock or a requirements
# file asks for, and with sync takes out the rest: all of it, or nothing.
. "$(dirname "$0")/../functions.sh"
requires python3 --version
python=$(find_python)
cd "$tmp"
test -e "$top_builddir/core/.libs/lock.so" || skip "needs lock.so"
mkdir wheels
make_wheels wheels 'alpha 1.0' 'alpha 1.1' 'beta 2.0 py3 9' 'gamma 3.0' 'pip 98.0' \
  'needy 1.0 py3 0 beta'

# lock PROJECT-VERSION...: a lock of these.
lock () {
  printf 'lock-version = "1.0"\ncreated-by = "test"\n'
  for each in "$@"; do
    file=$each-py3-none-any.whl
    printf '[[packages]]\nname = "%s"\nversion = "%s"\n' "${each%-*}" "${each#*-}"
    printf '[[packages.wheels]]\nname = "%s"\npath = "wheels/%s"\n' "$file" "$file"
    printf 'hashes = { sha256 = "%s" }\n' "$(sha256sum "wheels/$file" | cut -d ' ' -f 1)"
  done
}
lock alpha-1.0 beta-2.0 >pylock.old.toml
lock alpha-1.1 gamma-3.0 >pylock.toml

# has PROJECT VERSION, lacks PROJECT
has () {
  test "$(env/bin/python -I -m "$1")" = "$1 $2" || fail "there is no $1 $2"
}
lacks () {
  ! env/bin/python -I -m "$1" 2>/dev/null || fail "there is $1"
  test -z "$(ls -d env/lib/python*/site-packages/$1* 2>/dev/null)" || fail "rest of $1"
}
packages="--python $python --plugin=packages"
old () {
  rm -rf env
  expect_silence "$pyvenv" -q $packages "$@" --requirements=pylock.old.toml env
}
upgrade () { expect_silence "$pyvenv" -q $packages --upgrade "$@" env; }

# Missing is installed, another version replaced, the rest stays.
old
has alpha 1.0
beta=$(stat -c %i env/lib/python*/site-packages/beta/data)
upgrade --requirements=pylock.toml
test "$beta" = "$(stat -c %i env/lib/python*/site-packages/beta/data)" \
  || fail "what stays was replaced"
has alpha 1.1
has beta 2.0
has gamma 3.0
env/bin/python -I -m pip check >/dev/null || fail "pip check"
env/bin/python -I -m pip uninstall -q -y alpha gamma || fail "pip uninstall"
lacks alpha
lacks gamma

# A file that a running program has open, and one that is linked elsewhere, keep what
# is in them.
old
site=$(echo env/lib/python*/site-packages)
ln "$site/alpha/__init__.py" linked
exec 3<"$site/alpha/__init__.py"
upgrade --requirements=pylock.toml --set packages.sync
has alpha 1.1
has gamma 3.0
lacks beta
test "$(cat <&3)" = "version = '1.0'" || fail "an open file was written to"
test "$(cat linked)" = "version = '1.0'" || fail "a linked file was written to"
exec 3<&-
env/bin/python -I -m pip --version >/dev/null || fail "pip was removed"

# A lock can name pip.
old
lock beta-2.0 pip-98.0 >pylock.pip.toml
upgrade --requirements=pylock.pip.toml --set packages.sync
lacks alpha
test -d env/lib/python*/site-packages/pip-98.0.dist-info || fail "not that pip"
has beta 2.0

# Two files count together; pinned requirements do as well.
old --without-pip
echo 'beta==2.0' >beta.txt
upgrade --without-pip --requirements=pylock.toml --requirements=beta.txt \
  --set packages.sync
has beta 2.0
has gamma 3.0
printf -- '--no-index\n--find-links wheels\nalpha==1.0\n' >alpha.txt
upgrade --without-pip --requirements=alpha.txt --set packages.sync
has alpha 1.0
lacks beta
lacks gamma

# A place that the user names counts, and that a file came from there.
echo "$tmp/wheels/alpha-1.0-py3-none-any.whl" >place.txt
upgrade --without-pip --requirements=place.txt
test -e env/lib/python*/site-packages/alpha-1.0.dist-info/direct_url.json \
  || fail "the place is not recorded"
inode=$(stat -c %i env/lib/python*/site-packages/alpha-1.0.dist-info/direct_url.json)
upgrade --without-pip --requirements=place.txt
test "$inode" = "$(stat -c %i env/lib/python*/site-packages/alpha-1.0.dist-info/direct_url.json)" \
  || fail "the same place is installed again"
upgrade --without-pip --requirements=alpha.txt
test ! -e env/lib/python*/site-packages/alpha-1.0.dist-info/direct_url.json \
  || fail "the place is still recorded"

# What fails leaves all as it was: a wrong hash, a dependency that would go, what only
# pip can do, one that was not installed by RECORD.
# unchanged_by STATUS TEXT OPTION...
unchanged_by () {
  by_status=$1
  by_text=$2
  shift 2
  snapshot env >before
  expect_status $by_status "$pyvenv" -q $packages --upgrade "$@" env
  expect_error "$by_text"
  unchanged before env
}
old --without-pip
sed 's/sha256 = "......../sha256 = "00000000/' pylock.toml >pylock.wrong.toml
unchanged_by 6 'does not have the hash' --without-pip --requirements=pylock.wrong.toml
lock needy-1.0 >pylock.needy.toml
unchanged_by 6 "'needy' depends on 'beta', which would be removed" --without-pip \
  --requirements=pylock.needy.toml --set packages.sync
upgrade --without-pip --requirements=pylock.needy.toml --set packages.sync \
  --set packages.no-deps
has needy 1.0
lacks beta
old
echo 'alpha>=1' >open.txt
unchanged_by 2 'pip would have to choose' --requirements=open.txt
mv env/lib/python*/site-packages/beta-2.0.dist-info/RECORD .
unchanged_by 7 'was not installed by pip' --requirements=pylock.toml --set packages.sync
unchanged_by 2 "that is not given" --set packages.sync

# An egg stays, with a warning.
old --without-pip
mkdir env/lib/python"$(minor_of "$python" | sed 's/^/3./')"/site-packages/egg-1.egg-info
expect_status 0 "$pyvenv" $packages --without-pip --upgrade \
  --requirements=pylock.toml --set packages.sync env
expect_error "'egg-1.egg-info' stays"
