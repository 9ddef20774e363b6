# Puts this environment first in the shell that reads this file:
#
#     source bin/activate.fish
#
# For fish; --activators=fish.
# "deactivate" undoes it.  "builtin" is there for those who have functions with
# the names of builtins; some names fish keeps for itself.

function deactivate -d "Leave the virtual environment"
    # What the variables of the environment were before.
    if set -q _OLD_VIRTUAL_UNDO
        eval $_OLD_VIRTUAL_UNDO
        set -e _OLD_VIRTUAL_UNDO
    end
    if set -q _OLD_VIRTUAL_PATH
        set -gx PATH $_OLD_VIRTUAL_PATH
        set -e _OLD_VIRTUAL_PATH
    end
    if set -q _OLD_VIRTUAL_PYTHONHOME
        set -gx PYTHONHOME $_OLD_VIRTUAL_PYTHONHOME
        set -e _OLD_VIRTUAL_PYTHONHOME
    end

    # A fish started by this one inherits the variable but not the functions.
    if set -q _OLD_FISH_PROMPT_OVERRIDE
        set -e _OLD_FISH_PROMPT_OVERRIDE
        if builtin functions -q _old_fish_prompt
            builtin functions -e fish_prompt
            builtin functions -c _old_fish_prompt fish_prompt
            builtin functions -e _old_fish_prompt _venv_status
        end
    end

    set -e VIRTUAL_ENV
    set -e VIRTUAL_ENV_PROMPT
    if test "$argv[1]" != nondestructive
        builtin functions -e deactivate
    end
    return 0
end

# Leaves the environment that is active now, if any.
deactivate nondestructive

set -gx VIRTUAL_ENV __VENV_DIR__
if string match -qr '^[A-Za-z]:' -- $VIRTUAL_ENV
    # A path as Windows writes it, read by a fish that came with Cygwin or MSYS2.
    set -gx VIRTUAL_ENV (cygpath $VIRTUAL_ENV)
end
set -gx VIRTUAL_ENV_PROMPT __VENV_PROMPT__

set -gx _OLD_VIRTUAL_PATH $PATH
__VENV_VARIABLES__
set -gx PATH $VIRTUAL_ENV/__VENV_BIN_NAME__ $PATH

# PYTHONHOME would name another standard library.
if set -q PYTHONHOME
    set -gx _OLD_VIRTUAL_PYTHONHOME $PYTHONHOME
    set -e PYTHONHOME
end

if test -z "$VIRTUAL_ENV_DISABLE_PROMPT"
    builtin functions -c fish_prompt _old_fish_prompt

    function _venv_status
        return $argv[1]
    end

    function fish_prompt
        # The prompt of the user may look at the status of the last command.
        set -l last $status
        builtin set_color 4B8BBE
        builtin printf '(%s) ' "$VIRTUAL_ENV_PROMPT"
        builtin set_color normal
        _venv_status $last
        _old_fish_prompt
    end

    set -gx _OLD_FISH_PROMPT_OVERRIDE "$VIRTUAL_ENV"
end
