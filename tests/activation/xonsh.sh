#!/bin/sh
# The activation script in xonsh; PYVENV_TEST_XONSH names another than the one on
# PATH.
# package: xonsh xonsh
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/activation/common/lib.sh"
xonsh=${PYVENV_TEST_XONSH:-xonsh}
requires "$xonsh" --no-rc -c pass
envs_make activate.xsh

cat >"$tmp/case.xsh" <<'END'
import os, subprocess, sys

def same(what, value, wanted):
    if value != wanted:
        print(f"{what} is [{value}], not [{wanted}]")
        sys.exit(1)

def child(name):
    code = f"import os; print(os.environ.get({name!r}))"
    return subprocess.run([sys.executable, "-I", "-c", code], env=${...}.detype(),
                          stdout=subprocess.PIPE).stdout.decode()[:-1]

old_path = child("PATH")
said = os.path.join($HOME, "said")
$PYTHONHOME = "/some where"
script = $script
want_dir = $want_dir
source @(script)
# Over itself.
source @(script)
same("VIRTUAL_ENV", $VIRTUAL_ENV, want_dir)
same("VIRTUAL_ENV_PROMPT", $VIRTUAL_ENV_PROMPT, $want_prompt)
same("PATH of children", child("PATH"), want_dir + "/bin:" + old_path)
same("VIRTUAL_ENV of children", child("VIRTUAL_ENV"), want_dir)
# Into a file: what $() captures is sometimes lost in older versions.
python > @(said)
same("python", open(said).read().strip(), "inside")
same("PYTHONHOME", ${...}.get("PYTHONHOME"), None)
deactivate
same("PATH after it", child("PATH"), old_path)
same("PYTHONHOME after it", $PYTHONHOME, "/some where")
same("VIRTUAL_ENV after it", ${...}.get("VIRTUAL_ENV"), None)
same("VIRTUAL_ENV_PROMPT after it", ${...}.get("VIRTUAL_ENV_PROMPT"), None)
same("deactivate", "deactivate" in aliases, False)
END
each "$xonsh" --no-rc "$tmp/case.xsh"
