#!/bin/sh
# Locks that the tools of this machine write of packages in the user's index: what we
# install from them is what pip or uv leaves.  PYVENV_TEST_INDEX=1 allows the network;
# PYVENV_TEST_LOCK_PIP names a python with pip 26.1 or later, PYVENV_TEST_UV and
# PYVENV_TEST_PDM the programs.
. "$(dirname "$0")/../functions.sh"
test -n "${PYVENV_TEST_INDEX:-}" || skip "PYVENV_TEST_INDEX is not set"
HOME=$user_home
pip=${PYVENV_TEST_LOCK_PIP:-} uv=${PYVENV_TEST_UV:-$(command -v uv || :)}
pdm=${PYVENV_TEST_PDM:-$(command -v pdm || :)}
test -n "$pip$uv" || skip "needs pip 26.1 or later, or uv"
python=$(find_python)
cd "$tmp"
mkdir pip uv export pdm
set -- 'click==8.1.8' 'markupsafe==3.0.2' 'jinja2==3.1.5'

# project FOLDER: one that depends on them.
project () {
  {
    printf '[project]\nname = "mine"\nversion = "1.0"\nrequires-python = ">=3.9"\n'
    printf 'dependencies = ["click==8.1.8", "markupsafe==3.0.2", "jinja2==3.1.5"]\n'
  } >"$1/pyproject.toml"
}

written=0
if test -n "$pip"; then
  "$pip" -m pip --python "$python" lock -q -o pip/pylock.toml "$@" >log 2>&1 \
    || { cat log; fail "pip lock"; }
  written=$((written + 1))
fi
if test -n "$uv"; then
  printf '%s\n' "$@" >uv/in.txt
  "$uv" pip compile -q -p "$python" --format pylock.toml -o uv/pylock.toml uv/in.txt \
    >log 2>&1 || { cat log; fail "uv pip compile"; }
  project export
  (cd export && "$uv" export -q -p "$python" --no-emit-project --format pylock.toml \
    -o pylock.toml) >log 2>&1 || { cat log; fail "uv export"; }
  written=$((written + 2))
fi
if test -n "$pdm"; then
  project pdm
  (cd pdm && "$pdm" use -q -f "$python" && "$pdm" lock -q \
    && "$pdm" export -f pylock -o pylock.toml) >log 2>&1 || { cat log; fail "pdm export"; }
  written=$((written + 1))
fi

for lock in */pylock.toml; do
  rm -rf ours theirs
  "$pyvenv" -q --no-cache --python "$python" --without-pip --plugin=packages \
    --requirements="$lock" ours || fail "$lock is not installed"
  "$pyvenv" -q --no-cache --python "$python" --without-pip theirs
  if test -n "$pip"; then
    "$pip" -m pip --python theirs/bin/python install -q --no-deps -r "$lock" >log 2>&1 \
      || { cat log; fail "pip does not install $lock"; }
    ours/bin/python -I "$top_srcdir/tests/wheel/compare_trees.py" ours theirs \
      || fail "$lock: not as pip leaves it"
  else
    "$uv" pip install -q --compile-bytecode -p theirs/bin/python -r "$lock" >log 2>&1 \
      || { cat log; fail "uv does not install $lock"; }
    for env in ours theirs; do
      (cd $env/lib/python*/site-packages && find . -name '*.py' -exec cksum {} + | sort) >$env.py
    done
    diff ours.py theirs.py || fail "$lock: not as uv leaves it"
  fi
done
test "$(ls -d */pylock.toml | wc -l)" = $written || fail "not all locks were looked at"
