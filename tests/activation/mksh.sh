#!/bin/sh
# The activation script in mksh, which takes "!" in a prompt for a number, but not
# in the value of a variable there.
# package: mksh mksh
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/activation/common/lib.sh"
. "$top_srcdir/tests/activation/common/family.sh"
requires mksh -c :
envs_make activate

family mksh
family mksh -eu -o pipefail
typed | shown_in 'mksh -i' ''
