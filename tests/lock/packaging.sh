#!/bin/sh
# Markers, versions and ranges mean what pip's own packaging library says.
. "$(dirname "$0")/../functions.sh"

# The newest pip that is there, one with the classes that are asked.
newest=
for python in $(find_pythons); do
  found=$("$python" -I -c 'import sys
from pip import __version__
from pip._vendor.packaging.markers import Marker
from pip._vendor.packaging.version import parse
if parse(__version__) >= parse("24.1"):
    print("%08.3f" % float(".".join(__version__.split(".")[:2])), sys.argv[1])' \
    "$python" 2>/dev/null) || continue
  newest=$(printf '%s\n%s\n' "$newest" "$found" | sort | tail -n 1)
done
test -n "$newest" || skip "no pip 24.1 or later"

cd "$tmp"
count=$("${newest#* }" -I "$top_srcdir/tests/lock/ask_packaging.py" questions expected)
test "$count" -gt 20000 || fail "only $count questions"
"$top_builddir/tests/lock/answer" <questions >answers

# Answers, each with what was asked.
cut -f 1 expected >wanted
cmp -s wanted answers || {
  paste answers expected | awk -F '\t' '$1 != $2' | head -n 20
  fail "answers differ from those of pip at ${newest#* }:" \
    "$(paste answers wanted | awk -F '\t' '$1 != $2' | wc -l) of $count"
}
