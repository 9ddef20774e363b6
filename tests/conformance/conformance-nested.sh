#!/bin/sh
# Made from inside an environment: the result stands on the base interpreter,
# with every version; from 3.11 on that is what venv itself does.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/conformance/compare.sh"

# The tree, and the lines of pyvenv.cfg that say what it stands on.
nested_snapshot () {
  tree_names "$1"
  grep -E '^(home|version|include-system-site-packages) ' "$1/pyvenv.cfg"
}

# Whether the environment $env is of the version and build of PYTHON.  In one of copies,
# venv takes the python3 beside the base interpreter for it, which may be another one.
what_it_is='import sys; print(sys.version, getattr(sys, "abiflags", ""))'
same_version () {
  test "$("$env/bin/python" -c "$what_it_is" 2>&1)" = "$("$1" -c "$what_it_is" 2>&1)"
}

for python in $pythons; do
  for mode in --symlinks --copies; do
    test $mode = --symlinks || venv_can_copy "$python" || continue
    rm -rf "$tmp/outer" "$env"
    "$python" -m venv --without-pip $mode "$tmp/outer"
    outer=$tmp/outer/bin/python
    rm -f "$tmp/theirs"
    if test "$(minor_of "$python")" -ge 11; then
      "$outer" -m venv --without-pip "$env"
      ! same_version "$python" || nested_snapshot "$env" >"$tmp/theirs"
      # That of PyPy 7.3.19 takes the outer environment for the interpreter.
      case $python in
        */pypy*) ! grep -q "^home = $tmp/" "$tmp/theirs" || rm "$tmp/theirs" ;;
      esac
      rm -rf "$env"
    fi
    expect_silence "$pyvenv" --python "$outer" --without-pip "$env"
    works "$env"
    home=$(sed -n 's/^home = //p' "$env/pyvenv.cfg")
    case $home in
      "$tmp"/*) fail "home is the outer environment: $home" ;;
    esac
    same_version "$python" || fail "nested in $mode of $python: another version"
    if test -e "$tmp/theirs"; then
      nested_snapshot "$env" >"$tmp/ours"
      diff "$tmp/theirs" "$tmp/ours" || fail "nested in $mode of $python"
    fi
    rm -rf "$tmp/outer"
    works "$env"
  done
done
