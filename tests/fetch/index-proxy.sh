#!/bin/sh
# An index behind a proxy: which proxy is asked, and what it gets to know.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/index/servers.sh"

python=$(find_python)
cd "$tmp"
unset REQUESTS_CA_BUNDLE CURL_CA_BUNDLE SSL_CERT_FILE SSL_CERT_DIR
export PIP_TIMEOUT=20 PIP_RETRIES=2 PIP_CONFIG_FILE=/dev/null

start_proxy open
start_proxy closed --user 'user:se:cr@t'
closed=$proxy
open=$(cat open/url)
start_server web
web=$server
make_wheels web/files 'pip 99.0' 'setuptools 70.0'
nobody=http://127.0.0.1:1
admitted=http://user:se%3Acr%40t@${closed#http://}

make_env () {
  rm -rf env "$HOME/.cache/pyvenv/index" "$HOME/.cache/pyvenv/downloads"
  : >open/log
  : >closed/log
  "$pyvenv" --python "$python" --plugin=setuptools-pip --source=index \
    --no-progress -v --index-url "$index" env
}

# through NAME VARIABLE=VALUE...: all goes through that proxy; "" for none.
through () {
  name=$1
  shift
  (export "$@" && expect_status 0 make_env) || fail "with $*"
  ! grep -q 'se:cr\|se%3Acr' err || fail 'a password is shown'
  for log in open closed; do
    if test "$log" = "$name"; then
      test "$(grep -c ' 200$' "$log/log")" -ge "$least" \
        || { cat "$log/log"; fail "$log was not asked, with $*"; }
    else
      test ! -s "$log/log" || { cat "$log/log"; fail "$log was asked, with $*"; }
    fi
  done
}

# refused TEXT VARIABLE=VALUE...: no proxy helps, and no password is shown.
refused () {
  text=$1
  shift
  (export "$@" && expect_status 5 make_env) || fail "with $*"
  expect_error "$text"
  ! grep -q 'se:cr\|se%3Acr\|hidden' err || { cat err; fail 'a password is shown'; }
  test ! -e env || fail 'an environment is left'
}

# By http: two pages and two wheels.
index=$web/json
least=4
through open http_proxy="$open"
through open all_proxy="$open" https_proxy="$nobody"
through closed http_proxy="$admitted"
through '' http_proxy="$nobody" no_proxy='example.invalid,127.0.0.1'
through '' https_proxy="$nobody"

# HTTP_PROXY in capitals comes second, and counts nothing in a CGI program, where a
# client can set it by a header (CVE-2016-1000110).
through open HTTP_PROXY="$open"
through closed HTTP_PROXY="$admitted" all_proxy="$open"
through open http_proxy="$open" HTTP_PROXY="$nobody"
through '' HTTP_PROXY="$nobody" NO_PROXY=127.0.0.1
through '' HTTP_PROXY="$nobody" REQUEST_METHOD=GET
through '' http_proxy= HTTP_PROXY="$nobody"
through open PIP_PROXY="$open" HTTP_PROXY="$nobody"
refused 'onnect' http_proxy="$nobody" PIP_RETRIES=0
refused '407 (the proxy wants a user' http_proxy="$closed"
test "$(grep -c . closed/log)" = 2 || fail 'a proxy that says no is asked again'
refused '407' http_proxy="http://user:hidden@${closed#http://}"

# The setting of pip is stronger than the environment, no_proxy included.
through open PIP_PROXY="$open" http_proxy="$nobody"
through open PIP_PROXY="$open" no_proxy='*'
through closed PIP_PROXY="$admitted" http_proxy="$open"
printf '[global]\nproxy = %s\n' "$admitted" >pip.conf
through closed PIP_CONFIG_FILE="$tmp/pip.conf" http_proxy="$nobody"

# What is no address of a proxy.
for bad in "http://user:hidden@127.0.0.1:port" "ftp://user:hidden@127.0.0.1:1"; do
  refused 'proxy' PIP_PROXY="$bad"
  refused 'proxy' http_proxy="$bad"
done

# A user of the index is not one of the proxy, nor the other way round.
: >web/log
index=http://user:se%3Acr%40t@${web#http://}/auth/json
through open http_proxy="$open"
refused '407' http_proxy="$closed"

# By https: one tunnel or two.
requires openssl version
authority ours
start_server secure --tls "$tmp/ours.pem"
cp web/files/* secure/files
index=$server/json
least=1
export PIP_CERT="$tmp/ours.crt"
through open https_proxy="$open"
grep -q "^CONNECT ${server#https://} 200$" open/log || fail 'no tunnel'
through open PIP_PROXY="$open" https_proxy="$nobody"
through closed https_proxy="$admitted"
through '' http_proxy="$nobody"
through '' https_proxy="$nobody" no_proxy=localhost
refused '407 (the proxy wants a user' https_proxy="$closed"
test "$(grep -c . closed/log)" = 2 || fail 'a proxy that says no is asked again'
refused 'onnect' https_proxy="$nobody" PIP_RETRIES=0
