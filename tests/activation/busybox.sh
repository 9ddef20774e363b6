#!/bin/sh
# The activation script in the shell of busybox, whose line editor gives
# backslashes in a prompt a meaning.
# package: busybox busybox
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/activation/common/lib.sh"
. "$top_srcdir/tests/activation/common/family.sh"
requires busybox sh -c :
envs_make activate

family busybox sh
family busybox sh -eu
typed | shown_in 'busybox sh -i' ''
