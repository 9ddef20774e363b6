# Checks "activate.fish"; fish.sh runs this file for each environment.

function same -a what is wanted
    if test "$is" != "$wanted"
        echo "$what is [$is], not [$wanted]"
        exit 1
    end
end

function assert_active
    same VIRTUAL_ENV "$VIRTUAL_ENV" "$want_dir"
    same VIRTUAL_ENV_PROMPT "$VIRTUAL_ENV_PROMPT" "$want_prompt"
    same "exported VIRTUAL_ENV" (printenv VIRTUAL_ENV) "$want_dir"
    same PATH (string join : $PATH) (string join : "$want_dir/bin" $old_path)
    same python (python) inside
end

function assert_left
    same PATH (string join : $PATH) (string join : $old_path)
    same "exported PATH" (printenv PATH) (string join : $old_path)
    same variables (set -n | string match -ri '^_old_.*|^virtual_env.*' | string join ' ') ""
    same functions (functions -na | string match -ri '^deactivate$|.*_old_.*|_venv_.*' | string join ' ') ""
end

# The prompt of a user, which looks at the status of the last command.
function fish_prompt
    echo "user $status> "
end

function fail_with_3
    return 3
end

function shown
    fail_with_3
    fish_prompt
end

set old_path $PATH
switch $argv[1]
    case names
        set -gx PYTHONHOME '/some where'
        source $script
        assert_active
        same PYTHONHOME "$PYTHONHOME" ""
        same prompt "$(shown)" "($want_prompt) user 3> "
        deactivate
        assert_left
        same PYTHONHOME "$PYTHONHOME" '/some where'
        same prompt "$(shown)" "user 3> "

    case nested
        set -gx PYTHONHOME /home
        source $argv[2]
        source $script
        assert_active
        source $script
        assert_active
        same prompt "$(shown)" "($want_prompt) user 3> "
        deactivate
        assert_left
        same PYTHONHOME "$PYTHONHOME" /home
        same prompt "$(shown)" "user 3> "

    case no-prompt
        set -g VIRTUAL_ENV_DISABLE_PROMPT 1
        source $script
        same prompt "$(shown)" "user 3> "
        same VIRTUAL_ENV_PROMPT "$VIRTUAL_ENV_PROMPT" "$want_prompt"
        set -e VIRTUAL_ENV_DISABLE_PROMPT
        deactivate
        assert_left

    case child
        # A fish within an active fish inherits variables but no functions.
        source $script
        fish --no-config -c 'source $argv[1]; and deactivate; and printenv PATH' $argv[2] \
            | read -l path
        same "PATH of the child" "$path" (string join : $old_path)
        deactivate
        assert_left

    case shadowed
        # Functions of the user that have the names of builtins.
        for name in functions printf set_color .
            eval "function $name; builtin echo $name was called; end"
        end
        builtin source $script
        fish_prompt >/dev/null
        deactivate
end
