#!/bin/sh
# Against the index that pip is configured for on this machine, and therefore
# only if asked for: PYVENV_TEST_INDEX=1.
test "${PYVENV_TEST_INDEX-}" = 1 || { echo 'needs: PYVENV_TEST_INDEX=1, and an index'; exit 77; }
env | grep '^PIP_' >"${TMPDIR:-/tmp}/pyvenv-test-pip.$$" || :
. "$(dirname "$0")/../functions.sh"
mv "${TMPDIR:-/tmp}/pyvenv-test-pip.$$" "$tmp/pip-variables"
# What functions.sh took away is what pip is configured with.
while IFS='=' read -r name value; do
  export "$name=$value"
done <"$tmp/pip-variables"

cd "$tmp"
oldest=$(find_pythons | head -n 1)
newest=$(find_python)
for python in "$oldest" "$newest"; do
  rm -rf env
  expect_status 0 "$pyvenv" --python "$python" --plugin=setuptools-pip \
    --source=index env
  env/bin/pip check >out || { cat out; fail "pip check of $python"; }
  for name in pip setuptools; do
    ours=$(env/bin/pip list --format=freeze 2>err | sed -n "s/^$name==//p")
    newest_is=$(env/bin/pip index versions "$name" 2>err | sed -n "1s/.*(\(.*\)).*/\1/p")
    # pip before 21.2 has no such command.
    test -n "$newest_is" || continue
    test "$ours" = "$newest_is" || fail "$name $ours, not $newest_is, for $python"
  done
done
