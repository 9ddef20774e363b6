# compare.sh: compares what `pyvenv --python P` leaves on disk with what
# `P -m venv` leaves at the same path; sourced after functions.sh.
#
# Compared are names, types, modes, link targets and the bytes of every file.
# The intended differences, which are not compared or are worked around:
#
#  1. The text of the activation scripts: every version gets today's fixed ones.
#     Their presence and modes are compared; that they behave is shown by the
#     tests that run them in real shells.
#  2. An ENV_DIR that exists and is not empty is an error without --clear,
#     --upgrade or --allow-existing; venv takes it silently.
#  3. --upgrade keeps the prompt and system site-packages, venv forgets them; it
#     re-points stale links and restores copies, venv leaves them.
#     Where there is no environment it makes a whole one, venv one without
#     scripts.
#  4. A .gitignore that venv did not write is not overwritten.
#  5. Made from inside an environment, the result always stands on the base
#     interpreter; before Python 3.11 venv chains environments.
#  6. With --copies, PyPy's venv copies the whole folder lib beside its bin; where
#     that is /usr/lib it fails or takes gigabytes.  We copy what the program needs.
#  7. `--prompt .` names the working directory for every version; before Python
#     3.9 venv takes the dot as it is.

requires find "$tmp" -maxdepth 0 -printf ''

# conformance_snapshot DIR
conformance_snapshot () {
  (
    cd "$1"
    find . -printf '%P %y %m %l\n' | LC_ALL=C sort
    find . -type f ! -path '*/bin/activate*' ! -path '*/bin/Activate.ps1' \
      -exec cksum {} + | LC_ALL=C sort -k 3
    test ! -f pyvenv.cfg || cat pyvenv.cfg
    test ! -f .gitignore || cat .gitignore
  )
}

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
  conformance_snapshot "$env" >"$tmp/theirs"
  rm -rf "$env"
  prepare "$conforms_python"
  status=0
  # shellcheck disable=SC2086
  (cd "$cwd" && "$pyvenv" --python "$conforms_python" --without-pip $ours "$@" \
    "$env") >"$tmp/pyvenv.out" 2>&1 </dev/null || status=$?
  conformance_snapshot "$env" >"$tmp/ours" || :
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
