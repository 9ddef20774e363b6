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

for python in $pythons; do
  for mode in --symlinks --copies; do
    test $mode = --symlinks || venv_can_copy "$python" || continue
    rm -rf "$tmp/outer" "$env"
    "$python" -m venv --without-pip $mode "$tmp/outer"
    outer=$tmp/outer/bin/python
    if test "$(minor_of "$python")" -ge 11; then
      "$outer" -m venv --without-pip "$env"
      nested_snapshot "$env" >"$tmp/theirs"
      rm -rf "$env"
    fi
    expect_silence "$pyvenv" --python "$outer" --without-pip "$env"
    works "$env"
    home=$(sed -n 's/^home = //p' "$env/pyvenv.cfg")
    case $home in
      "$tmp"/*) fail "home is the outer environment: $home" ;;
    esac
    if test "$(minor_of "$python")" -ge 11; then
      nested_snapshot "$env" >"$tmp/ours"
      diff "$tmp/theirs" "$tmp/ours" || fail "nested in $mode of $python"
    fi
    rm -rf "$tmp/outer"
    works "$env"
  done
done
