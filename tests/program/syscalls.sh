#!/bin/sh
# At most 60 system calls after start-up for --without-pip with a known
# interpreter.
. "$(dirname "$0")/../functions.sh"

requires strace -f -qq -o /dev/null true
grep -q 'define WITH_SANITIZERS' "$top_builddir/config.h" \
  && skip "sanitizers make system calls of their own"

python=$(find_python)
cd "$tmp"
program=$top_builddir/core/.libs/pyvenv
LD_LIBRARY_PATH=$top_builddir/.libs
PYVENV_PLUGIN_DIR=$top_builddir/plugins/.libs
PYVENV_MODULE_DIR=$top_builddir/core/.libs
export LD_LIBRARY_PATH PYVENV_PLUGIN_DIR PYVENV_MODULE_DIR

count () {
  strace -f -qq -o "$tmp/trace" "$@" >/dev/null || fail "$*"
  wc -l <"$tmp/trace"
}

"$program" --python "$python" --without-pip warm-up
startup=$(count "$program" --version)
total=$(count "$program" --python "$python" --without-pip env)
made=$((total - startup))
test $made -le 60 || {
  cat "$tmp/trace"
  fail "$made system calls after start-up ($total - $startup)"
}
grep -qE ' (clone3?|v?fork|execve)\(' "$tmp/trace" \
  && test "$(grep -cE ' (clone3?|v?fork|execve)\(' "$tmp/trace")" -gt 1 \
  && fail "a known interpreter was started"
works env
