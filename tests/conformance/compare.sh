# compare.sh: compares what `pyvenv --python P` leaves on disk with what
# `P -m venv` leaves at the same path; sourced after functions.sh.  What is compared,
# and what is meant to differ, stands in tree.sh.
. "$top_srcdir/tests/conformance/tree.sh"

# What the directory holds before; redefined by tests of existing ones.
prepare () { :; }

# venv_before PYTHON [OPTION...]: $env is what `PYTHON -m venv` makes.  That takes a
# while, so a copy is kept for the next time.
venv_before () {
  kept=$tmp/kept$(printf ' %s' "$@" | tr / _)
  if test ! -d "$kept"; then
    kept_python=$1
    shift
    "$kept_python" -m venv --without-pip "$@" "$env"
    cp -a "$env" "$kept"
  else
    cp -a "$kept" "$env"
  fi
}

# Whether `PYTHON -m venv --copies` is of use.
venv_can_copy () {
  case $1 in
    /usr/bin/pypy* | /usr/local/bin/pypy*) return 1 ;;
  esac
}

# Options of ours that venv has no name for.
ours=

failures=0

# conforms PYTHON [OPTION...]: both make $env, with the working directory $cwd.
env=$tmp/env
cwd=$tmp
conforms () {
  conforms_python=$1
  shift
  case " $* " in
    *" --copies "*) venv_can_copy "$conforms_python" || return 0 ;;
  esac
  rm -rf "$env"
  prepare "$conforms_python"
  (cd "$cwd" && "$conforms_python" -m venv --without-pip "$@" "$env") \
    >"$tmp/venv.out" 2>&1 || {
      cat "$tmp/venv.out"
      fail "$conforms_python -m venv --without-pip $* $env"
    }
  tree_snapshot "$env" >"$tmp/theirs"
  rm -rf "$env"
  prepare "$conforms_python"
  status=0
  # shellcheck disable=SC2086
  (cd "$cwd" && "$pyvenv" --python "$conforms_python" --without-pip $ours "$@" \
    "$env") >"$tmp/pyvenv.out" 2>&1 </dev/null || status=$?
  tree_snapshot "$env" >"$tmp/ours" || :
  if test $status != 0 || test -s "$tmp/pyvenv.out" \
      || ! cmp -s "$tmp/theirs" "$tmp/ours"; then
    failures=$((failures + 1))
    echo "--- $conforms_python -m venv --without-pip $* $env"
    echo "+++ pyvenv: exit status $status (umask $(umask))"
    cat "$tmp/pyvenv.out"
    diff "$tmp/theirs" "$tmp/ours" || :
  fi
}

conformance_end () {
  test $failures = 0 || fail "$failures environments differ from those of venv"
}

pythons=$(find_builds)
test -n "$pythons" || skip "no Python 3.6 or later with venv"
