#!/bin/sh
# Every option of the manual and of today's venv, with every interpreter.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/conformance/compare.sh"

for python in $pythons; do
  conforms "$python"
  conforms "$python" --system-site-packages
  conforms "$python" --symlinks
  conforms "$python" --copies
  conforms "$python" --copies --system-site-packages --prompt both
  conforms "$python" --prompt demo
  conforms "$python" --prompt="-it's \"x\" é"
  conforms "$python" --prompt=
  test "$(minor_of "$python")" = 8 || conforms "$python" --prompt .
  conforms "$python" --prompt one --prompt two
  conforms "$python" --clear
  if test "$(minor_of "$python")" -ge 13; then
    conforms "$python" --without-scm-ignore-files
  fi
done
works "$env"
conformance_end
