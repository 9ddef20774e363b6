#!/bin/sh
# Plugins that misbehave while an environment is made: status 7, the message
# names the plugin and the phase, and all is undone.
. "$(dirname "$0")/../functions.sh"

use_test_plugins
python=$(find_python)
cd "$tmp"

# Options for one of the phases.
also=
run () {
  # shellcheck disable=SC2086
  "$pyvenv" --python "$python" --without-pip $also "$@"
}

# fails STATUS ARGUMENT...: nothing is left of a new environment.
fails () {
  expected=$1
  shift
  expect_status "$expected" run "$@" deep/er/env
  test ! -s "$tmp/out" || fail "on stdout: $(cat "$tmp/out")"
  test ! -e deep || fail "something is left: $(find deep)"
}

# says TEXT...: in one line that is the error.
says () {
  grep '^pyvenv: ' "$tmp/err" >"$tmp/line" || {
    cat "$tmp/err"
    fail "no message"
  }
  for text in "$@"; do
    grep -qF -e "$text" "$tmp/line" || { cat "$tmp/err"; fail "lacks: $text"; }
  done
}

# Whether an upgrade has the phase, as the table of phases says.
in_upgrade () {
  ! grep -q "^PHASE .* $1, .*PHASE_NOT_IN_UPGRADE," \
    "$top_srcdir/core/phases/phases.def"
}

number=0
# plugin-files.sh checks that these are all.
phases=$("$pyvenv" --plugin-info outer | sed -n '/^has_check=/,/^has_build_done=/p' \
  | sed '1d; $d; s/^has_//; s/=1$//')
for phase in $phases; do
  number=$((number + 1))
  test $number -le 5 || also='--upgrade-deps --plugin=upgrader'
  for how in message late; do
    fails 7 --plugin=failing --set failing.in=$phase --set failing.how=$how
    says failing $phase "the message of my $phase"
    expect_error "build_done after phase $number"
    test "$(grep -c 'build_done after' "$tmp/err")" = 1 \
      || fail "build_done was called more than once"
  done
  fails 7 --plugin=failing --set failing.in=$phase --set failing.how=silent
  says failing $phase 'did not say why'
  fails 7 --plugin=failing --set failing.in=$phase --set failing.how=odd
  says failing $phase

  # The plugins around it see the failure, those behind it never start.
  : >"$tmp/trace"
  (
    PYVENV_TEST_TRACE=$tmp/trace
    export PYVENV_TEST_TRACE
    fails 7 --plugin=outer --plugin=inner --plugin=failing \
      --set failing.in=$phase
  )
  grep -q "^outer failed $phase" "$tmp/trace" || fail "outer did not see it"
  ! grep -q "^inner before $phase" "$tmp/trace" || fail "inner was started"
  test "$(grep -c "build_done $number" "$tmp/trace")" = 2 \
    || { cat "$tmp/trace"; fail "build_done of the others"; }
  test "$(grep build_done "$tmp/trace" | head -n 1)" = "inner build_done $number" \
    || fail "build_done does not begin inside"

  # One that was there before is as it was.
  run --prompt old env
  echo mine >env/mine
  snapshot env >"$tmp/before"
  for way in --clear --allow-existing; do
    expect_status 7 run $way --prompt new --copies --plugin=failing \
      --set failing.in=$phase --set failing.how=late env
    unchanged "$tmp/before" env
  done
  if in_upgrade "$phase"; then
    expect_status 7 run --upgrade --prompt new --copies --plugin=failing \
      --set failing.in=$phase --set failing.how=late env
    unchanged "$tmp/before" env
  fi
  works env
  rm -rf env
done
also=

# Before the first phase: whoever may have been asked is told.
: >"$tmp/trace"
fails 7 --plugin=failing --plugin=inner --set failing.in=check
says failing check 'the message of my check' 'build_done after phase -1'
test "$(grep -c build_done "$tmp/err")" = 1 || fail "build_done after check"
test "$(grep -c 'inner build_done -1' "$tmp/trace")" = 1 \
  || fail "build_done of one that was not asked"
fails 7 --plugin=failing --set failing.in=check --set failing.how=silent
says failing check
fails 2 --plugin=failing --set failing.in=config_complete
says failing 'the message of my config_complete'
fails 7 --plugin=failing-load
says failing-load 'cannot read the licence' 'No such file or directory'

# With several environments the first failure ends it.
expect_status 7 run --plugin=failing --set failing.in=post_setup a b c
test ! -e a && test ! -e b && test ! -e c || fail "something is left"

# next: never, and twice.
expect_silence run --plugin=next-never env
test "$(cat env/bin/instead)" = 'of all' || fail "the plugin's own file"
test ! -e env/bin/activate || fail "the scripts are there all the same"
works env
rm -rf env
fails 7 --plugin=next-twice
says next-twice setup_python

# Swallowed, left over, and said too late.
expect_status 0 run --plugin=swallowing --plugin=failing \
  --set failing.in=post_setup env
expect_error 'swallowed:' 'the message of my post_setup'
works env
rm -rf env
expect_silence run --plugin=leftover env
works env
rm -rf env
expect_status 0 run --plugin=failing-done env
expect_error 'failing-done' 'could not say goodbye'
works env
rm -rf env
fails 7 --plugin=failing-done --plugin=failing --set failing.in=setup_python
says failing setup_python

# skip: as if it had not been named.
expect_silence run --plugin=skipping env
works env
rm -rf env

# What an environment cannot do without is looked at before it is final; and a
# plugin that ends the process is not a success.  The next run cleans up.
for what in cfg empty python; do
  fails 7 --plugin=wrecker --set wrecker.what=$what
  says 'at the end'
done
expect_status 7 run --plugin=wrecker --set wrecker.what=exit env
says 'a plugin ended the program'
expect_silence run env
works env
