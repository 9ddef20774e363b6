#!/bin/sh
# The collected inputs of the wheel reader's fuzz target.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/fuzz/replay.sh"
replay wheel
