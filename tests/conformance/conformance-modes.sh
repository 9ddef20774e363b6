#!/bin/sh
# File modes under every umask, with every interpreter.
. "$top_srcdir/tests/functions.sh"
. "$top_srcdir/tests/conformance/conformance.sh"

for python in $pythons; do
  for mask in 077 002 000 027; do
    umask $mask
    conforms "$python"
    conforms "$python" --copies
  done
done
conformance_end
