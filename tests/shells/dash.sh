#!/bin/sh
# The activation script in dash.
. "$top_srcdir/tests/shells/lib.sh"
. "$top_srcdir/tests/shells/family.sh"
requires dash -c :
envs_make activate

family dash
family dash -eu
typed | shown_in 'dash -i' ''
