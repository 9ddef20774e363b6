#!/bin/sh
# Stopped while it waits for an index or a wheel: nothing is left, at once.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/index/servers.sh"

python=$(find_python)
cd "$tmp"
start_server web
python3 "$top_srcdir/tests/index/make_wheel.py" web/files pip 99.0
export PIP_TIMEOUT=600 PIP_RETRIES=5 PIP_CONFIG_FILE=/dev/null
mkdir old
"$pyvenv" --python "$python" --without-pip old
snapshot old >before

# interrupted SIGNAL STATUS ENV PATH OPTION...: SIGNAL while PATH is waited for.
interrupted () {
  signal=$1
  expected=$2
  env=$3
  path=$4
  shift 4
  : >web/log
  # A shell without job control lets its children ignore SIGINT.
  "$python" -c 'import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGINT, signal.SIG_DFL)
os.execv(sys.argv[1], sys.argv[1:])' "$pyvenv" --python "$python" \
    --plugin=setuptools-pip --setuptools=none "$@" "$env" >out 2>err &
  job=$!
  for try in $(seq 100); do
    test "$(asked "$path")" = 0 || break
    sleep 0.1
  done
  test "$(asked "$path")" != 0 || { cat err; fail "nobody asked for $path"; }
  sleep 0.2
  kill -"$signal" $job
  status=0
  wait $job || status=$?
  test "$status" = "$expected" || { cat err; fail "status $status after $signal"; }
  left=$(find "$HOME/.cache/pyvenv/downloads" -name '*.whl' 2>/dev/null || :)
  test -z "$left" || fail "left in the cache: $left"
}

for how in 'INT 130' 'TERM 143'; do
  rm -rf "$HOME/.cache"
  interrupted $how none /slow/json/pip --index-url "$server/slow/json"
  test ! -e none || fail "an environment is left after $how"
  interrupted $how none /onlyfiles/slow/files --index-url "$server/onlyfiles/slow/json"
  test ! -e none || fail "an environment is left after $how"
  interrupted $how none '/flaky/99/json/pip' --index-url "$server/flaky/99/json"
  test ! -e none || fail "an environment is left after $how"
  interrupted $how old /onlyfiles/slow/files --allow-existing --no-cache \
    --index-url "$server/onlyfiles/slow/json"
  unchanged before old
done
