#!/bin/sh
# Interrupted: status 130 or 143, and it is as if nothing had been done.
. "$(dirname "$0")/../functions.sh"

use_test_plugins

python=$(find_python)
cd "$tmp"

# interrupted SIGNAL STATUS OPTION...: sent while a child of a plugin runs, which
# has told that it is there by making the file `started`.
interrupted () {
  signal=$1
  expected=$2
  shift 2
  rm -f "$tmp/started"
  # A background job of a shell ignores SIGINT, one of nohup SIGHUP; so does what
  # it starts, unless something sets it back.
  "$python" -c 'import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
signal.signal(signal.SIGHUP, signal.SIG_DFL)
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
  case " $* " in
    *' --json '*) ;;
    *) test ! -s "$tmp/out" || fail "on stdout: $(cat "$tmp/out")" ;;
  esac
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

# What programs are told is what the process exits with.
for pair in INT:130 TERM:143 HUP:129; do
  interrupted ${pair%:*} ${pair#*:} --json env
  "$python" -I -c 'import json, sys
status = int(sys.argv[1])
result, = [json.loads(line) for line in open("out")]
error = json.loads(open("err").readlines()[-1])
assert result["status"] == status and result["created"] is False, result
assert error["event"] == "error" and error["status"] == status, error
' ${pair#*:} || { cat out err; fail "the status in the objects of --json"; }
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

# Once the environment stands and only the result waits to be read, which takes
# any time, a signal ends the process as any other; a hang-up that nohup has
# ignored does not, and then the result comes whole.
cat >blocked.py <<'END'
import fcntl, json, os, signal, subprocess, sys, time
number, command, target = int(sys.argv[1]), sys.argv[2:-1], sys.argv[-1]
read_end, write_end = os.pipe()
fcntl.fcntl(write_end, fcntl.F_SETFL, os.O_NONBLOCK)
filled = 0
try:
    while True:
        filled += os.write(write_end, b"x")
except BlockingIOError:
    fcntl.fcntl(write_end, fcntl.F_SETFL, 0)
def prepare():
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
child = subprocess.Popen(command + [target], stdout=write_end,
                         stdin=subprocess.DEVNULL, preexec_fn=prepare)
os.close(write_end)
def is_waiting():
    if not os.path.exists(target + "/bin/activate") \
            or os.path.exists(target + "/.pyvenv-unfinished"):
        return False
    with open("/proc/%d/stat" % child.pid) as file:
        return file.read().rsplit(")", 1)[1].split()[0] == "S"
for turn in range(600):
    if is_waiting() or child.poll() is not None:
        break
    time.sleep(0.1)
else:
    sys.exit("cannot tell when it waits")
os.kill(child.pid, number)
if number == signal.SIGHUP:
    time.sleep(0.2)
    with os.fdopen(read_end, "rb") as file:
        json.loads(file.read()[filled:].decode())
    sys.exit(child.wait())
sys.exit(0 if child.wait() == -number else "status %d" % child.returncode)
END
blocked () {
  status=0
  "$python" blocked.py "$@" 2>err || status=$?
  test $status = 0 || { cat err; fail "waiting for a reader: status $status"; }
  ! grep -q 'Invalid' err || { cat err; fail "valgrind complains"; }
}
if test -r /proc/self/stat; then
  for number in 1 2 15; do
    blocked $number "$pyvenv" --python "$python" --without-pip --json "waits$number"
    works "waits$number"
  done
  if valgrind --version >/dev/null 2>&1; then
    blocked 2 "$top_builddir/libtool" --mode=execute valgrind -q \
      --trace-children=no "$pyvenv" --python "$python" --without-pip --json vg
  fi
fi
