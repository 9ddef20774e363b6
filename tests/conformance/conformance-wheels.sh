#!/bin/sh
# With `python -m venv` as the reference: the bytecode is the same, RECORD is
# true, and pip cannot tell the environments apart.  A reference takes seconds
# to make, so the oldest and the newest interpreter stand for the others;
# PYVENV_TEST_ALL=1 takes all.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/conformance/tree.sh"

env=$tmp/env
mkdir "$tmp/wheels" "$tmp/folder"

# compare.py REFERENCE ENV: for files of the same names, bytecode (by its header and
# what it unmarshals to), RECORD as a set.
cat >"$tmp/compare.py" <<'END'
import csv, marshal, os, struct, sys
ref, env = sys.argv[1:]
header = 16 if sys.version_info >= (3, 7) else 12

def files(top):
    return sorted(os.path.relpath(os.path.join(d, n), top)
                  for d, _, names in os.walk(top) for n in names)

def bytecode(top, name):
    with open(os.path.join(top, name), "rb") as file:
        data = file.read()
    source = os.path.join(top, os.path.dirname(os.path.dirname(name)),
                          os.path.basename(name).split(".")[0] + ".py")
    st = os.stat(source)
    assert data[header - 8:header] == struct.pack(
        "<II", int(st.st_mtime) & 0xffffffff, st.st_size), (
            name, data[:header], st, st.st_mtime_ns)
    return data[:header - 8], marshal.loads(data[header:])

def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.reader(file))

for name in files(ref):
    a, b = os.path.join(ref, name), os.path.join(env, name)
    if name.endswith(".pyc"):
        assert bytecode(ref, name) == bytecode(env, name), name
    elif name.endswith("RECORD"):
        ours = rows(b)
        assert sorted(rows(a)) == sorted(ours), name
        assert ours == sorted(ours), name + " is not sorted"
END

# What a user does with pip, and what is left after its end.
session () {
  (
    set +e
    cd "$tmp"
    export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INDEX=1
    pip="$env/bin/python -W ignore -m pip"
    "$env/bin/pip" --version
    $pip list
    $pip check
    $pip show -f pip
    $pip install "$foo"
    cat "$env"/lib/python*/site-packages/foo-1.0.dist-info/RECORD
    test -z "$other" \
      || $pip install -U --find-links "$tmp/folder" "pip==$other"
    $pip list
    $pip uninstall -y foo
    $pip uninstall -y pip
    cd "$env" && find . -path '*pip*' | LC_ALL=C sort
  ) 2>&1
}

pythons=$(find_pythons)
test -n "${PYVENV_TEST_ALL-}" \
  || pythons=$(printf '%s\n' "$pythons" | sed -n '1p;$p' | uniq)

compared=0
for python in $pythons; do
  xy=3.$(minor_of "$python")
  rm -rf "$env" "$tmp/ref" "$tmp/wheels"/* "$tmp/folder"/*
  (cd "$tmp" && "$python" -m venv "$env") >"$tmp/venv.out" 2>&1 || continue
  "$python" "$top_srcdir/tests/wheel/make-wheels.py" "$tmp/wheels" "$xy"
  foo=$tmp/wheels/000/foo-1.0-py3-none-any.whl

  # Another version of pip that works with this Python, if one lies around.
  has=$("$env/bin/python" -c 'import pip; print(pip.__version__)')
  other=
  for wheel in "$user_home"/.pyenv/versions/*/lib/python3.*/ensurepip/_bundled/pip-2[23]*.whl; do
    version=${wheel##*/pip-}
    version=${version%%-*}
    case $xy:$version in
      3.6:*) continue ;;
      3.1[2-9]:22.*|3.1[2-9]:23.0*) continue ;;
    esac
    test -f "$wheel" && test "$version" != "$has" || continue
    other=$version
    cp "$wheel" "$tmp/folder"
  done

  mv "$env" "$tmp/ref"
  expect_silence "$pyvenv" --python "$python" --no-progress "$env"
  tree_names "$tmp/ref" >"$tmp/theirs"
  tree_names "$env" | diff "$tmp/theirs" - || fail "$python: other files"
  "$python" -I "$tmp/compare.py" "$tmp/ref" "$env" || fail "$python"
  "$python" -I "$top_srcdir/tests/wheel/check_records.py" "$env"/lib/python*/site-packages \
    || fail "$python: RECORD"
  session >"$tmp/ours"
  rm -rf "$env"
  mv "$tmp/ref" "$env"
  session >"$tmp/theirs"
  diff "$tmp/theirs" "$tmp/ours" || fail "$python: pip sees a difference"
  grep -q "uninstalled pip" "$tmp/ours" \
    || { cat "$tmp/ours"; fail "$python: the session failed"; }
  compared=$((compared + 1))
done
test $compared -gt 0 || skip "no interpreter with ensurepip"
