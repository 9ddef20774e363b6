#!/bin/sh
# Every file in a folder of tests is in the folder's Makemodule.am, so that no test
# is forgotten and the release has all it needs; every folder tells what it is for.
. "$(dirname "$0")/../functions.sh"
cd "$top_srcdir/tests"

# The words of a fragment; configure finds the tests in the folder activation.
words () {
  tr -s ' \t\\' '\n\n\n' <"$1/Makemodule.am"
  test "$1" != activation || (cd .. && ls tests/activation/*.sh)
}

# What was built lies beside its source, in a tree that is configured.
sources () {
  find "$1" -type f ! -path '*/corpus/*' ! -path '*/data/*' ! -path '*/.*' ! -name Makemodule.am \
    \( -name '*.[ch]' -o -name '*.sh' -o -name '*.py' -o -name '*.md' \
       -o -name '*.csh' -o -name '*.fish' \)
}

forgotten=
for folder in */; do
  folder=${folder%/}
  words "$folder" >"$tmp/words"
  for file in $(sources "$folder"); do
    # A program or a plugin stands there by the name of what is built.
    grep -qxF -e "tests/$file" -e "tests/${file%.c}" -e "tests/${file%.c}.so" \
      "$tmp/words" || forgotten="$forgotten tests/$file"
  done
  grep -qxF "include tests/$folder/Makemodule.am" Makemodule.am \
    || forgotten="$forgotten tests/$folder/Makemodule.am"
  test -f "$folder/README.md" || fail "tests/$folder has no README.md"
  grep -q "^- \[\`$folder\`\]($folder/README.md): " README.md \
    || fail "tests/README.md has no line for $folder"
done
test -z "$forgotten" || fail "not registered:$forgotten"

# What begins as a program does can be run as one, and is a test; what does not is
# sourced by tests.
for file in */*.sh; do
  grep -q '^#!' "$file" || continue
  test -x "$file" || fail "tests/$file is not executable"
  grep -qxF '. "$(dirname "$0")/../functions.sh"' "$file" \
    || fail "tests/$file does not begin with functions.sh"
done

# The fragments of code register no tests.
if grep -n 'tests/' $(find ../core ../plugins ../plugin-api -name Makemodule.am); then
  fail "a test is registered outside of tests/"
fi
