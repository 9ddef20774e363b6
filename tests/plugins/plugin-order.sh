#!/bin/sh
# Who is called when: the chain from outside to inside and back.
. "$(dirname "$0")/../functions.sh"

use_test_plugins
python=$(find_python)
cd "$tmp"

# expected OUTER INNER PHASE...: the trace of one environment.
expected () {
  a=$1
  b=$2
  shift 2
  echo "$a check"
  echo "$b check"
  for phase in "$@"; do
    printf '%s\n' "$a before $phase" "$b before $phase" "$b after $phase" \
      "$a after $phase"
  done
  printf '%s\n' "$b build_done 0" "$a build_done 0"
}

# traced OUTER INNER PHASES OPTION...: what was done equals what was expected.
# load is in the order of naming, unload the other way round.
traced () {
  a=$1
  b=$2
  phases=$3
  shift 3
  : >trace
  expect_silence "$pyvenv" --python "$python" --without-pip "$@"
  # shellcheck disable=SC2086
  expected $a $b $phases >expected
  grep -vE ' (load|unload|config|config_complete)( |$)' trace >actual
  diff expected actual || fail "the chain of $*"
  tail -n 2 trace >last
  printf '%s\n' "$b unload" "$a unload" | diff - last || fail "unload of $*"
  grep config_complete trace >complete
  printf '%s\n' "$a config_complete" "$b config_complete" | diff - complete \
    || fail "config_complete of $*"
}

all='ensure_directories create_configuration setup_python setup_scripts post_setup'
traced outer inner "$all" --plugin=outer --plugin=inner env
rm -rf env
traced outer inner "$all" --plugin=inner --plugin=outer env
test "$(head -n 1 trace)" = 'inner load' || fail "load is not in order of naming"

# Scripts and post_setup are not for --upgrade, as with venv.
traced outer inner 'ensure_directories create_configuration setup_python' \
  --plugin=outer --plugin=inner --upgrade env
rm -rf env

# The last phase is for --upgrade-deps, with --upgrade as without.
traced outer inner "$all upgrade_dependencies" --plugin=outer --plugin=inner \
  --plugin=upgrader --upgrade-deps env
traced outer inner 'ensure_directories create_configuration setup_python
  upgrade_dependencies' --plugin=outer --plugin=inner --plugin=upgrader \
  --upgrade-deps --upgrade env
rm -rf env

# The user's order is stronger than the plugin's own; equal ones keep the order
# of naming.
printf '[plugin outer]\norder = 950\n' >one.ini
printf '[plugin outer]\norder = 300\n[plugin inner]\norder = 300\n' >two.ini
(
  PYVENV_CONFIG=$tmp/one.ini
  export PYVENV_CONFIG
  traced inner outer "$all" --plugin=outer --plugin=inner env
  rm -rf env
  PYVENV_CONFIG=$tmp/two.ini
  traced outer inner "$all" --plugin=outer --plugin=inner env
  rm -rf env
  traced inner outer "$all" --plugin=inner --plugin=outer env
  rm -rf env
)

# Several environments: loaded once, run for each.
: >trace
expect_silence "$pyvenv" --python "$python" --without-pip --plugin=outer \
  one two three
for call in load:1 config_complete:1 check:3 build_done:3 unload:1; do
  test "$(grep -c "^outer ${call%:*}" trace)" = "${call#*:}" \
    || { cat trace; fail "calls of ${call%:*}"; }
done
rm -rf one two three

# --verbose shows the chain and each step; without it nothing is said.
expect_status 0 "$pyvenv" --python "$python" --without-pip --plugin=outer \
  --plugin=inner --verbose env
for text in outer inner ensure_directories create_configuration setup_python \
    setup_scripts post_setup; do
  grep -q "$text" err || fail "--verbose does not mention $text"
done
test ! -s out || fail "--verbose prints on stdout"
