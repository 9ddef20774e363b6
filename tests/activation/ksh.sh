#!/bin/sh
# The activation script in ksh, which shows "!" in a prompt as a number.
# package: ksh|ksh93u+m ksh
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/activation/common/lib.sh"
. "$top_srcdir/tests/activation/common/family.sh"
requires ksh -c :
envs_make activate

family ksh
family ksh -eu -o pipefail
typed | shown_in 'ksh -i' ''
