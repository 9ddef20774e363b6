#!/bin/sh
# A script that sets variables and runs the interpreter under its own name is an
# interpreter to venv, and to us; one that names another file is not.
. "$(dirname "$0")/../functions.sh"

bash=$(command -v bash) || skip "needs: bash"
real=$(readlink -f "$(find_python)")
cd "$tmp"

# wrap NAME [LINE]: a script that ends with LINE.
wrap () {
  printf '#!%s\nexport WRAPPED=1\n%s\n' "$bash" "$2" >"$1"
  chmod +x "$1"
}

# With exec -a the variables are there in the environment as well.
wrap wrapped "exec -a \"\$0\" '$real' \"\$@\""
"$tmp/wrapped" -m venv --without-pip theirs
for round in first second; do
  rm -rf env
  expect_silence "$pyvenv" -p ./wrapped --without-pip env
  works env
  test "$(readlink env/bin/wrapped)" = "$(readlink theirs/bin/wrapped)" \
    || fail "env/bin/wrapped is $(readlink env/bin/wrapped)"
  sed 's/theirs$/env/' theirs/pyvenv.cfg | diff - env/pyvenv.cfg \
    || fail "pyvenv.cfg, $round"
  env/bin/python -c 'import os; os.environ["WRAPPED"]' || fail "the variables"
done

# On PATH, and through a link.
mkdir path
ln -s ../wrapped path/python3
rm -rf env
expect_silence env PATH="$tmp/path:/usr/bin:/bin" "$pyvenv" --without-pip env
works env

# What it runs may change while the script stays: it is never recorded.
printf '#!%s\nexec -a "$0" "%s" "$@"\n' "$bash" "$tmp/current" >changing
chmod +x changing
for python in $(find_pythons | head -n 2); do
  ln -sfn "$python" current
  rm -rf env
  expect_silence "$pyvenv" -p ./changing --without-pip env
  test "$(env/bin/python -c 'import sys; print(sys.version)')" \
    = "$("$python" -c 'import sys; print(sys.version)')" \
    || fail "not the version of $python"
done

# Where the script always gives one name, an environment's would not know where it is.
wrap fixed "exec -a '$tmp/fixed' '$real' \"\$@\""
rm -rf env
refuses 3 'is a script that hides the interpreter it runs' \
  "$pyvenv" -p ./fixed --without-pip env
test ! -e env || fail "an environment was made"
