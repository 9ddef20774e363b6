#!/bin/sh
# What ARCHITECTURE.md, HACKING.md and README.md say about the tree is true: the
# files are there, and the lists of what is to be changed for a new thing are whole.
. "$(dirname "$0")/../functions.sh"
cd "$top_srcdir"

# Paths of the tree in the text of PAGE: what starts with one of its folders.
paths_in () {
  grep -oE '(^|[^A-Za-z0-9_./-])(core|plugins|plugin-api|examples|tests|m4|\.ci)/[A-Za-z0-9_./*-]*' "$1" \
    | sed -E 's/^[^A-Za-z.]//; s/[.]$//' | sort -u
}

for page in ARCHITECTURE.md HACKING.md README.md; do
  for path in $(paths_in $page); do
    # Some are made by the build.
    case $path in
      core/.libs* | plugins/.libs | core/pyvenv | core/program/pyvenv.1 \
        | tests/base/test_quote | tests/fuzz/fuzz_wheel | tests/tree/clear.log) continue ;;
    esac
    set -- $path
    test -e "$1" || fail "$page names $path, which does not exist"
  done
done

# The lists with an example.  A file that git does not know is no part of them.
git ls-files >"$tmp/files" 2>/dev/null && grep -qx ARCHITECTURE.md "$tmp/files" \
  || skip "lists are only compared in a git checkout"

# example_of TITLE: the words of its example, as one regular expression.
example_of () {
  sed -n "/^### $1\$/,/^###/s/^Example: //p" ARCHITECTURE.md | tr -d '`' | sed 's/, /|/g'
}

# listed_in TITLE: the files that its list names before the colon or after it.
listed_in () {
  sed -n "/^### $1\$/,/^###/p" ARCHITECTURE.md | grep -oE '`[^`]*`' | tr -d '`' \
    | grep -xF -f "$tmp/files" | sort -u
}

# Of the tests, a list names one.
mentions () {
  grep -E '^(core|plugin-api|packages)' "$tmp/files" | xargs grep -lE -e "$1" | sort -u
}

for title in 'An option' 'A phase' 'A shell'; do
  example=$(example_of "$title")
  test -n "$example" || fail "ARCHITECTURE.md: '$title' has no example"
  listed_in "$title" >"$tmp/listed"
  mentions "$example" >"$tmp/mentions"
  for file in $(cat "$tmp/mentions"); do
    grep -qxF "$file" "$tmp/listed" \
      || fail "ARCHITECTURE.md: '$title' lacks $file, which mentions '$example'"
  done
  for file in $(cat "$tmp/listed"); do
    case $file in
      # For what the example did not need.
      core/base/quote.c) continue ;;
    esac
    grep -qE -e "$example" "$file" \
      || fail "ARCHITECTURE.md: '$title' names $file, which does not mention '$example'"
  done
done
