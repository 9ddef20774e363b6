#!/bin/sh
# The activation script in bash, with all its ways to be strict.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/activation/common/lib.sh"
. "$top_srcdir/tests/activation/common/family.sh"
requires bash -c :
envs_make activate

family bash --norc
family bash --norc -euo pipefail
family bash --norc -euo pipefail +h
family bash --norc --posix -eu
family bash --norc -O expand_aliases
LC_ALL=C family bash --norc

# Without promptvars nothing is expanded, with it no more than our variable.
each bash --norc -c '
  . "$script"; shown=${PS1@P}; [ "$shown" = "($want_prompt) " ] || {
    printf "%s\n" "$shown"; exit 1; }
  shopt -u promptvars; : "${PS1@P}"'

typed | shown_in 'bash --norc --noediting -i' ''
typed | shown_in 'bash --norc --noediting --posix -i' ''
