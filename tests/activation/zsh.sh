#!/bin/sh
# The activation script in zsh, whose prompts are expanded in other ways than
# those of sh, depending on its options.
# package: zsh zsh
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/activation/common/lib.sh"
. "$top_srcdir/tests/activation/common/family.sh"
requires zsh -c :
envs_make activate

family zsh -f
family zsh -f -eu -o pipefail
family zsh -f -o prompt_subst -o ksh_arrays -o sh_word_split -o extended_glob
family zsh --emulate sh -f
family zsh --emulate ksh -f
LC_ALL=C family zsh -f

# The option prompt_subst may be switched after the prompt was set.
cat >"$tmp/shown" <<'END'
. "$script"
want="($want_prompt) "
for option in no_prompt_subst prompt_subst no_prompt_subst; do
  setopt $option
  got=$(print -rnP -- "$PS1.")
  if [ "$got" != "$want." ]; then
    print -r -- "$option: $got"
    exit 1
  fi
done
deactivate
[ "${#psvar[@]}" = 0 ] || { print "psvar: ${psvar[@]}"; exit 1; }
END
each zsh -f "$tmp/shown"
each zsh -f -o prompt_subst "$tmp/shown"

control='setopt prompt_subst; PS1='\''$(touch CONTROL)# '\'
typed "$control" | shown_in 'zsh -f -i +Z' ''
typed "$control" | shown_in 'zsh -f -i +Z -o prompt_subst' ''
typed | shown_in 'zsh --emulate ksh -f -i +o zle' ''
