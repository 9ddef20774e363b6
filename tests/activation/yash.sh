#!/bin/sh
# The activation script in yash, which looks for backslashes in a prompt, or for
# "!" in its POSIX mode.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/activation/common/lib.sh"
. "$top_srcdir/tests/activation/common/family.sh"
requires yash -c :
envs_make activate

family yash --norc --noprofile
family yash --norc --noprofile -eu
typed | shown_in 'yash --norc --noprofile -i' ''

# The POSIX mode has no "[" where PATH is empty, so a part is left out.
posix='yash --norc --noprofile --posixlycorrect'
each $posix -eu "$shells/case.sh" names
one $posix -eu "$shells/case.sh" nested ../2/activate
one $posix -eu "$shells/case.sh" aliased
typed | shown_in "$posix -i" ''
