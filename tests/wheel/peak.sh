# peak.sh: how much memory the plugin packages takes; sourced after functions.sh.
requires python3 --version
python=$(find_python)
cd "$tmp"
use_built_modules
LD_LIBRARY_PATH=$top_builddir/.libs
export LD_LIBRARY_PATH
cat >peak.py <<'END'
import os, sys
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
_, status, usage = os.wait4(child, 0)
print(usage.ru_maxrss)
sys.exit(status != 0)
END

# peak ARGUMENT...: the largest size of a run of pyvenv and of its children, in KiB.
peak () {
  python3 peak.py "$top_builddir/core/.libs/pyvenv" -q --python "$python" --without-pip \
    --link-mode=hardlink --plugin=packages "$@" || fail "$*"
}

# Sanitizers take memory of their own.
has_sanitizers () { grep -q 'define WITH_SANITIZERS' "$top_builddir/config.h"; }
