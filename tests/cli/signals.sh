#!/bin/sh
# Interrupted: status 130 or 143, and it is as if nothing had been done.
. "$top_srcdir/tests/functions.sh"

PYVENV_PLUGIN_DIR=$top_builddir/tests/plugins/.libs
export PYVENV_PLUGIN_DIR
test -f "$PYVENV_PLUGIN_DIR/writer.so" || skip "the plugins for tests are not built"

python=$(find_python)
cd "$tmp"

# interrupted SIGNAL STATUS OPTION...: sent while a child of a plugin runs, which
# has told that it is there by making the file `started`.
interrupted () {
  signal=$1
  expected=$2
  shift 2
  rm -f "$tmp/started"
  # A background job of a shell ignores SIGINT; so does what it starts, unless
  # something sets it back.
  "$python" -c 'import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
os.execv(sys.argv[1], sys.argv[1:])' \
    "$pyvenv" --python "$python" --without-pip --plugin=writer \
    --set writer.file=etc/file --set writer.cfg=mine=yes \
    --set writer.code="import time; open('$tmp/started', 'w'); time.sleep(3$$)" \
    "$@" >"$tmp/out" 2>"$tmp/err" &
  job=$!
  tries=0
  until test -e "$tmp/started"; do
    tries=$((tries + 1))
    test $tries -lt 600 || { cat "$tmp/err"; fail "the child did not start"; }
    sleep 0.1
  done
  kill "-$signal" $job
  status=0
  wait $job || status=$?
  test $status = "$expected" || {
    cat "$tmp/err"
    fail "status $status, not $expected, after SIG$signal"
  }
  test ! -s "$tmp/out" || fail "on stdout: $(cat "$tmp/out")"
  if pgrep -f "time.sleep.3$$" >/dev/null 2>&1; then
    fail "the child survived SIG$signal"
  fi
}

for pair in INT:130 TERM:143; do
  interrupted ${pair%:*} ${pair#*:} deep/er/env
  test ! -e deep || fail "something is left: $(find deep)"

  mkdir empty
  interrupted ${pair%:*} ${pair#*:} empty
  test -z "$(ls -A empty)" || fail "something is left: $(find empty)"
  rmdir empty

  # One that was there is as it was.
  "$pyvenv" --python "$python" --without-pip --prompt old env
  echo mine >env/mine
  snapshot env >"$tmp/before"
  interrupted ${pair%:*} ${pair#*:} --upgrade --prompt new env
  unchanged "$tmp/before" env
  interrupted ${pair%:*} ${pair#*:} --clear --copies env
  unchanged "$tmp/before" env
  interrupted ${pair%:*} ${pair#*:} --allow-existing env
  unchanged "$tmp/before" env
  works env
  rm -rf env
done

# While an interpreter does not answer.
cat >hangs <<END
#!/bin/sh
: >'$tmp/started'
exec sleep 3$$
END
chmod 755 hangs
for pair in INT:130 TERM:143; do
  rm -f started
  "$python" -c 'import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
os.execv(sys.argv[1], sys.argv[1:])' \
    "$pyvenv" --python "$tmp/hangs" --without-pip hung >out 2>err &
  job=$!
  until test -e started; do sleep 0.1; done
  kill "-${pair%:*}" $job
  status=0
  wait $job || status=$?
  test $status = "${pair#*:}" || { cat err; fail "status $status, not $pair"; }
  test ! -e hung || fail "something is left"
done
! pgrep -f "sleep 3$$" >/dev/null 2>&1 || fail "the interpreter survived"

# The next run is not in the way of what was given up.
expect_silence "$pyvenv" --python "$python" --without-pip deep/er/env
works deep/er/env
