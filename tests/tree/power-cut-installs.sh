#!/bin/sh
# The power fails while packages and pip are installed, with an empty cache and with
# one that has their images: the old environment is there, or the new one is whole,
# with every file of each RECORD.  Whatever the cut left in the cache, the next
# environments that are made from it are whole.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/tree/disk.sh"
python=$(find_python)
cd "$tmp"
mkdir old new
make_wheels old 'pip 98.0' 'alpha 1.0 py3 3000' 'beta 1.0'
make_wheels new 'pip 99.0' 'alpha 2.0 py3 5000' 'gamma 1.0'
cat >whole.py <<'END'
import glob, os, sys
site = glob.glob(sys.argv[1] + "/lib/python*/site-packages")[0]
versions = {}
for record in sorted(glob.glob(site + "/*.dist-info/RECORD")):
    name = os.path.basename(os.path.dirname(record))[:-len(".dist-info")]
    versions.setdefault(name.split("-")[0], []).append(name.split("-")[1])
    with open(record) as rows:
        assert len(list(rows)) > 5, record
for bytecode in glob.glob(site + "/**/*.pyc", recursive=True):
    source = bytecode.replace("__pycache__/", "").split(".cpython")[0] + ".py"
    status = os.stat(source)
    with open(bytecode, "rb") as file:
        head = file.read(16)
    assert int.from_bytes(head[8:12], "little") == int(status.st_mtime), bytecode
    assert int.from_bytes(head[12:16], "little") == status.st_size, bytecode
print(" ".join(name + "=" + ",".join(versions[name]) for name in sorted(versions)))
END
env=$disk/env
quiet="-q --python $python --without-pip --plugin=packages --link-mode=hardlink"
quiet="$quiet --cache-dir=$disk/cache"

# has ENV_DIR VERSIONS...: every file is as RECORD says, of one of these sets.
has () {
  has_env=$1
  shift
  found=$("$python" -I whole.py "$has_env") \
    && "$python" -I "$top_srcdir/tests/wheel/check_records.py" "$has_env"/lib/python*/site-packages \
    || fail "torn after a cut at $point ($kind): $name"
  for has_wanted in "$@"; do
    test "$found" != "$has_wanted" || return 0
  done
  fail "$found after a cut at $point ($kind): $name"
}
before='alpha=1.0 beta=1.0 pip=98.0'
after='alpha=2.0 gamma=1.0 pip=99.0'
both='alpha=2.0 beta=1.0 gamma=1.0 pip=99.0'

# prepare CACHE OLD: an environment where OLD is not empty, a CACHE that is warm or
# cold.
prepare () {
  rm -rf "$env" "$disk/cache" "$disk/next"
  test -z "$2" || "$program" $quiet --wheels=old "$env"
  test $1 = cold || "$program" $quiet --wheels=new "$disk/next"
  rm -rf "$disk/next"
  test $1 = warm || rm -rf "$disk/cache"
  sync -f "$disk"
}

# again: the next run finds the old environment or the new one, or what it undoes
# to make a new one.
again () {
  status=0
  if test -n "$old"; then
    "$program" $quiet --wheels=new --upgrade "$env" 2>"$tmp/err" || status=$?
    set -- "$old"
  else
    "$program" $quiet --wheels=new "$env" 2>"$tmp/err" || status=$?
    test $status != 4 || status=0
    set --
  fi
  test $status = 0 || { cat "$tmp/err"; fail "cut at $point ($kind): $name"; }
  has "$env" "$@" "$result"
}

# survives NAME CACHE OLD RESULT OPTION...: OLD and RESULT are sets.
total=0
survives () {
  name=$1
  cache=$2
  old=$3
  result=$4
  shift 4
  prepare $cache "$old"
  for point in $(some $(points "$changes" 'mkdir|pyvenv-unfinished' $quiet \
                          --wheels=new "$@" "$env")) end; do
    for kind in nothing names half; do
      prepare $cache "$old"
      if test $point = end; then
        "$program" $quiet --wheels=new "$@" "$env"
        power_off $kind
        has "$env" "$result"
      else
        cut $point $kind $quiet --wheels=new "$@" "$env"
        again
      fi
      "$program" $quiet --wheels=new "$disk/next"
      has "$disk/next" "$after"
      total=$((total + 1))
    done
  done
}
for cache in warm cold; do
  survives "new $cache" $cache '' "$after" --durable=yes
  survives "clear $cache" $cache "$before" "$after" --clear
  survives "into $cache" $cache "$before" "$both" --allow-existing --durable=yes
done
echo "$total of $total"
