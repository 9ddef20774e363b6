#!/bin/sh
# Real wheels, all that the folder PYVENV_TEST_WHEELS has, at once: what they leave is
# what pip leaves.  PYVENV_TEST_PYTHON is the interpreter that they are for.
. "$(dirname "$0")/../functions.sh"

wheels=${PYVENV_TEST_WHEELS:-}
test -n "$wheels" || skip "PYVENV_TEST_WHEELS does not name a folder of wheels"
python=${PYVENV_TEST_PYTHON:-$(find_python)}
export PIP_CONFIG_FILE=/dev/null
cd "$tmp"

"$pyvenv" -q --python "$python" --plugin=packages --wheels="$wheels" ours \
  || fail "the wheels are not installed"
"$pyvenv" -q --python "$python" theirs || fail "the other environment"
names=$(cd "$wheels" && ls | sed -n 's/^\([^-]*\)-\([^-]*\)-.*\.whl$/\1==\2/p')
program=$(basename "$(head -n 1 ours/bin/pip)")
# shellcheck disable=SC2086
"theirs/bin/$program" -I -m pip install -q --no-index --no-deps --no-cache-dir \
  --disable-pip-version-check --find-links "$wheels" $names \
  || skip "pip does not install these wheels"

ours/bin/python -I "$top_srcdir/tests/wheel/compare_trees.py" ours theirs || fail "the trees differ"
ours/bin/python -I -m pip check >check 2>&1
theirs/bin/python -I -m pip check >expected 2>&1
cmp check expected || fail "pip check"
