#!/bin/sh
# The activation script in dash.
# package: dash dash
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/activation/common/lib.sh"
. "$top_srcdir/tests/activation/common/family.sh"
requires dash -c :
envs_make activate

family dash
family dash -eu
typed | shown_in 'dash -i' ''
