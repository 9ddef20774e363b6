# points.sh: runs of pyvenv that are disturbed at one system call; sourced after
# functions.sh.
requires strace -f -e trace=none true
requires strace -o /dev/null -e inject=getppid:signal=KILL:when=1 true

# Without the wrapper script, whose own calls would be counted.  The leak checker
# does not work in a process that is traced.
program=$top_builddir/core/.libs/pyvenv
LD_LIBRARY_PATH=$top_builddir/.libs
ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0
export LD_LIBRARY_PATH ASAN_OPTIONS
use_built_modules

# The calls that change a file system.
changes=mkdir,mkdirat,openat,?openat2,open,write,pwrite64,rename,renameat,renameat2
changes=$changes,symlink,symlinkat,link,linkat,unlink,unlinkat,rmdir,fchmod
changes=$changes,fchmodat,ftruncate,copy_file_range,sendfile

# points CALLS FIRST ARGUMENT...: runs pyvenv, and lists each of the CALLS from the
# first on that matches FIRST, as its name and its number among those of that name.
# With $follow, those of all threads and children.
follow=-f
points () {
  points_calls=$1
  points_first=$2
  shift 2
  strace $follow -qq -o "$tmp/trace" -e "trace=$points_calls" \
    "$program" "$@" >/dev/null 2>&1 || :
  awk -v first="$points_first" '
    { name = $0; sub (/^[0-9]+ +/, "", name); sub (/\(.*/, "", name); count[name]++ }
    $0 ~ first { begun = 1 }
    begun && name ~ /^[a-z0-9_]+$/ { print name ":" count[name] }' "$tmp/trace"
}

# some POINTS...: all of them, or every Nth if PYVENV_TEST_EVERY is N, but ten at
# least: a call of a thread may have another number in the next run, and one point
# alone be missed.
some () {
  printf '%s\n' "$@" | awk -v every="${PYVENV_TEST_EVERY:-1}" '
    { point[NR] = $0 }
    END {
      if (every > NR / 10)
        every = NR > 10 ? int (NR / 10) : 1
      for (i = every; i <= NR; i += every)
        print point[i]
    }'
}

# killed CALL:NUMBER ARGUMENT...: true if the run was killed there, which is before
# the call is made.
killed () {
  point=$1
  shift
  status=0
  strace -f -qq -o /dev/null -e "trace=${point%:*}" \
    -e "inject=${point%:*}:signal=KILL:when=${point#*:}" \
    "$program" "$@" >/dev/null 2>&1 || status=$?
  test $status = 137
}
