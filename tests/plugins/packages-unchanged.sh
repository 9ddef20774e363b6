#!/bin/sh
# Where an environment has all that a lock names, an upgrade costs no more than the
# comparison: a few system calls for each package, and no Python.
. "$(dirname "$0")/../functions.sh"
requires strace -f -qq -o /dev/null true
requires python3 --version
grep -q 'define WITH_SANITIZERS' "$top_builddir/config.h" \
  && skip "sanitizers make system calls of their own"
python=$(find_python)
test -e "$top_builddir/core/.libs/lock.so" || skip "needs lock.so"
cd "$tmp"
mkdir wheels
python3 - "$top_srcdir/tests/index/make_wheel.py" <<'END'
import hashlib, runpy, sys
head = 'lock-version = "1.0"\ncreated-by = "test"\n'
files = {30: open("pylock.30.toml", "w"), 130: open("pylock.130.toml", "w")}
script = sys.argv[1]
for out in files.values():
    out.write(head)
for number in range(130):
    name = "project%d" % number
    depends = [] if number == 0 else ["py3", "0", "project0"]
    sys.argv = [script, "wheels", name, "1.0"] + depends
    runpy.run_path(script, run_name="__main__")
    wheel = name + "-1.0-py3-none-any.whl"
    hash = hashlib.sha256(open("wheels/" + wheel, "rb").read()).hexdigest()
    for count, out in files.items():
        if number < count:
            out.write('[[packages]]\nname = "%s"\nversion = "1.0"\n'
                      '[[packages.wheels]]\nname = "%s"\npath = "wheels/%s"\n'
                      'hashes = { sha256 = "%s" }\n' % (name, wheel, wheel, hash))
END

program=$top_builddir/core/.libs/pyvenv
LD_LIBRARY_PATH=$top_builddir/.libs
export LD_LIBRARY_PATH
use_built_modules
"$program" -q --python "$python" --without-pip --plugin=packages \
  --requirements=pylock.130.toml env

# count LOCK: the calls of an upgrade that changes nothing.
count () {
  strace -f -qq -o trace "$program" --python "$python" --without-pip --upgrade \
    --plugin=packages --requirements="$1" $sync env || fail "$1"
  test "$(grep -cE ' (clone3?|v?fork|execve)\(' trace)" = 1 || fail "Python was started"
  wc -l <trace
}

# Both are in the disk cache by now, and so are the records of the interpreter.
sync=
count pylock.130.toml >/dev/null
few=$(count pylock.30.toml)
sync='--set packages.sync'
many=$(count pylock.130.toml)
each=$(((many - few) / 100))
test $each -le 7 || fail "$each system calls for each package"
test $few -le 700 || fail "$few system calls for 30 packages"
