# Puts this environment first in the shell that reads this file:
#
#     overlay use bin/activate.nu
#
# For nushell (nu); --activators=nushell.
# "deactivate" undoes it, for nushell takes back what an overlay has changed.

export-env {
    const env_dir = __VENV_DIR__
    let prompt = __VENV_PROMPT__
__VENV_VARIABLES__
    let old_path = ($env.PATH? | default [])
    # A shell that was just started may have it as one string.
    let folders = if ($old_path | describe) == "string" {
        $old_path | split row (char esep)
    } else {
        $old_path
    }
    load-env {
        VIRTUAL_ENV: $env_dir
        VIRTUAL_ENV_PROMPT: $prompt
        PATH: ($folders | prepend ($env_dir | path join __VENV_BIN_NAME__))
    }

    # PYTHONHOME would name another standard library.
    if "PYTHONHOME" in $env {
        hide-env PYTHONHOME
    }

    if ($env.VIRTUAL_ENV_DISABLE_PROMPT? | default "" | into string | is-empty) {
        let old_prompt = ($env.PROMPT_COMMAND? | default "")
        $env.PROMPT_COMMAND = {||
            let rest = if ($old_prompt | describe) == "closure" {
                do $old_prompt
            } else {
                $old_prompt
            }
            ["(" $prompt ") " $rest] | str join
        }
    }
}

export alias pydoc = python -m pydoc
export alias deactivate = overlay hide activate
