#!/bin/sh
# Many wheels at once: what they leave is what pip leaves, all of them are checked
# first, and whose file it is that two of them have is said.
. "$(dirname "$0")/../functions.sh"

python=$(find_python)
requires "$python" -c 'import ensurepip'
export PIP_CONFIG_FILE=/dev/null
cd "$tmp"
mkdir wheels set
"$python" "$top_srcdir/tests/wheel/make-wheels.py" "$tmp/wheels" "3.$(minor_of "$python")"
awk -F '\t' '$1 == "set" { print $2 }' wheels/table | while read -r wheel; do
  cp "$wheel" set
done

# install ENV [OPTION...]: the set, with pip beside it.
install () {
  env=$1
  shift
  "$pyvenv" --python "$python" --plugin=packages --wheels=set "$@" "$env" 2>err \
    || { cat err >&2; fail "$*"; }
}
install ours
"$pyvenv" -q --python "$python" theirs || fail "the other environment"
program=$(basename "$(head -n 1 ours/bin/pip)")
"theirs/bin/$program" -I -m pip install -q --no-index --no-deps --no-cache-dir \
  --disable-pip-version-check --find-links set bar qux native || fail "pip"
compare () {
  "$1/bin/python" -I "$top_srcdir/tests/wheel/compare_trees.py" "$1" theirs \
    || fail "the trees differ: $1"
}
compare ours

# The one whose name comes first has it, as with pip; each pair is told of once.
grep -q "qux and bar both have 'bin/both' and 2 more files; those of bar are" err \
  || { cat err >&2; fail "nothing is said of shared files"; }
test "$(grep -c 'both have' err)" = 1 || fail "it is said more than once"
test "$(ours/bin/python -I -c 'from common import both; print(both.x)')" = bar \
  || fail "the other file"
test ! -x ours/lib/python*/site-packages/native/plain.so || fail "mode of plain.so"

# From the cache, without one, and as copies.
install warm -v
test "$(grep -cE '(is|are) in the cache' err)" -ge 3 || fail "not from the cache"
compare warm
install private --no-cache
compare private
install copied --link-mode=copy
compare copied

# One that is bad, and nothing is written; the good ones may be in any order.
awk -F '\t' '$1 == 6 && $3 ~ /hash/ { print $2; exit }' wheels/table | while read -r bad; do
  cp "$bad" set
done
expect_status 6 "$pyvenv" -q --python "$python" --plugin=packages --without-pip \
  --wheels=set --allow-existing copied
expect_error 'foo-1.0-py3-none-any.whl'
compare copied
for wheel in ours warm private copied; do
  "$wheel/bin/python" -I -m pip check >check 2>&1 || { cat check; fail "pip check: $wheel"; }
  "$wheel/bin/python" -I -m pip uninstall -q -y bar qux native || fail "pip uninstall"
  ! ls "$wheel/bin" "$wheel"/lib/python*/site-packages \
    | grep -E '^(bar|both|common|native|qux)' || fail "something is left of them: $wheel"
done
