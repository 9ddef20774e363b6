#!/bin/sh
# activate_this.py: all names in one Python, and one in all of them.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/activation/common/lib.sh"
newest=$(find_python)
envs_make activate_this.py

cat >"$tmp/case.py" <<'END'
import os, runpy, subprocess, sys

def same(what, value, wanted):
    if value != wanted:
        sys.exit("%s is [%s], not [%s]" % (what, value, wanted))

want_dir = os.environ["want_dir"]
site_dir = "%s/lib/python%d.%d/site-packages" % ((want_dir,) + sys.version_info[:2])
os.makedirs(site_dir, exist_ok=True)
with open(site_dir + "/only_there.py", "w") as out:
    out.write("answer = 42\n")
with open(site_dir + "/more.pth", "w") as out:
    out.write("import sys; sys.pth_was_read = True\n")

old_path = os.environ["PATH"]
os.environ["PYTHONHOME"] = "/some where"
runpy.run_path(os.environ["script"])
same("VIRTUAL_ENV", os.environ["VIRTUAL_ENV"], want_dir)
same("VIRTUAL_ENV_PROMPT", os.environ["VIRTUAL_ENV_PROMPT"], os.environ["want_prompt"])
same("PATH", os.environ["PATH"], want_dir + "/bin:" + old_path)
same("PYTHONHOME", os.environ.get("PYTHONHOME"), None)
same("python", subprocess.run(["python"], stdout=subprocess.PIPE).stdout, b"inside")
same("sys.prefix", sys.prefix, want_dir)
same("sys.path[0]", sys.path[0], site_dir)
import only_there
same("module", only_there.answer, 42)
same(".pth", sys.pth_was_read, True)
END
each "$newest" -I "$tmp/case.py"
for python in $(find_pythons); do
  one "$python" -I "$tmp/case.py"
done
