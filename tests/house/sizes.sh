#!/bin/sh
# What HACKING.md says of the sizes of files, functions and folders.
. "$(dirname "$0")/../functions.sh"
cd "$top_srcdir"

# What was built lies beside its source, in a tree that is configured.
find core plugins plugin-api examples tests -type f ! -path '*/corpus/*' ! -path '*/data/*' \
  ! -path '*/.*' ! -name activation.c ! -name option_rows.h ! -name pyvenv.1 ! -name pyvenv.ini.5 \
  \( -name '*.[ch]' -o -name '*.cc' -o -name '*.def' -o -name '*.sh' -o -name '*.py' \
     -o -name '*.[1-8]' -o -name '*.[1-8].in' \) >"$tmp/files"
test "$(wc -l <"$tmp/files")" -gt 700 || fail "only $(wc -l <"$tmp/files") files"

tr '\n' '\0' <"$tmp/files" | xargs -0 awk '
  FNR == 1 { folder = FILENAME; sub("/[^/]*$", "", folder); begin = 0 }
  FNR == 401 { print FILENAME " has more than 400 lines" }
  FILENAME ~ /\.(c|cc|h)$/ && FILENAME !~ /^tests/ { lines[folder]++ }
  FILENAME ~ /\.(c|cc)$/ && /^\{$/ { begin = FNR }
  FILENAME ~ /\.(c|cc)$/ && /^\}$/ && begin {
    if (FNR - begin >= 40) print FILENAME ":" begin ": a function of more than 40 lines"
    begin = 0
  }
  END { for (folder in lines) if (lines[folder] > 3000) print folder " has more than 3000 lines" }' \
  >"$tmp/large"
test ! -s "$tmp/large" || fail "$(cat "$tmp/large")"
