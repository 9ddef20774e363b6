#!/bin/sh
# What holds for the text of all activation scripts.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/activation/common/lib.sh"
cr=$(printf '\r')

for file in "$top_srcdir"/core/scripts/[!r]*/*; do
  script=${file##*/}
  ! grep -q "$cr" "$file" || fail "$script has a CR"
  ! LC_ALL=C grep -q '[^ -~]' "$file" || fail "$script is not plain ASCII"
  test ! -x "$file" || fail "$script is executable; it has to be sourced"
  quoted=$(sed -n "/__VENV_/ { s/'[^']*'//g; s/\"[^\"]*\"//g; /__VENV_/!p; }" "$file")
  test -z "$quoted" || fail "$script has a placeholder within quotes: $quoted"

  # What is built in is what lies there, but for quotes of those shells that need
  # them around any word, and for the line in which variables would be set.
  grep -vx '__VENV_VARIABLES__' "$file" >"$tmp/source"
  "$render" __VENV_DIR__ __VENV_PROMPT__ __VENV_BIN_NAME__ "$script" \
    | sed "s/['\"]\(__VENV_[A-Z_]*__\)['\"]/\1/g" >"$tmp/$script"
  case $script in
    *.ps1) ! grep -q __VENV "$tmp/source" || fail "$script is signed, so has no placeholders" ;;
  esac
  cmp "$tmp/source" "$tmp/$script" || fail "$script is not built in as it is"
done
