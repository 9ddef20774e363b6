#!/bin/sh
# Each hostile wheel is refused with its reason and leaves nothing; each good
# one is installed, and pip finds nothing wrong with it.
. "$(dirname "$0")/../functions.sh"

python=$(find_python)
xy=3.$(minor_of "$python")
PYVENV_PLUGIN_DIR=$top_builddir/tests/plugins/mini
export PYVENV_PLUGIN_DIR
mkdir "$tmp/wheels" "$tmp/place"
"$python" "$top_srcdir/tests/wheel/make-wheels.py" "$tmp/wheels" "$xy"
cd "$tmp/place"

# One of the words of the last column.
check () {
  case $1 in
    absent:*) test ! -e "env/${1#absent:}" ;;
    shebang:*) test "$(sed -n 1p "env/${1#shebang:}")" = "#!$tmp/place/env/bin/$name" ;;
    row:*) cat env/lib/python*/site-packages/foo-1.0.dist-info/RECORD \
      | tr -d '\r' | grep -qx "${1#row:}" ;;
    mode:*)
      path=${1#mode:}
      test "$(stat -c %a "env/${path#*:}")" = "${path%%:*}" ;;
    *) test -f "env/$1" ;;
  esac
}

# Every row of RECORD is of a file with that hash and size, and every file but
# those of the bare environment has a row.
cat >"$tmp/verify.py" <<'END'
import base64, csv, glob, hashlib, os, sys
site = glob.glob("env/lib/python*/site-packages")[0]
record = glob.glob(site + "/*.dist-info/RECORD")[0]
named = set()
with open(record, newline="", encoding="utf-8") as file:
    rows = list(csv.reader(file))
assert rows == sorted(rows), "RECORD is not sorted"
for path, digest, size in rows:
    full = os.path.normpath(os.path.join(site, path))
    named.add(full)
    data = open(full, "rb").read()
    if digest:
        kind, value = digest.split("=", 1)
        raw = base64.urlsafe_b64encode(hashlib.new(kind, data).digest())
        assert raw.rstrip(b"=").decode() == value or full.endswith("RECORD"), path
        assert int(size) == len(data), path
for folder, _, names in os.walk(site):
    for name in names:
        assert os.path.join(folder, name) in named, name
END

tab=$(printf '\t')
name=$(basename "$python")
count=0
while IFS=$tab read -r number path expected checks; do
  count=$((count + 1))
  what="vector $number, ${path#"$tmp/wheels/"} ($expected)"
  status=0
  "$pyvenv" --python "$python" --without-pip --plugin=wheel-file \
    --wheel="$path" --by-name env >"$tmp/out" 2>"$tmp/err" </dev/null || status=$?
  if test "$expected" = ok; then
    test $status = 0 || { cat "$tmp/err"; fail "$what: exit status $status"; }
    for word in $checks; do
      check "$word" || fail "$what: $word"
    done
    "$python" "$tmp/verify.py" || fail "$what: RECORD"
    rm -rf env
  else
    test $status = 6 || { cat "$tmp/err"; fail "$what: exit status $status"; }
    grep -qF -- "$expected" "$tmp/err" || { cat "$tmp/err"; fail "$what"; }
    test ! -e env || fail "$what: env is left behind"
  fi
  test -z "$(ls -A)" || fail "$what: wrote into the working directory"
done <"$tmp/wheels/table"
test $count -gt 100 || fail "only $count wheels"

# A wheel that cannot be read may be sound: the plugin failed, nothing is refused.
expect_status 7 "$pyvenv" --python "$python" --without-pip --plugin=wheel-file \
  --wheel="$tmp/wheels/foo-1.0-py3-none-any.whl" env
expect_error 'foo-1.0-py3-none-any.whl' 'No such file or directory'
test ! -e "$tmp/evil.py" && test ! -e /tmp/evil_abs.py && test ! -e /tmp/evilscript \
  || fail "a wheel wrote outside the environment"
