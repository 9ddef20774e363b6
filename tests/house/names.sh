#!/bin/sh
# A name leads to one file: no two sources or scripts have one name, and a function
# begins with words of its file's name.
. "$(dirname "$0")/../functions.sh"
cd "$top_srcdir"

# An activation script that can be moved with its environment has the name of the
# other one.
find core plugins examples plugin-api tests ! -path 'core/scripts/*' \
  \( -name '*.[ch]' -o -name '*.cc' -o -name '*.sh' -o -name '*.py' \) \
  | sed 's,.*/,,' | sort | uniq -d >"$tmp/twice"
test ! -s "$tmp/twice" || fail "names of two files: $(tr '\n' ' ' <"$tmp/twice")"

# Singular and plural are alike.  Names that others give are left out: main, the API
# (pyvenv_*) and in system.c what some C libraries lack.
find core plugins examples \( -name '*.c' -o -name '*.cc' \) ! -name system.c \
  -exec awk '
    function singular(word) {
      sub(/ies$/, "y", word)
      if (word !~ /ss$/) sub(/s$/, "", word)
      return word
    }
    FNR == 1 {
      delete words
      name = FILENAME
      sub(/.*\//, "", name)
      sub(/\..*/, "", name)
      count = split(name, list, /[-_]/)
      for (i = 1; i <= count; i++) words[singular(list[i])] = 1
    }
    /^[A-Za-z_0-9]+ \(/ { name = $1 }
    /;$/ { name = "" }
    /^\{/ && name != "" {
      first = name
      sub(/_.*/, "", first)
      if (name != "main" && name !~ /^pyvenv_/ && !(singular(first) in words))
        print FILENAME ": " name
      name = ""
    }' {} + >"$tmp/others"
test ! -s "$tmp/others" || fail "functions that do not carry their file's name:
$(cat "$tmp/others")"
