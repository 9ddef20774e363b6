#!/bin/sh
# The plugin packages installs pinned requirements files without pip, and leaves the
# others to it.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/plugins/packages-files.sh"

mkdir wheels more
make_wheels wheels 'alpha 1.0' 'alpha 1.1' 'beta 2.0'
make_wheels more 'gamma 3.0'
alpha=$(sum_of wheels/alpha-1.0-py3-none-any.whl)
beta=$(sum_of wheels/beta-2.0-py3-none-any.whl)
gamma=more/gamma-3.0-py3-none-any.whl

# From an index, pinned; with hashes; what a marker leaves out is left out.
cat >pinned.txt <<END
--index-url $server/json
pip==99.0
setuptools == 70.0 ; python_version >= '3'
nosuchproject==1.0 ; python_version < '3'
END
make --requirements=pinned.txt
test -d env/lib/python*/site-packages/setuptools-70.0.dist-info || fail "setuptools"
test "$(asked '/files/pip-99.0')" = 1 || fail "not from the index"
make --offline --requirements=pinned.txt
test "$(asked '/files/pip-99.0')" = 1 || fail "downloaded again"

# Two files: each counts.  find-links and -r are meant from the file, paths of
# wheels from where the user is.
mkdir deep
cat >deep/all.txt <<END
--no-index
--find-links ../wheels
-r alpha.txt
beta==2.0 --hash=sha256:$beta
END
echo "alpha==1.0 --hash=sha256:$alpha" >deep/alpha.txt
echo "./$gamma" >deep/gamma.txt
make --offline --requirements=deep/all.txt --requirements=deep/gamma.txt
has env alpha 1.0
has env beta 2.0
has env gamma 3.0
grep -q "$gamma" env/lib/python*/site-packages/gamma-3.0.dist-info/direct_url.json \
  || fail "the place that the user named is not recorded"
make --requirements=deep/all.txt --requirements= --requirements=deep/gamma.txt
test ! -d env/lib/python*/site-packages/alpha || fail "taken back, and yet installed"

# Hashes: wrong, missing, not the file that is named.
sed "s/sha256:......../sha256:00000000/" deep/alpha.txt >deep/wrong.txt
printf -- '--no-index\n--find-links ../wheels\n-r wrong.txt\n' >deep/hash.txt
bad 6 "does not have the hash" --requirements=deep/hash.txt
{ cat deep/all.txt; echo 'gamma==3.0'; } >deep/missing.txt
bad 2 "gamma==3.0' has no --hash" --requirements=deep/missing.txt
cat >index-hash.txt <<END
--index-url $server/json
pip==99.0 --hash=sha256:$alpha
END
bad 6 "has one of the hashes" --requirements=index-hash.txt

# What cannot be read: before anything is made.
echo '-r b.txt' >a.txt
echo '-r a.txt' >b.txt
bad 2 "a.txt" --requirements=a.txt
echo "alpha==1.0 ; python_version <<< '3'" >marker.txt
bad 2 "marker.txt" --requirements=marker.txt
printf 'alpha==1.0\nalpha==1.1\n' >twice.txt
bad 2 "contradicts" --requirements=twice.txt

# What pip has to choose is refused where it may not.
echo 'alpha' >open.txt
bad 5 "pip has to choose versions" --offline --requirements=open.txt

# pip means paths of packages from where the user is, too.
printf -- '--no-index\n--find-links %s\nalpha<1.1\n./%s\n' "$tmp/wheels" "$gamma" \
  >open.txt
rm -rf env
expect_silence "$pyvenv" -q --python "$python" --plugin=packages \
  --requirements=open.txt --requirements=deep/all.txt env
has env alpha 1.0
has env beta 2.0
has env gamma 3.0
