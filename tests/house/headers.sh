#!/bin/sh
# The public headers compile alone, in every standard of C and C++, without a
# warning; and the layout that plugins rely on has not moved.
. "$(dirname "$0")/../functions.sh"

include="-I$top_srcdir/plugin-api -I$top_srcdir/core"
strict='-pedantic-errors -Wall -Wextra -Wconversion -Wshadow -Wundef -Werror'

headers=$(cd "$top_srcdir" && echo plugin-api/*.h core/pyvenv.h \
  | sed -E 's,[^ ]*/,,g')

# Is COMPILER there, and does it know STANDARD?
knows () {
  command -v "$1" >/dev/null 2>&1 || return 1
  echo 'int answer;' >"$tmp/empty.$3"
  "$1" -std="$2" -fsyntax-only "$tmp/empty.$3" 2>/dev/null
}

# compiles COMPILER STANDARD SUFFIX: what plugins include, each of its parts, and what
# users of the library include.  The header comes first and once more, so that nothing
# else can have helped it.
compiles () {
  for header in $headers; do
    printf '#include <%s>\n#include <%s>\nint answer;\n' $header $header \
      >"$tmp/$1-$2-$header.$3"
    # shellcheck disable=SC2086
    "$1" -std="$2" $strict $include -fsyntax-only "$tmp/$1-$2-$header.$3" \
      || fail "$header does not compile with $1 -std=$2"
  done
}

compiled=0
for standard in c89 c99 c11 c17 c2x; do
  for compiler in gcc clang; do
    knows $compiler $standard c || continue
    compiles $compiler $standard c
    compiled=$((compiled + 1))
  done
done
for standard in c++98 c++03 c++11 c++14 c++17 c++20; do
  for compiler in g++ clang++; do
    knows $compiler $standard cc || continue
    compiles $compiler $standard cc
    compiled=$((compiled + 1))
  done
done
test $compiled -gt 0 || skip "no compiler named gcc, clang, g++ or clang++"

# A plugin as its author writes it, in the oldest C and in C++20.
cat >"$tmp/plugin.c" <<'END'
#include <pyvenv-plugin.h>
PYVENV_PLUGIN = { PYVENV_PLUGIN_INIT, "minimal" };
END
cat >"$tmp/plugin.cc" <<'END'
#include <pyvenv-plugin.h>
extern "C" PYVENV_PLUGIN = { PYVENV_PLUGIN_INIT, "minimal" };
END
quiet="$strict -Wno-missing-field-initializers"
for compiler in gcc clang; do
  knows $compiler c89 c || continue
  # shellcheck disable=SC2086
  $compiler -std=c89 $quiet $include -fsyntax-only "$tmp/plugin.c" \
    || fail "a plugin does not compile as C89 with $compiler"
  # shellcheck disable=SC2086
  $compiler -std=c11 $quiet $include -fsyntax-only \
    "$top_srcdir/tests/house/abi_layout.c" \
    || fail "the layout of the plugin API has changed"
done
for compiler in g++ clang++; do
  for standard in c++98 c++20; do
    knows $compiler $standard cc || continue
    # shellcheck disable=SC2086
    $compiler -std=$standard $quiet $include -fsyntax-only "$tmp/plugin.cc" \
      || fail "a plugin does not compile as $standard with $compiler"
  done
done
