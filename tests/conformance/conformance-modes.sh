#!/bin/sh
# File modes under every umask, with every interpreter.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/conformance/compare.sh"

for python in $pythons; do
  for mask in 077 002 000 027; do
    umask $mask
    conforms "$python"
    conforms "$python" --copies
  done
done
conformance_end
