#!/bin/sh
# --redirect: a .venv that leads to the environment (PEP 832).
. "$(dirname "$0")/../functions.sh"
python=$(find_python)
enter_place
set -- "$pyvenv" -p "$python" --without-pip

# leads FILE TEXT
leads () {
  printf '%s\n' "$2" | cmp -s - "$1" || fail "$1 is '$(cat "$1")', not '$2'"
}
expect_silence "$@" --redirect env
leads .venv env
expect_silence "$@" --redirect below/a/b
leads .venv below/a/b
mkdir project
expect_silence "$@" --redirect=project two
leads project/.venv "$tmp/place/two"
expect_silence "$@" --redirect=project/../project project/three
leads project/.venv three
test "$(stat -c %a project/.venv)" = 644 || fail "its mode"
expect_silence "$@" --upgrade --redirect=project two
leads project/.venv "$tmp/place/two"

# The environment is the .venv itself.
mkdir other
(
  cd other
  expect_silence "$@" --redirect .venv
  works .venv
)

# Nothing else is replaced, and then nothing is made.
mkdir taken
for case in folder link long; do
  rm -rf taken/.venv
  case $case in
    folder) mkdir taken/.venv ;;
    link) ln -s ../env taken/.venv ;;
    long) printf 'a\nb\n' >taken/.venv ;;
  esac
  snapshot taken >"$tmp/before"
  refuses 4 "taken/.venv' is" "$@" --redirect=taken new
  unchanged "$tmp/before" taken
  test ! -e new || fail "an environment was made ($case)"
done
refuses 4 "cannot open the folder" "$@" --redirect=missing new
refuses 4 'begins or ends with a blank' "$@" --redirect 'new '
refuses 2 'redirect leads to one ENV_DIR' "$@" --redirect new newer
test -z "$(ls -A . project taken | grep -e '^new' -e '\.venv-')" || fail "something is left"

# A build that fails leaves the one that was there.
refuses 7 . "$@" --plugin=no-such-plugin --redirect=project new
leads project/.venv "$tmp/place/two"

# virtualenv's ways: beside dest, and unasked only for a project that has none.
set -- "$pyvenv" --as=virtualenv -q --no-seed --activators= -p "$python"
mkdir plain app
expect_silence "$@" plain/env
test ! -e plain/.venv || fail "written where there is no project"
expect_silence "$@" --venv-redirect plain/env
leads plain/.venv env
touch app/pyproject.toml
expect_silence "$@" --no-venv-redirect app/env
test ! -e app/.venv || fail "--no-venv-redirect"
expect_silence "$@" app/env
leads app/.venv env
expect_silence "$@" app/env2
leads app/.venv env
VIRTUALENV_VENV_REDIRECT=1 expect_silence "$@" app/env2
leads app/.venv env2
rm app/.venv
mkdir app/.venv
expect_silence "$@" --venv-redirect app/env
test -d app/.venv || fail "a folder was replaced"
