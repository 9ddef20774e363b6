# functions.sh: starts the misbehaving web server of server.py; sourced after
# tests/functions.sh.
requires python3 --version

server_pids=
clean_up () {
  for pid in $server_pids; do
    kill "$pid" 2>/dev/null || :
  done
  remove_tmp
}

# start_server NAME [OPTION...]: serves $tmp/NAME/files; its address is in
# $server.  Proxies of the machine are not asked.
start_server () {
  server_dir=$tmp/$1
  shift
  mkdir -p "$server_dir/files"
  : >"$server_dir/log"
  python3 "$top_srcdir/tests/index/server.py" "$server_dir" "$@" \
    >"$server_dir/out" 2>&1 </dev/null &
  server_pids="$server_pids $!"
  for try in $(seq 300); do
    test ! -e "$server_dir/url" || break
    sleep 0.1
  done
  server=$(cat "$server_dir/url") || { cat "$server_dir/out"; fail "no server"; }
}

# asked PATTERN: how many requests match.
asked () {
  grep -c -e "$1" "$server_dir/log" || :
}
