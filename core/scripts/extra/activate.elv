# Puts this environment first in the shell that reads this file:
#
#     eval (slurp < bin/activate.elv)
#
# For elvish; --activators=elvish.
# "deactivate" undoes it.  In a script that is
#
#     use ./env/bin/activate
#     activate:deactivate

use path
use str

fn deactivate {
  # What the variables of the environment were before.
  for name [(str:split ' ' $E:_OLD_VIRTUAL_VARIABLES)] {
    if (eq $name '') {
      continue
    }
    if (has-env _OLD_VIRTUAL_VAR_$name) {
      set-env $name (get-env _OLD_VIRTUAL_VAR_$name)
      unset-env _OLD_VIRTUAL_VAR_$name
    } else {
      unset-env $name
    }
  }
  unset-env _OLD_VIRTUAL_VARIABLES
  if (has-env _OLD_VIRTUAL_PATH) {
    set-env PATH $E:_OLD_VIRTUAL_PATH
    unset-env _OLD_VIRTUAL_PATH
  }
  if (has-env _OLD_VIRTUAL_PYTHONHOME) {
    set-env PYTHONHOME $E:_OLD_VIRTUAL_PYTHONHOME
    unset-env _OLD_VIRTUAL_PYTHONHOME
  }
  unset-env _VENV_SHOWN
  unset-env VIRTUAL_ENV
  unset-env VIRTUAL_ENV_PROMPT
}

# Leaves the environment that is active now, if any.
deactivate

set-env VIRTUAL_ENV __VENV_DIR__
set-env VIRTUAL_ENV_PROMPT __VENV_PROMPT__

# An empty PATH must not become one that ends in ":", the current folder.
set-env _OLD_VIRTUAL_PATH $E:PATH
__VENV_VARIABLES__
if (eq $E:PATH '') {
  set-env PATH $E:VIRTUAL_ENV/__VENV_BIN_NAME__
} else {
  set-env PATH $E:VIRTUAL_ENV/__VENV_BIN_NAME__":"$E:PATH
}

# PYTHONHOME would name another standard library.
if (has-env PYTHONHOME) {
  set-env _OLD_VIRTUAL_PYTHONHOME $E:PYTHONHOME
  unset-env PYTHONHOME
}

# The editor exists in a terminal session only, and code that names it is refused
# elsewhere as a whole.
fn in-session {|code|
  try {
    eval $code &ns=(ns [&deactivate~=$deactivate~])
  } catch e {
    nop
  }
}

in-session 'edit:add-var deactivate~ $deactivate~'

# The prompt of a session is wrapped once; what it shows is up to the variables.
if (eq $E:VIRTUAL_ENV_DISABLE_PROMPT '') {
  set-env _VENV_SHOWN 1
  if (not-eq $E:_VENV_PROMPT_OF $pid) {
    set-env _VENV_PROMPT_OF $pid
    in-session '
      var inner = $edit:prompt
      set edit:prompt = {
        if (has-env _VENV_SHOWN) {
          print "("$E:VIRTUAL_ENV_PROMPT") "
        }
        $inner
      }
    '
  }
}
