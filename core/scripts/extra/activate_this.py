# Makes the Python that reads this file use this environment from now on:
#
#     runpy.run_path("bin/activate_this.py")
#
# For Python of the same version X.Y; --activators=python.
# Nothing undoes it.

import os
import site
import sys
import sysconfig

env_dir = __VENV_DIR__
os.environ.setdefault("PATH", "")
__VENV_VARIABLES__
path = os.environ.get("PATH")
bin_dir = os.path.join(env_dir, __VENV_BIN_NAME__)
os.environ["PATH"] = bin_dir + os.pathsep + path if path else bin_dir
os.environ["VIRTUAL_ENV"] = env_dir
os.environ["VIRTUAL_ENV_PROMPT"] = __VENV_PROMPT__
# It would name another standard library for children.
os.environ.pop("PYTHONHOME", None)

# The environment's packages go before all others.
scheme = "venv" if "venv" in sysconfig.get_scheme_names() else "posix_prefix"
places = {"base": env_dir, "platbase": env_dir}
count = len(sys.path)
for kind in ("purelib", "platlib"):
    site.addsitedir(sysconfig.get_path(kind, scheme, places))
sys.path[:] = sys.path[count:] + sys.path[:count]

sys.real_prefix = sys.prefix
sys.prefix = sys.exec_prefix = env_dir
