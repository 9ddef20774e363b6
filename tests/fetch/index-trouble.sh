#!/bin/sh
# Servers that are slow, busy, endless or broken: the right result, or a clear
# error, no environment and nothing in the cache.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/index/servers.sh"

python=$(find_python)
start_index 1

make_env () {
  rm -rf env "$HOME/.cache/pyvenv/index" "$HOME/.cache/pyvenv/downloads"
  : >web/log
  "$pyvenv" --python "$python" --plugin=setuptools-pip --source=index \
    --no-progress -v --index-url "$server$@" env
}

takes () {
  expect_status 0 make_env "$@"
  for wheel in 'pip 99.0' 'setuptools 70.0'; do
    test "$(env/bin/python -I -m ${wheel% *})" = "$wheel" || fail "$wheel, for $*"
  done
}

# fails STATUS TEXT PATH [OPTION...]
fails () {
  status_wanted=$1
  text=$2
  shift 2
  expect_status "$status_wanted" make_env "$@"
  expect_error "$text"
  test ! -e env || fail "an environment is left, for $*"
  left=$(find "$HOME/.cache/pyvenv/downloads" -type f ! -name CACHEDIR.TAG \
    2>/dev/null || :)
  test -z "$left" || fail "left in the cache, for $*: $left"
}

# A server that says nothing, for a page or for a wheel; one that stops; one that
# always has a little more.
(PIP_RETRIES=1 && fails 5 'no answer for 1 s, 2 times' /silent) || exit 1
! grep 'waiting for' err || fail 'impatience'
(PIP_TIMEOUT=7 && fails 5 "waiting for an answer from '$server/silent/" /silent) \
  || exit 1
test "$(grep -c 'waiting for' err)" = 1 || { cat err; fail 'not once'; }
fails 5 'no answer for 1 s' /onlyfiles/silent/json
takes /onlyfiles/trickle/json
fails 5 'fewer than 100 bytes a second' /drip/json
fails 5 'fewer than 100 bytes a second' /onlyfiles/drip/json

# Busy: in seconds, with a date, for a wheel.
PIP_RETRIES=1
takes /onlyfiles/busy-1/json
takes /onlyfiles/later-1/html
pause=$(sed -n 's/.*429.*trying again in \([0-9]*\) ms.*/\1/p' err | head -n 1)
test "$pause" -ge 1000 || { cat err; fail 'the date of Retry-After does not count'; }
takes /onlyfiles/flaky-1/html
PIP_RETRIES=0
fails 5 'too many requests' /busy/9/json

# In parallel, and not on more connections than that takes.
takes /meet/json
takes /onlyfiles/meet/json
test "$(sed 's/.*port=//' web/log | sort -u | wc -l)" -le 2 \
  || { cat web/log; fail 'connections are not used again'; }

# Of several environments the first asks, and the others do not wait for the same
# failure again.
rm -rf "$HOME/.cache/pyvenv/index" "$HOME/.cache/pyvenv/downloads"
: >web/log
(export PIP_TIMEOUT=30 && expect_status 0 "$pyvenv" --python "$python" \
  --plugin=setuptools-pip --setuptools=none --index-url "$server/meet/json" \
  m1 m2 m3) || exit 1
test "$(asked 'GET /meet/json/pip/ ')" = 1 \
  || { cat web/log; fail 'each environment waits for the same failure'; }
test "$(grep -c 'the server answered 503' err)" = 3 \
  || { cat err; fail 'an environment does not tell where its wheels come from'; }

# Answers without a page.
for status in 204 206 300 302 304 406; do
  fails 5 "answered $status" /status/$status
done
fails 5 'answered 304' /onlyfiles/status-304/json

# A connection on which nothing is ever said, not even by TLS.
python3 -c '
import os, socket, sys, time
server = socket.socket()
server.bind(("127.0.0.1", 0))
server.listen(9)
print(server.getsockname()[1], flush=True)
while os.path.isdir(sys.argv[1]):
    time.sleep(0.2)' "$tmp" >port &
server_pids="$server_pids $!"
for try in $(seq 100); do test ! -s port || break; sleep 0.1; done
server_saved=$server
server=https://127.0.0.1:$(cat port)
fails 5 'no answer for 1 s' /json
server=$server_saved

# One that ends before anything was said, in the middle of what TLS begins with or
# without it: tried again, and then as a server that cannot be reached.
python3 -c '
import os, socket, sys
server = socket.socket()
server.bind(("127.0.0.1", 0))
server.listen(9)
print(server.getsockname()[1], flush=True)
server.settimeout(0.2)
while os.path.isdir(sys.argv[1]):
    try:
        client, address = server.accept()
    except socket.timeout:
        continue
    client.settimeout(5)
    client.recv(1)
    with open("connections", "a") as log:
        log.write("x")
    client.close()' "$tmp" >ending &
server_pids="$server_pids $!"
for try in $(seq 100); do test ! -s ending || break; sleep 0.1; done
PIP_RETRIES=1
for scheme in http https; do
  rm -rf env connections
  expect_status 0 "$pyvenv" --python "$python" --plugin=setuptools-pip \
    --no-progress --index-url "$scheme://127.0.0.1:$(cat ending)/json" env
  expect_error 'the wheels that come with Python'
  test "$(wc -c <connections)" -ge 4 || fail "nobody tries again, with $scheme"
done
PIP_RETRIES=0

# Without an end, too long, too short, broken.
fails 5 'larger than' /endless
fails 5 'larger than' /onlyfiles/endless/json
fails 5 'larger than' /bomb/40
fails 5 'too early' /truncated/html
fails 6 'sha256' /onlyfiles/short/json
fails 5 'JSON' /short/json
fails 5 'hunk' /broken/json
fails 5 'hunk' /onlyfiles/broken/json

# What was downloaded to the environment before a search failed does not stay
# there, although another way is found.
mkdir -p local/pip local/setuptools
cp web/files/pip-99.0-py3-none-any.whl local/pip
echo '<a href="pip-99.0-py3-none-any.whl">pip</a>' >local/pip/index.html
echo '<a href="http://127.0.0.1:1/setuptools-70.0-py3-none-any.whl">x</a>' \
  >local/setuptools/index.html
rm -rf env
expect_status 0 "$pyvenv" --python "$python" --plugin=setuptools-pip --offline \
  --index-url "file://$tmp/local" env
expect_error 'the wheels that come with Python'
! ls -d env/.pyvenv-* 2>/dev/null || fail 'wheels are left in the environment'
