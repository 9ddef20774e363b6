#!/bin/sh
# The key write-lock of packages: the lock installs the same again, with us, and with
# pip 26.1 or later and uv where they are found.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/plugins/packages-files.sh"
PIP_INDEX_URL=$server/json
export PIP_INDEX_URL
mkdir place locks 'locks/a b'
make_wheels web/files 'alpha 1.0' 'beta 2.0' 'Gamma_Ray 3.0'
make_wheels place 'delta 4.0'

# From an index, an address, a path and a folder of wheels.
{
  echo alpha==1.0
  echo "beta @ $server/files/beta-2.0-py3-none-any.whl"
  echo ./place/delta-4.0-py3-none-any.whl
  echo gamma.ray==3
} >pinned.txt
expect_silence "$pyvenv" -q --python "$python" --without-pip --plugin=packages \
  --requirements=pinned.txt --write-lock=locks/pylock.toml first
python3 - "$server" "$(sum_of place/delta-4.0-py3-none-any.whl)" <<'EOF' || fail "the lock"
import sys
try:
    import tomllib
except ImportError:
    sys.exit(0)
server, digest = sys.argv[1:]
with open("locks/pylock.toml", "rb") as file:
    lock = tomllib.load(file)
assert lock["lock-version"] == "1.0" and lock["created-by"] == "pyvenv", lock
assert lock["requires-python"].startswith("==3."), lock
alpha, beta, delta, gamma = lock["packages"]
assert [p["name"] for p in lock["packages"]] == ["alpha", "beta", "delta", "gamma-ray"]
assert [p["version"] for p in lock["packages"]] == ["1.0", "2.0", "4.0", "3.0"]
wheel, = alpha["wheels"]
assert wheel["url"] == server + "/files/alpha-1.0-py3-none-any.whl", wheel
assert wheel["name"] == "alpha-1.0-py3-none-any.whl", wheel
assert beta["archive"]["url"] == server + "/files/beta-2.0-py3-none-any.whl", beta
assert delta["archive"]["path"] == "../place/delta-4.0-py3-none-any.whl", delta
assert delta["archive"]["hashes"] == {"sha256": digest}, delta
for package in lock["packages"]:
    for file in package.get("wheels", []) or [package["archive"]]:
        assert file["size"] > 100 and len(file["hashes"]["sha256"]) == 64, file
EOF
make --requirements=locks/pylock.toml --write-lock='locks/a b/pylock.again.toml'
"$python" -I "$top_srcdir/tests/wheel/compare_trees.py" first env \
  || fail "the lock installs something else"
sed 's,"\.\./,"../../,' locks/pylock.toml >expected
diff expected 'locks/a b/pylock.again.toml' || fail "the lock of a lock"

# What is there already is named, too; a link in the path leads astray no dots.
mkdir -p far/away
ln -s ../locks far/link
(cd far && expect_silence "$pyvenv" -q --upgrade --python "$python" --plugin=packages \
  --requirements=../locks/pylock.toml --write-lock=link/pylock.upgrade.toml ../env)
cmp locks/pylock.toml locks/pylock.upgrade.toml || fail "the lock of an upgrade"

# Several environments write it once, and nothing else is left beside it.
rm locks/pylock.*.toml 'locks/a b/pylock.again.toml'
expect_silence "$pyvenv" -q --python "$python" --without-pip --plugin=packages \
  --requirements=pinned.txt --write-lock=locks/pylock.many.toml one two three
cmp locks/pylock.toml locks/pylock.many.toml || fail "the lock of several"
test "$(ls -A locks | tr '\n' ' ')" = 'a b pylock.many.toml pylock.toml ' \
  || fail "left beside the lock: $(ls -A locks)"

# pip chooses what is not pinned, and the next environment is the same.
make --install=alpha --write-lock=locks/pylock.chosen.toml
grep -qF "$server/files/alpha-1.0" locks/pylock.chosen.toml || fail "what pip chose"
make --requirements=locks/pylock.chosen.toml
has env alpha 1.0

# After a failure the lock is what it was.
make_wheels web/files 'needy 1.0 py3 0 absent'
printf 'alpha==1.0\nneedy==1.0\n' >needy.txt
cp locks/pylock.toml before
bad 6 "'needy' depends on 'absent'" --requirements=needy.txt --write-lock=locks/pylock.toml
cmp locks/pylock.toml before || fail "a failure has written a lock"
bad 7 'absent' --requirements=pinned.txt --write-lock="$tmp/absent/pylock.toml"
bad 2 'pylock.NAME.toml' --requirements=pinned.txt --write-lock=locks/lock.toml
bad 2 "'write-lock' and 'wheels'" --wheels=place --install=alpha \
  --write-lock=locks/pylock.toml
bad 2 'neither is given' --write-lock=locks/pylock.toml

# Other readers of locks.
uv=$(command -v uv || :)
reader=
for one in $(find_pythons); do
  ! "$one" -I -c 'from pip._vendor.packaging.pylock import Pylock' 2>/dev/null \
    || reader=$one
done
reader=${PYVENV_TEST_LOCK_PIP-$reader}
uv=${PYVENV_TEST_UV-$uv}
test -n "$reader$uv" || exit 0
if test -n "$reader"; then
  rm -rf env
  expect_silence "$pyvenv" -q --python "$python" --without-pip env
  "$reader" -m pip --python env/bin/python install -q --disable-pip-version-check \
    --no-cache-dir -r locks/pylock.toml >pip.out 2>&1 \
    || { cat pip.out; fail "pip does not read the lock"; }
  has env Gamma_Ray 3.0
fi
if test -n "$uv"; then
  rm -rf env
  expect_silence "$pyvenv" -q --python "$python" --without-pip env
  "$uv" pip install -q --no-cache --python env/bin/python -r locks/pylock.toml \
    >uv.out 2>&1 || { cat uv.out; fail "uv does not read the lock"; }
  has env Gamma_Ray 3.0
fi
