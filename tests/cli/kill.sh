#!/bin/sh
# Killed at any system call: the next run cleans up and succeeds without being
# asked; an environment that existed is whole, as before or as after.
. "$top_srcdir/tests/functions.sh"

requires strace -f -e trace=none true
requires strace -o /dev/null -e inject=getppid:signal=KILL:when=1 true

python=$(find_python)
cd "$tmp"
"$pyvenv" --python "$python" --without-pip reference

# Without the wrapper script, whose own calls would be counted.
program=$top_builddir/core/.libs/pyvenv
LD_LIBRARY_PATH=$top_builddir/.libs
export LD_LIBRARY_PATH
(cd reference && find . | sort) >"$tmp/names"

# What changes something on disk.  The kill comes before the call is made, so
# that one between two of them is one at the second.
calls=mkdir,mkdirat,openat,open,write,pwrite64,rename,renameat,renameat2
calls=$calls,symlink,symlinkat,link,linkat,unlink,unlinkat,rmdir,fchmod
calls=$calls,fchmodat,ftruncate,copy_file_range,sendfile

# killed N ARGUMENT...: true if the run was killed at its Nth such call.
killed () {
  n=$1
  shift
  status=0
  strace -f -qq -o /dev/null -e "trace=$calls" \
    -e "inject=$calls:signal=KILL:when=$n" \
    "$program" --python "$python" --without-pip "$@" >/dev/null 2>&1 || status=$?
  test $status != 0
}

# is_whole DIR: the same names as one made at one go, and it works.
is_whole () {
  (cd "$1" && find . | sort) >"$tmp/now"
  diff "$tmp/names" "$tmp/now" || fail "$1 after a kill at call $n and a rerun"
  works "$1"
}

# 1. A new environment.
n=1
last=0
while killed $n deep/env; do
  last=$n
  if test -e deep; then
    # What is left is recognised, and needs no option.
    expect_status 0 "$pyvenv" --python "$python" --without-pip deep/env
    is_whole deep/env
    rm -rf deep
  fi
  n=$((n + 1))
  test $n -lt 400 || fail "no end"
done
test $last -gt 20 || fail "only $last kills"
is_whole deep/env

# 2. An upgrade: after the kill and the rerun all is well, and in between the
# environment was never without a python.
rm -rf env
"$pyvenv" --python "$python" --without-pip --prompt old env
(cd env && find . | sort) >"$tmp/names"
n=1
while killed $n --upgrade env; do
  expect_status 0 "$pyvenv" --python "$python" --without-pip --upgrade env
  is_whole env
  grep -q "^prompt = 'old'" env/pyvenv.cfg || fail "the prompt is lost at $n"
  n=$((n + 1))
  test $n -lt 400 || fail "no end"
done

# 3. --clear: what the user had is there again as long as the run has not come
# to its end.
rm -rf env
"$pyvenv" --python "$python" --without-pip --prompt old env
echo mine >env/mine
mkdir env/more
echo mine >env/more/file
n=1
while killed $n --clear --prompt old env; do
  # A run that must not clear undoes the killed one first; then it upgrades
  # either the old environment, with all that was in it, or the new one.
  expect_status 0 "$pyvenv" --python "$python" --without-pip --upgrade env
  works env
  if test -e env/mine || test -e env/more; then
    test "$(cat env/mine env/more/file)" = "$(printf 'mine\nmine')" \
      || fail "half of the old one after a kill at call $n"
    test -e env/bin/activate || fail "no scripts after a kill at call $n"
  else
    is_whole env
    echo mine >env/mine
    mkdir env/more
    echo mine >env/more/file
  fi
  n=$((n + 1))
  test $n -lt 600 || fail "no end"
done
is_whole env
