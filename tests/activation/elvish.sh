#!/bin/sh
# The activation script in elvish.
# package: elvish elvish
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/activation/common/lib.sh"
requires elvish -norc -c nop
envs_make activate.elv

cat >"$tmp/case.elv" <<'END'
fn same {|what is wanted|
  if (not-eq $is $wanted) {
    echo $what" is ["$is"], not ["$wanted"]"
    exit 1
  }
}

var old-path = $E:PATH
set-env PYTHONHOME '/some where'
eval (slurp < $E:script)
var deactivate~ = $nop~
# Over itself, and so that its command can be had.
eval (slurp < $E:script) &on-end={|ns| set deactivate~ = $ns[deactivate~] }
same VIRTUAL_ENV $E:VIRTUAL_ENV $E:want_dir
same VIRTUAL_ENV_PROMPT $E:VIRTUAL_ENV_PROMPT $E:want_prompt
same PATH $E:PATH $E:want_dir/bin:$old-path
same python (python) inside
same PYTHONHOME (has-env PYTHONHOME) $false
deactivate
same PATH $E:PATH $old-path
same PYTHONHOME $E:PYTHONHOME '/some where'
same VIRTUAL_ENV (has-env VIRTUAL_ENV) $false
same VIRTUAL_ENV_PROMPT (has-env VIRTUAL_ENV_PROMPT) $false
deactivate
same PATH $E:PATH $old-path

set-env PATH ''
eval (slurp < $E:script)
same 'empty PATH' $E:PATH $E:want_dir/bin
END
each elvish -norc "$tmp/case.elv"

# In a session "deactivate" is a command, and the prompt is shown as it is.
typed () {
  number=0
  while [ "$number" -lt "$count" ]; do
    number=$((number + 1))
    printf 'eval (slurp < ../%d/activate.elv)\r' "$number"
    sleep 0.2
  done
  printf 'deactivate\rexit\r'
}
