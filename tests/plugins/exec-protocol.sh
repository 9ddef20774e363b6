#!/bin/sh
# The protocol of pyvenv-hooks(7), with hooks that keep to it and hooks that do not.
. "$(dirname "$0")/../functions.sh"

python=$(find_python)
misbehave=$tmp/misbehave.py
{ echo "#!$python -I"; sed 1d "$top_srcdir/tests/plugins/misbehave.py"; } >"$misbehave"
chmod +x "$misbehave"
HOOK_LOG=$tmp/log
export HOOK_LOG

# hook HOW [OPTION...]: an environment with a hook that misbehaves so.
hook () {
  how=$1
  shift
  : >"$HOOK_LOG"
  "$pyvenv" --no-cache -p "$python" --without-pip --plugin=exec --script="$misbehave" \
    --protocol=json --argument="$how" "$@" "$tmp/env"
}

# breaks HOW TEXT [OPTION...]: it fails with status 7 and TEXT, and nothing is left.
breaks () {
  breaks_how=$1
  breaks_text=$2
  shift 2
  expect_status 7 hook "$breaks_how" -q "$@"
  expect_error "$breaks_text"
  test ! -e "$tmp/env" || fail "$breaks_how: something is left"
  test "$(wc -l <"$tmp/err")" -le 3 || { cat "$tmp/err"; fail "$breaks_how: too long"; }
}

# One that keeps to it: asked for what it wants and told the end, in this order.
expect_status 0 hook good -q
printf '%s\n' 'hello   ' 'before create_configuration  ' 'instead post_setup  ' \
  'after post_setup  ' 'done  success ' | diff - "$HOOK_LOG" || fail "the calls"
test -e "$tmp/env/made-by-hook" || fail "the file is not there"
works "$tmp/env"

# In one that exists, what it did is undone with the rest.
snapshot "$tmp/env" >"$tmp/before"
expect_status 5 hook kind -q --allow-existing
unchanged "$tmp/before" "$tmp/env"
rm -r "$tmp/env"

# Before anything has changed.
breaks hello-no-json 'wrote what is no JSON (text for people belongs on its standard error): Welcome'
breaks hello-exit 'ended before it had answered'
breaks hello-status 'exited with status 3'
breaks hello-hang 'has not answered in time' --timeout=1
breaks wrong-version 'does not speak version 1'
breaks no-version 'does not speak version 1'
breaks unknown-phase "wants the phase 'install_everything', which there is not"
breaks unknown-time 'none of before, instead and after'
breaks phases-list "'phases' that are no object"
expect_status 4 hook hello-refuses -q
expect_error 'not on this machine' "ask the site's help desk"
test ! -e "$tmp/env" || fail "something is left"
expect_status 0 hook skip -q
test "$(cat "$HOOK_LOG")" = 'hello   ' || fail "called after skip: $(cat "$HOOK_LOG")"
rm -r "$tmp/env"

# While the phases go on.
breaks no-json 'wrote what is no JSON (text for people belongs on its standard error): Traceback'
breaks array 'wrote JSON that is no object: [1, 2]'
breaks twice 'no JSON'
breaks neither "neither 'request', 'return' nor 'error'"
breaks return-string "neither 'request', 'return' nor 'error'"
breaks nul 'no JSON'
breaks not-utf8 'no JSON'
breaks half 'no JSON'
breaks exit 'ended before it had answered'
breaks status 'exited with status 1: no luck'
breaks killed 'was ended by signal 9'
breaks closes-stdout 'did not end in time and was killed'
breaks closes-stdin 'does not read any more'
breaks hang 'has not answered in time' --timeout=1
breaks long-line 'wrote a line of more than 16777216 bytes'
breaks unknown-request "although its request 'make_coffee' failed: there is no request"
breaks bad-field "'path' is no string"
breaks no-field "'text' or 'base64', a string"
breaks bad-base64 "'base64' is no base64"
breaks outside "although its request 'write_file' failed"
breaks journal "although its request 'remove' failed"
breaks next-twice 'called the next hook of post_setup twice'
breaks next-in-before "'next' belongs to the call 'instead'"
breaks run-fails 'exited with status 4: no luck'
breaks unknown-kind rain
breaks silent-error 'failed and did not say why'
breaks out-of-turn ': one more thing'
breaks dies-between 'exited with status 6'
test ! -e "$tmp/outside" || fail "a file was written outside"
expect_status 5 hook kind -q
expect_error 'the site is away'
tail -n 1 "$HOOK_LOG" | grep -qx 'done post_setup failure network' \
  || fail "the call at the end: $(cat "$HOOK_LOG")"

# What does not matter, and what comes too late to change anything.
for how in unknown-forgiven noise long-noise; do
  expect_status 0 hook $how -q
  rm -r "$tmp/env"
done
expect_status 0 hook done-hang --timeout=1
expect_error 'has not answered in time'
rm -r "$tmp/env"
expect_status 0 hook after-end
expect_error 'went on writing after its end was asked for'
rm -r "$tmp/env"
expect_status 0 hook end-status
expect_error 'exited with status 9'
rm -r "$tmp/env"

# Asked to end while it hangs, and killed, undone, and with all that it started gone.
running () {
  ps -eo args | grep -F "$misbehave" | grep -qv '^grep'
}
signals='TERM KILL'
command -v ps >/dev/null || signals=
for signal in $signals; do
  : >"$HOOK_LOG"
  hook hang -q 2>"$tmp/err" &
  shell=$!
  tries=0
  until grep -q instead "$HOOK_LOG" 2>/dev/null || test $((tries += 1)) -gt 200; do
    sleep 0.05
  done
  pid=$(ps -o pid= --ppid "$shell" | tr -d ' ')
  kill -s $signal "${pid:-$shell}"
  wait "$shell" || :
  tries=0
  while running && test $((tries += 1)) -le 100; do sleep 0.05; done
  ! running || fail "the hook outlives $signal"
done
test -z "$signals" || expect_silence "$pyvenv" --no-cache -p "$python" --without-pip \
  "$tmp/env"
test ! -e "$tmp/env/made-by-hook" || fail "left by the one that was killed"

# Keys are checked.
refuses 2 'need protocol=json' "$pyvenv" -p "$python" --without-pip --plugin=exec \
  --script="$misbehave" --timeout=3 "$tmp/other"
refuses 2 'NAME=VALUE' "$pyvenv" -p "$python" --without-pip --plugin=exec \
  --script="$misbehave" --protocol=json --set exec.key=3 "$tmp/other"
