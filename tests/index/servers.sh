# servers.sh: starts the misbehaving web server of server.py and the proxy of
# proxy.py; sourced after functions.sh.
requires python3 --version

server_pids=
clean_up () {
  for pid in $server_pids; do
    kill "$pid" 2>/dev/null || :
  done
  remove_tmp
}

# start_program PROGRAM NAME [OPTION...]: starts it in $tmp/NAME, where it writes
# down its address, which is then in $server.
start_program () {
  server_program=$1
  server_dir=$tmp/$2
  shift 2
  mkdir -p "$server_dir/files"
  : >"$server_dir/log"
  python3 "$top_srcdir/tests/index/$server_program" "$server_dir" "$@" \
    >"$server_dir/out" 2>&1 </dev/null &
  server_pids="$server_pids $!"
  for try in $(seq 300); do
    test ! -e "$server_dir/url" || break
    sleep 0.1
  done
  server=$(cat "$server_dir/url") || { cat "$server_dir/out"; fail "no server"; }
}

# start_server NAME [OPTION...]: serves $tmp/NAME/files.  Proxies of the machine
# are not asked.
start_server () { start_program server.py "$@"; }

# start_index SECONDS: goes to $tmp and serves two wheels there, whose pages are at
# $server/json.  pip's settings are a time-out of SECONDS and no retries.
start_index () {
  cd "$tmp"
  start_server web
  make_wheels web/files 'pip 99.0' 'setuptools 70.0'
  export PIP_TIMEOUT="$1" PIP_RETRIES=0 PIP_CONFIG_FILE=/dev/null
}

# start_proxy NAME [OPTION...]: see proxy.py; its address is in $proxy.
start_proxy () {
  start_program proxy.py "$@"
  proxy=$server
}

# authority NAME: makes NAME.pem, a certificate for localhost with its key that
# can sign others, and NAME.crt without.
authority () {
  openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=$1" \
    -addext 'subjectAltName=DNS:localhost' -keyout "$1.key" -out "$1.crt" \
    >openssl.out 2>&1 || { cat openssl.out; skip "openssl makes no certificate"; }
  cat "$1.key" "$1.crt" >"$1.pem"
}

# asked PATTERN: how many requests match.
asked () {
  grep -c -e "$1" "$server_dir/log" || :
}
