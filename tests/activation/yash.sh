#!/bin/sh
# The activation script in yash, which looks for backslashes in a prompt, or for
# "!" in its POSIX mode.
# package: yash yash
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/activation/common/lib.sh"
. "$top_srcdir/tests/activation/common/family.sh"
requires yash -c :
envs_make activate

family yash --norc --noprofile
family yash --norc --noprofile -eu
family yash --norc --noprofile --posixlycorrect -eu
typed | shown_in 'yash --norc --noprofile -i' ''
typed | shown_in 'yash --norc --noprofile --posixlycorrect -i' ''
