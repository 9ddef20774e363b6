# Puts this environment first in the shell that reads this file:
#
#     source bin/activate.xsh
#
# For xonsh; --activators=xonsh.
# "deactivate" undoes it.  The prompt needs no change: xonsh shows
# $VIRTUAL_ENV_PROMPT by itself.

def _venv_deactivate():
    env = ${...}
    # What the variables of the environment were before.
    saved = env.pop("_OLD_VIRTUAL_VARIABLES", ())
    # A xonsh started by this one gets it as text.
    for name, value in saved if isinstance(saved, tuple) else ():
        if value is None:
            env.pop(name, None)
        else:
            env[name] = value
    for name in ("PATH", "PYTHONHOME"):
        saved = "_OLD_VIRTUAL_" + name
        if saved in env:
            env[name] = env[saved]
            del env[saved]
    for name in ("VIRTUAL_ENV", "VIRTUAL_ENV_PROMPT", "_VENV_DOLLAR"):
        if name in env:
            del env[name]
    aliases.pop("deactivate", None)


def _venv_set(name, value, in_front):
    env = ${...}
    old = env.get(name)
    saved = env.get("_OLD_VIRTUAL_VARIABLES", ())
    env["_OLD_VIRTUAL_VARIABLES"] = ((name, old),) + saved
    if in_front and old:
        old = ":".join(old) if not isinstance(old, str) else old
        value = value + ":" + old
    env[name] = value


def _venv_activate(env_dir, prompt, bin_name):
    env = ${...}
    folder = env_dir + "/" + bin_name
    # xonsh expands variables in the folders of PATH, and has no other way to write
    # a dollar.
    if "$" in folder and env.get("EXPAND_ENV_VARS"):
        env["_VENV_DOLLAR"] = "$"
        folder = folder.replace("$", "${'_VENV_DOLLAR'}")
    env["VIRTUAL_ENV"] = env_dir
    env["VIRTUAL_ENV_PROMPT"] = prompt
    # These sums keep the folders as they are written.
    env["_OLD_VIRTUAL_PATH"] = [] + env["PATH"]
    env["PATH"] = [folder] + env["PATH"]
    # PYTHONHOME would name another standard library.
    if "PYTHONHOME" in env:
        env["_OLD_VIRTUAL_PYTHONHOME"] = env["PYTHONHOME"]
        del env["PYTHONHOME"]
    aliases["deactivate"] = lambda: _venv_deactivate()


# Leaves the environment that is active now, if any.
_venv_deactivate()
_venv_activate(__VENV_DIR__, __VENV_PROMPT__, __VENV_BIN_NAME__)
__VENV_VARIABLES__
