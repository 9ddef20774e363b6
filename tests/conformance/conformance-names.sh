#!/bin/sh
# Interpreters under other names, and ENV_DIR written in other ways.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/conformance/compare.sh"

for python in $pythons; do
  bin=${python%/*}
  for name in python3 python; do
    test -x "$bin/$name" || continue
    # A distribution's python3 may be another version.
    test "$(readlink -f "$bin/$name")" = "$(readlink -f "$python")" || continue
    conforms "$bin/$name"
    conforms "$bin/$name" --copies
  done

  # A lone link in a folder that is no installation.
  mkdir -p "$tmp/links"
  ln -sf "$python" "$tmp/links/mypython"
  conforms "$tmp/links/mypython"

  # Parents that do not exist, a link among them, a name that must be quoted.
  mkdir -p "$tmp/real"
  ln -sfn "$tmp/real" "$tmp/link"
  for path in "$tmp/link/env" "$tmp/a b/é/\$HOME'" "$tmp/c\"!;&|"; do
    env=$path
    conforms "$python"
  done

  # Relative to the working directory, which is named by a link.
  mkdir -p "$tmp/real/place"
  cwd=$tmp/link/place
  for path in env ./env/ ../place//env sub/../env; do
    (
      env=$tmp/real/place/env
      prepare () { :; }
      rm -rf "$env"
      cd "$cwd"
      "$python" -m venv --without-pip "$path"
      tree_snapshot "$env" >"$tmp/theirs"
      rm -rf "$env" "$tmp/real/place/sub"
      expect_silence "$pyvenv" --python "$python" --without-pip "$path"
      tree_snapshot "$env" >"$tmp/ours"
      diff "$tmp/theirs" "$tmp/ours" || fail "$python -m venv $path"
      rm -rf "$env" "$tmp/real/place/sub"
    )
  done

  # The working directory itself, which is empty.
  mkdir -p "$tmp/here"
  (
    cd "$tmp/here"
    "$python" -m venv --without-pip .
    tree_snapshot . >"$tmp/theirs"
    find . -mindepth 1 -delete
    expect_silence "$pyvenv" --python "$python" --without-pip .
    tree_snapshot . >"$tmp/ours"
    diff "$tmp/theirs" "$tmp/ours" || fail "$python -m venv ."
    find . -mindepth 1 -delete
  )
  env=$tmp/env
  cwd=$tmp
done

# Several at once are as one after the other.
python=$(find_python)
snapshots () {
  ls -A many
  for env in many/*; do tree_snapshot "$env"; done
}
(
  cd "$tmp"
  "$python" -m venv --without-pip --prompt p many/1 many/2 many/3
  snapshots >"$tmp/theirs"
  rm -rf many
  expect_silence "$pyvenv" --python "$python" --without-pip --prompt p \
    many/1 many/2 many/3
  snapshots >"$tmp/ours"
  diff "$tmp/theirs" "$tmp/ours" || fail "several ENV_DIRs"
)
conformance_end
