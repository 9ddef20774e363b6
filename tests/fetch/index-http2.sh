#!/bin/sh
# An index that speaks HTTP/2: both pages and both wheels come over one connection.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/index/servers.sh"
PATH=$PATH:/usr/sbin
requires openssl version
requires nghttpd --version

python=$(find_python)
cd "$tmp"
unset REQUESTS_CA_BUNDLE CURL_CA_BUNDLE SSL_CERT_FILE SSL_CERT_DIR
authority ours
export PIP_CERT="$tmp/ours.crt" PIP_TIMEOUT=5 PIP_RETRIES=0 PIP_CONFIG_FILE=/dev/null

mkdir -p web/files
for wheel in 'pip 99.0' 'setuptools 70.0'; do
  python3 "$top_srcdir/tests/index/make_wheel.py" web/files $wheel
  project=${wheel% *}
  name=$project-${wheel#* }-py3-none-any.whl
  mkdir -p web/simple/$project
  printf '<a href="../../files/%s#sha256=%s">%s</a>\n' "$name" \
    "$(sha256sum "web/files/$name" | cut -d ' ' -f 1)" "$name" \
    >web/simple/$project/index.html
done

# start_nghttpd: on a port that is free now and may not be a moment later.
start_nghttpd () {
  port=$(python3 -c 'import socket
s = socket.socket()
s.bind(("127.0.0.1", 0))
print(s.getsockname()[1])')
  nghttpd --verbose --address=127.0.0.1 --htdocs=web "$port" ours.key ours.crt \
    >log 2>&1 &
  server_pids=$!
  for wait in $(seq 100); do
    ! grep -q 'listen 127' log || return 0
    kill -0 $server_pids 2>/dev/null || return 1
    sleep 0.1
  done
  return 1
}
for try in 1 2 3 4 5; do
  ! start_nghttpd || break
done
grep -q 'listen 127' log || { cat log; skip 'needs: nghttpd that can listen'; }

expect_status 0 "$pyvenv" --python "$python" --plugin=setuptools-pip \
  --source=index --index-url "https://localhost:$port/simple" env
for wheel in 'pip 99.0' 'setuptools 70.0'; do
  test "$(env/bin/python -I -m ${wheel% *})" = "$wheel" || fail "$wheel"
done
test "$(grep -c ':path: /simple/' log)" = 2 || { cat log; fail 'the pages'; }
test "$(grep -c ':path: /files/' log)" = 2 || { cat log; fail 'the wheels'; }
test "$(sed -n 's/^\(\[id=[0-9]*\]\).*:path:.*/\1/p' log | sort -u | wc -l)" = 1 \
  || { cat log; fail 'more than one connection'; }
