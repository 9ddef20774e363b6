#!/bin/sh
# A server of names that says nothing holds nobody up: neither who interrupts nor
# PIP_TIMEOUT waits until the search for an address gives up by itself.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/index/servers.sh"

python=$(find_python)
cd "$tmp"
unshare -m -n sh -c 'ip link set lo up && mount --bind /dev/null /etc/resolv.conf' \
  2>/dev/null || skip "needs the right to have a network of its own"
echo 'nameserver 127.0.0.1' >resolv.conf
cat >names.py <<'END'
import os, socket, sys, time
server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(("127.0.0.1", 53))
open(sys.argv[1], "w").close()
while os.path.isdir(os.path.dirname(sys.argv[1])):
    server.settimeout(0.2)
    try:
        server.recvfrom(1000)
        open(sys.argv[1] + "-asked", "w").close()
    except socket.timeout:
        pass
END

cat >inside.sh <<'END_INSIDE'
. "$top_srcdir/tests/functions.sh"
python=$1
outside=$2
cd "$tmp"
ip link set lo up
mount --bind "$outside/resolv.conf" /etc/resolv.conf
python3 "$outside/names.py" "$tmp/names" >/dev/null 2>&1 &
names=$!
trap 'status=$?; set +e; kill $names; cd /; clean_up; exit $status' EXIT
for try in $(seq 100); do test ! -e names || break; sleep 0.1; done
export PIP_CONFIG_FILE=/dev/null PIP_RETRIES=0

# ends STATUS SECONDS SIGNAL: it ends so soon after SIGNAL, or without one.  To wait
# for the name would take ten seconds.
ends () {
  rm -f names-asked
  "$python" -c 'import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
os.execv(sys.argv[1], sys.argv[1:])' "$pyvenv" --python "$python" \
    --plugin=setuptools-pip --source=index --no-progress \
    --index-url https://no-such-host.invalid/simple none >out 2>err &
  job=$!
  for try in $(seq 100); do test ! -e names-asked || break; sleep 0.1; done
  test -e names-asked || { cat err; fail 'nobody asked for the name'; }
  started=$(date +%s)
  test -z "$3" || kill -"$3" $job
  status=0
  wait $job || status=$?
  took=$(($(date +%s) - started))
  test "$status" = "$1" || { cat err; fail "status $status with '$3'"; }
  test "$took" -le "$2" || fail "$took seconds with '$3'"
  test ! -e none || fail "an environment is left with '$3'"
}
export PIP_TIMEOUT=60
ends 130 7 INT
ends 143 7 TERM
export PIP_TIMEOUT=2
ends 5 7 ''
grep -q 'no answer for 2 s' err || { cat err; fail 'another reason'; }
END_INSIDE
unshare -m -n sh inside.sh "$python" "$tmp" || fail "with a silent server of names"
