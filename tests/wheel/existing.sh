#!/bin/sh
# Wheels in an environment that was there before: what is replaced, what stays,
# and that a failure brings everything back.
. "$(dirname "$0")/../functions.sh"

python=$(find_python)
xy=3.$(minor_of "$python")
env=$tmp/env
site=$env/lib/python$xy/site-packages
PYVENV_PLUGIN_DIR=$top_builddir/tests/plugins/mini
export PYVENV_PLUGIN_DIR
mkdir "$tmp/wheels"
"$python" "$top_srcdir/tests/wheel/make-wheels.py" "$tmp/wheels" "$xy"
wheel_of () {
  awk -F '\t' -v number="$1" -v want="$2" \
    '$1 == number && $3 ~ want { print $2; exit }' "$tmp/wheels/table"
}
old=$(wheel_of old ok)
new=$(wheel_of new ok)
bad=$(wheel_of 6 hash)
clash=$(wheel_of 21 ok)

# install STATUS WHEEL...
install () {
  expected=$1
  shift
  for wheel; do
    set -- "$@" --wheel="$wheel"
    shift
  done
  expect_status "$expected" "$pyvenv" -v --python "$python" --without-pip \
    --allow-existing --plugin=wheel-file "$@" "$env"
}

snapshot () {
  (cd "$env" && find . -printf '%P %y %m %l\n' | LC_ALL=C sort
   find . -type f -exec cksum {} + | LC_ALL=C sort -k 3)
}

install 0 "$old"
"$python" -c 'import json, sys
data = json.load(open(sys.argv[1]))
assert data["url"] == "file://" + sys.argv[2], data
assert list(data["archive_info"]) == ["hash", "hashes"], data' \
  "$site/foo-1.0.dist-info/direct_url.json" "$old" || fail "direct_url.json"

# The same again: nothing happens.
echo mine >"$site/foo/mine.txt"
"$env/bin/python" -c 'import foo.old'
snapshot >"$tmp/before"
install 0 "$old"
grep -q 'is installed already' "$tmp/err" || fail "the same version"
snapshot >"$tmp/after"
diff "$tmp/before" "$tmp/after" || fail "the same version changed something"

# A wheel is refused when the new version is in place already: everything is as
# it was.
echo theirs >"$env/bin/tool"
snapshot >"$tmp/before"
install 6 "$new" "$bad"
snapshot >"$tmp/after"
diff "$tmp/before" "$tmp/after" || fail "the old version did not come back"

# Another version: the old one goes, and what was never its own stays.
install 0 "$new"
test "$(cat "$site/foo/__init__.py")" = 'x = 2' || fail "foo 2.0"
test -f "$site/foo/new.py" && test -x "$env/bin/foo" || fail "foo 2.0"
test "$(cat "$site/foo/mine.txt")" = mine || fail "a file of the user's"
for gone in foo-1.0.dist-info foo/old.py foo/sub single.py __pycache__/single.*; do
  test ! -e "$site"/$gone || fail "$gone is still there"
done
test ! -e "$env/bin/old" || fail "bin/old is still there"
test -z "$(find "$site" -name 'old.*.pyc')" || fail "bytecode of foo 1.0"
test -z "$(find "$env" -name '.pyvenv*')" || fail "left-overs"

# Nothing of another's, or of the environment's own, is overwritten outside the
# folder for packages.
rm -r "$site"/foo*
mkdir -p "$env/share"
echo theirs >"$env/share/d.txt"
snapshot >"$tmp/before"
install 6 "$clash"
grep -q "would replace" "$tmp/err" || { cat "$tmp/err"; fail "a clash"; }
snapshot >"$tmp/after"
diff "$tmp/before" "$tmp/after" || fail "a clash changed something"
