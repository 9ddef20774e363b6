#!/bin/sh
# The activation script in fish.
# package: fish fish
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/activation/common/lib.sh"
requires fish --no-config -c :
envs_make activate.fish

each fish --no-config "$shells/case.fish" names
for case in 'nested ../2/activate.fish' no-prompt 'child ../2/activate.fish' shadowed; do
  one fish --no-config "$shells/case.fish" $case
done
