#!/bin/sh
# The activation script in dash.
. "$top_srcdir/tests/activation/lib.sh"
. "$top_srcdir/tests/activation/family.sh"
requires dash -c :
envs_make activate

family dash
family dash -eu
typed | shown_in 'dash -i' ''
