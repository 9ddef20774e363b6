# Puts this environment first in the shell that reads this file:
#
#     source bin/activate.csh
#
# For csh and tcsh; --activators=cshell.
# "deactivate" undoes it.

# "eval" keeps csh from looking at a variable before it knows there is one.
alias _venv_restore 'if ($?_OLD_VIRTUAL_UNDO) eval '\''eval "$_OLD_VIRTUAL_UNDO:q"; unset _OLD_VIRTUAL_UNDO'\''; if ($?_OLD_VIRTUAL_PATH) eval '\''setenv PATH "$_OLD_VIRTUAL_PATH:q"; unset _OLD_VIRTUAL_PATH'\''; if ($?_OLD_VIRTUAL_PYTHONHOME) eval '\''setenv PYTHONHOME "$_OLD_VIRTUAL_PYTHONHOME:q"; unset _OLD_VIRTUAL_PYTHONHOME'\''; if ($?_OLD_VIRTUAL_PROMPT) eval '\''set prompt = "$_OLD_VIRTUAL_PROMPT:q"; unset _OLD_VIRTUAL_PROMPT'\''; unsetenv VIRTUAL_ENV; unsetenv VIRTUAL_ENV_PROMPT; rehash'
alias deactivate '_venv_restore; unalias pydoc; unalias _venv_restore; unalias deactivate'

# Leaves the environment that is active now, if any.
_venv_restore

setenv VIRTUAL_ENV __VENV_DIR__
setenv VIRTUAL_ENV_PROMPT __VENV_PROMPT__

# An empty PATH must not become one that ends in ":", the current folder.
if (! $?PATH) setenv PATH ""
set _OLD_VIRTUAL_PATH = "$PATH:q"
__VENV_VARIABLES__
if ("x$PATH:q" == x) then
    setenv PATH "$VIRTUAL_ENV:q"/__VENV_BIN_NAME__
else
    setenv PATH "$VIRTUAL_ENV:q"/__VENV_BIN_NAME__":$PATH:q"
endif

# PYTHONHOME would name another standard library.
if ($?PYTHONHOME) then
    if ("x$PYTHONHOME:q" != x) then
        set _OLD_VIRTUAL_PYTHONHOME = "$PYTHONHOME:q"
        unsetenv PYTHONHOME
    endif
endif

# A shell that runs a script has no prompt.
set _venv_show = $?prompt
if ($?VIRTUAL_ENV_DISABLE_PROMPT) then
    if ("x$VIRTUAL_ENV_DISABLE_PROMPT:q" != x) set _venv_show = 0
endif
if ($_venv_show) then
    set _OLD_VIRTUAL_PROMPT = "$prompt:q"
    set _venv_text = "$VIRTUAL_ENV_PROMPT:q"
    # tcsh shows the value of a variable as it is, but not other text.
    if ($?tcsh) then
        switch ("$VIRTUAL_ENV_PROMPT:q")
            case *[%\!^\\\\]*:
                set _venv_text = '%$VIRTUAL_ENV_PROMPT'
                breaksw
        endsw
    endif
    set prompt = "($_venv_text:q) $prompt:q"
    unset _venv_text
endif
unset _venv_show

alias pydoc python -m pydoc
rehash
