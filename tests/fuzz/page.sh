#!/bin/sh
# The collected inputs of the fuzz target for what indexes answer.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/fuzz/replay.sh"
replay page
