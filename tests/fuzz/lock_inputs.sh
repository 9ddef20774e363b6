#!/bin/sh
# The collected inputs of the fuzz targets for markers, requirements files and locks.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/fuzz/replay.sh"
replay marker
replay requirements
replay pylock
