#!/bin/sh
# The plugin packages installs from a lock (PEP 751) without pip.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/plugins/packages-files.sh"

mkdir wheels
make_wheels wheels 'alpha 1.0' 'beta 2.0' 'gamma 3.0'
cp wheels/* web/files/
python3 "$top_srcdir/tests/index/make_wheel.py" wheels needy 1.0 py3 0 alpha absent

# size_of FILE: as a lock has it.
size_of () { stat -c %s "$1"; }

# package NAME VERSION LINE...: one of a lock, whose wheel is in wheels/, with the
# lines of the wheel that say where it is.
package () {
  package_file=wheels/$1-$2-py3-none-any.whl
  printf '[[packages]]\nname = "%s"\nversion = "%s"\n' "$1" "$2"
  shift 2
  printf '[[packages.wheels]]\nname = "%s"\n' "${package_file#wheels/}"
  printf 'hashes = { sha256 = "%s" }\n' "$(sum_of "$package_file")"
  printf '%s\n' "$@"
}

# head: the first lines of a lock.
head_of_lock () {
  printf 'lock-version = "%s"\ncreated-by = "test"\n' "${1-1.0}"
}

# lacks ENV PROJECT
lacks () {
  ! "$1/bin/python" -I -m "$2" 2>/dev/null || fail "$1 has $2"
}

{
  head_of_lock
  package alpha 1.0 'path = "../wheels/alpha-1.0-py3-none-any.whl"'
  package beta 2.0 "url = \"$server/files/beta-2.0-py3-none-any.whl\"" \
    "size = $(size_of wheels/beta-2.0-py3-none-any.whl)"
  package gamma 3.0 "url = \"$server/files/gamma-3.0-py3-none-any.whl\""
} >pylock.toml

# A path is meant from the lock, whichever folder the user is in; what comes from a
# server is kept.
mkdir locks
cp pylock.toml locks/pylock.toml
make --requirements=locks/pylock.toml
has env alpha 1.0
has env beta 2.0
has env gamma 3.0
test -z "$(find env -name direct_url.json)" || fail "where a wheel lay is recorded"
test "$(asked beta-2.0)" = 1 || fail "beta is downloaded more than once"
make --offline --requirements=locks/pylock.toml
has env beta 2.0
test "$(asked beta-2.0)" = 1 || fail "what is kept is downloaded again"

# Without a cache, too, and from a name of one's own.
cp locks/pylock.toml locks/pylock.dev.toml
make --no-cache --requirements=locks/pylock.dev.toml
has env gamma 3.0
test -z "$(find env -name '.pyvenv-*')" || fail "something is left in env"

# Offline, only what is missing is named.
bad 5 "'beta-2.0-py3-none-any.whl' is not in the cache" --offline --no-cache \
  --requirements=locks/pylock.toml

# Extras and groups; the default groups stay.
{
  head_of_lock
  printf 'extras = ["more"]\ndependency-groups = ["dev", "default"]\n'
  printf 'default-groups = ["default"]\n'
  package alpha 1.0 'path = "wheels/alpha-1.0-py3-none-any.whl"' \
    | sed "3a marker = \"'default' in dependency_groups\""
  package beta 2.0 'path = "wheels/beta-2.0-py3-none-any.whl"' \
    | sed "3a marker = \"'more' in extras\""
  package gamma 3.0 'path = "wheels/gamma-3.0-py3-none-any.whl"' \
    | sed "3a marker = \"'dev' in dependency_groups\""
} >pylock.groups.toml
make --requirements=pylock.groups.toml
has env alpha 1.0
lacks env beta
lacks env gamma
make --requirements=pylock.groups.toml --set packages.extras=more \
  --set packages.groups=dev
has env alpha 1.0
has env beta 2.0
has env gamma 3.0
bad 2 "without the dependency group 'docs'" --requirements=pylock.groups.toml \
  --set packages.groups=dev,docs

# A URL that is gone, with an index and without.
{
  head_of_lock
  package alpha 1.0 "url = \"$server/gone/alpha-1.0-py3-none-any.whl\""
} >pylock.gone.toml
bad 5 '404' --no-cache --requirements=pylock.gone.toml
{
  head_of_lock
  package alpha 1.0 "url = \"$server/gone/alpha-1.0-py3-none-any.whl\"" \
    | sed "3a index = \"$server/json\""
} >pylock.index.toml
make --no-cache --requirements=pylock.index.toml
has env alpha 1.0

# What is wrong with a file.
sed 's/sha256 = "......../sha256 = "00000000/' locks/pylock.toml >locks/pylock.hash.toml
bad 6 "does not have the hash" --requirements=locks/pylock.hash.toml
{
  head_of_lock
  package beta 2.0 "url = \"$server/files/beta-2.0-py3-none-any.whl\"" 'size = 7'
} >pylock.size.toml
bad 5 'larger than 7 bytes' --no-cache --requirements=pylock.size.toml
sed 's/^size = 7/size = 9999/' pylock.size.toml >pylock.larger.toml
bad 6 "9999" --no-cache --requirements=pylock.larger.toml
{
  head_of_lock
  package beta 2.0 "url = \"$server/files/beta-2.0-py3-none-any.whl\"" \
    | sed 's/sha256 = "......../sha256 = "00000000/'
} >pylock.wrong.toml
bad 6 "beta-2.0" --no-cache --requirements=pylock.wrong.toml

# What is wrong with a lock: said before anything is made.
head_of_lock 2.0 >pylock.newer.toml
bad 2 "the lock is of version 2.0" --requirements=pylock.newer.toml
{
  head_of_lock
  package alpha 1.0 'path = "x.whl"' | sed 's/py3-none-any/cp27-none-win32/'
} >pylock.none.toml
bad 2 "no wheel fits" --requirements=pylock.none.toml
expect_error "cp27-none-win32" "$(basename "$python" | sed 's/python3\./cp3/')"
{
  head_of_lock
  package alpha 1.0 'path = "wheels/alpha-1.0-py3-none-any.whl"'
  package alpha 1.0 'path = "wheels/alpha-1.0-py3-none-any.whl"'
} >pylock.twice.toml
bad 2 "alpha" --requirements=pylock.twice.toml
{
  head_of_lock
  package alpha 1.0 'path = "x.whl"' | sed "3a marker = \"python_version <<< '3'\""
} >pylock.marker.toml
bad 2 "marker" --requirements=pylock.marker.toml

# What would have to be built: refused with only-wheels, and without pip; all are
# named.
{
  head_of_lock
  for name in first second; do
    printf '[[packages]]\nname = "%s"\nversion = "1.0"\n[packages.sdist]\n' $name
    printf 'path = "%s-1.0.tar.gz"\nhashes = { sha256 = "%064d" }\n' $name 0
  done
} >pylock.sdist.toml
bad 7 "only-wheels" --requirements=pylock.sdist.toml --set packages.only-wheels
expect_error 'first, second'
bad 7 "cannot read '$tmp/first-1.0.tar.gz'" --requirements=pylock.sdist.toml

# A dependency that the lock lacks.
{
  head_of_lock
  package needy 1.0 'path = "wheels/needy-1.0-py3-none-any.whl"'
  package alpha 1.0 'path = "wheels/alpha-1.0-py3-none-any.whl"'
} >pylock.needy.toml
bad 6 "'needy' depends on 'absent'" --requirements=pylock.needy.toml
make --requirements=pylock.needy.toml --set packages.no-deps
has env needy 1.0
