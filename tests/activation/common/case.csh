# Checks "activate.csh"; tcsh.sh runs this file for each environment, with what
# to do as $argv[1].  The values are looked at by "same", a script for sh, since
# csh has no safe way to compare any two texts.

set old_path = "$PATH:q"
if ($argv[1] != script) set prompt = 'old " $ % > '
setenv PYTHONHOME '/some where'
if ($argv[1] == no-prompt) setenv VIRTUAL_ENV_DISABLE_PROMPT 1
if ($argv[1] == nested) source ../2/activate.csh

source "$script:q"
same VIRTUAL_ENV "$VIRTUAL_ENV:q" "$want_dir:q" || exit 1
same VIRTUAL_ENV_PROMPT "$VIRTUAL_ENV_PROMPT:q" "$want_prompt:q" || exit 1
same PATH "$PATH:q" "$want_dir:q"/bin":$old_path:q" || exit 1
same python "`python`" inside || exit 1
same PYTHONHOME $?PYTHONHOME 0 || exit 1
same pydoc "`alias pydoc`" "python -m pydoc" || exit 1
if ($argv[1] == names || $argv[1] == nested) then
  source "$script:q"
  prompt_is "$prompt:q" 'old " $ % > ' || exit 1
endif
if ($argv[1] == no-prompt) then
  same prompt "$prompt:q" 'old " $ % > ' || exit 1
endif

deactivate
same PATH "$PATH:q" "$old_path:q" || exit 1
same PYTHONHOME "$PYTHONHOME:q" '/some where' || exit 1
same VIRTUAL_ENV $?VIRTUAL_ENV 0 || exit 1
same VIRTUAL_ENV_PROMPT $?VIRTUAL_ENV_PROMPT 0 || exit 1
if ($argv[1] == script) then
  same prompt $?prompt 0 || exit 1
else
  same prompt "$prompt:q" 'old " $ % > ' || exit 1
endif
same variables "`set | sed -n /_venv_/p`" "" || exit 1
same variables "`set | sed -n /_OLD_/p`" "" || exit 1
same aliases "`alias`" "" || exit 1
