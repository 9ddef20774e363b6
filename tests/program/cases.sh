#!/bin/sh
# The cases of examples/cases, each as it stands there.
. "$(dirname "$0")/../functions.sh"

PYTHON=$(find_python)
requires python3 --version
page=$top_srcdir/examples/cases/README.md
mkdir "$tmp/path" "$tmp/common"
ln -s "$pyvenv" "$tmp/path/pyvenv"
PATH=$tmp/path:$PATH
PYVENV_PYTHON=$PYTHON
PIP_WHEEL=$(find "$(dirname "$("$PYTHON" -c 'import ensurepip; print(ensurepip.__file__)')")" \
  /usr/share/python-wheels -name 'pip-*.whl' 2>/dev/null | head -n 1)
export PATH PYTHON PYVENV_PYTHON PIP_WHEEL
cd "$tmp/common"
cp "$top_srcdir"/examples/cases/*.sh "$top_srcdir"/examples/cases/*.py .
cp -r "$top_srcdir/examples/policy" .
chmod -R u+w .
mkdir wheels
: >requirements.txt
for wheel in 'alpha 1.0' 'beta 2.0'; do
  python3 "$top_srcdir/tests/index/make_wheel.py" wheels $wheel
  file=wheels/${wheel% *}-${wheel#* }-py3-none-any.whl
  echo "./$file --hash=sha256:$(sha256sum "$file" | cut -d ' ' -f 1)" >>requirements.txt
done

# sees ENV PROJECT: its python sees it.
sees () {
  "$1/bin/python" -I -m "$2" >/dev/null || fail "$1 has no $2"
}

# What is true afterwards; where nothing is said, the environment works.
check () {
  case $1 in
    1 | 2 | 4 | 25) works env; sees env alpha; sees env beta ;;
    5) grep -q '"python"' context.json ;;
    7) test -f env/bin/libextra.so ;;
    8) for env in one two three; do sees $env beta; done ;;
    9) test -x "$(cat python.txt)" ;;
    11) sees env-* alpha ;;
    12) test ! -e env/bin/activate && works env ;;
    14) sees env alpha; ! env/bin/python -I -m beta 2>/dev/null ;;
    15) test -e env/bin/activate && test ! -e env/pyvenv.cfg ;;
    18) sees env alpha; ! env/bin/python -I -m beta 2>/dev/null ;;
    19) grep -q "prompt = 'tools'" env/pyvenv.cfg ;;
    20) grep -q '"status"' failure.json || grep -q error failure.json ;;
    21) works env; test -s created.json && test -s existing.json ;;
    22) env/bin/python -I -m pip --version >/dev/null ;;
    24) env/bin/python -c 'import mach_part' ;;
    *) works env ;;
  esac
}

ran=0
for number in $(sed -n 's/^## \([0-9]*\)\. .*/\1/p' "$page"); do
  sed -n "/^## $number\. /,/^## /p" "$page" | sed -n '/^```sh$/,/^```$/p' | sed '1d; $d' \
    >"$tmp/block"
  test -s "$tmp/block" || continue
  test "$number" != 22 || test -n "$PIP_WHEEL" || continue
  cp -r "$tmp/common" "$tmp/place"
  cd "$tmp/place"
  sh -eu "$tmp/block" >"$tmp/out" 2>&1 || { cat "$tmp/out"; fail "case $number"; }
  check "$number" || fail "what case $number should have made"
  cd "$tmp"
  rm -rf "$tmp/place"
  ran=$((ran + 1))
done
test "$(grep -c '^## ' "$page")" = 25 || fail "the page has not 25 cases"
test "$ran" -ge 20 || fail "only $ran cases were run"
