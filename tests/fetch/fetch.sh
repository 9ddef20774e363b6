#!/bin/sh
# What setuptools-pip downloads arrives whole, or not at all and with a reason.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/index/servers.sh"

python=$(find_python)
cd "$tmp"
start_server web
cat >web/files/get-pip.py <<'END'
import os, sys
print("hello from", os.path.basename(os.getcwd()))
print("one more line", file=sys.stderr)
open("../ran", "a").write(os.environ["VIRTUAL_ENV"])
END
# A size that fills more than one buffer.
for i in $(seq 4000); do
  echo "# line $i of a long comment that makes the script long"
done >>web/files/get-pip.py

# PIP_TIMEOUT is what the tests that wait wait for.
export PIP_TIMEOUT=2 PIP_RETRIES=0

make_env () {
  "$pyvenv" --python "$python" --plugin=setuptools-pip --setuptools=none "$@"
}

# arrives PATH: the script at PATH is downloaded, run and deleted.
arrives () {
  rm -rf env
  expect_status 0 make_env --pip-script="$server$1" env
  test "$(cat env/ran)" = "$tmp/env" || fail "VIRTUAL_ENV, for $1"
  found=$(find env -name '*get-pip*' -o -name '.pyvenv*')
  test -z "$found" || fail "left behind after $1: $found"
}

# does_not TEXT URL: the download fails with TEXT and the environment with it.
does_not () {
  expect_status 5 make_env --pip-script="$2" none
  expect_error "$1"
  test ! -e none || fail "an environment is left after $2"
}

arrives /files/get-pip.py
arrives /redirect/3/files/get-pip.py
arrives /redirect/30/files/get-pip.py
arrives /chunked/get-pip.py
(PIP_RETRIES=2 && arrives /flaky/2/files/get-pip.py) || exit 1
(PIP_RETRIES=1 && arrives /busy/1/files/get-pip.py) || exit 1
arrives '/files/get-pip.py?token=1'

# The hash that the script has to have.
for bits in 256 384 512; do
  hash=$(python3 -c 'import hashlib, sys
print(hashlib.new(sys.argv[2], open(sys.argv[1], "rb").read()).hexdigest())' \
    web/files/get-pip.py sha$bits)
  arrives "/files/get-pip.py#sha$bits=$hash"
  arrives "/files/get-pip.py?x=1#sha$bits=$(echo "$hash" | tr a-f A-F)"
  other=$(echo "$hash" | tr 0123456789abcdef 123456789abcdef0)
  refuses 6 "$other" make_env \
    --pip-script="$server/files/get-pip.py#sha$bits=$other" none
  expect_error "its sha$bits is $hash" 'get-pip.py'
  test ! -e none || fail "an environment is left after a wrong sha$bits"
  refuses 2 'hexadecimal digits' make_env \
    --pip-script="$server/files/get-pip.py#sha$bits=${hash%?}" none
done
hash=$(sha256sum web/files/get-pip.py | cut -d ' ' -f 1)
(PIP_RETRIES=2 && arrives "/flaky/2/files/get-pip.py#sha256=$hash") || exit 1
for fragment in '' fragment sha256 sha256= sha256:"$hash" "md5=$(printf '%032d' 1)" \
    "sha1=$(printf '%040d' 1)" "sha256=${hash}0" "sha256=${hash%?}g" \
    "SHA256=$hash" "sha256=$hash&egg=x" "sha256=$hash#"; do
  refuses 2 "'#$fragment'" make_env \
    --pip-script="$server/files/get-pip.py#$fragment" none
  test ! -e none || fail "an environment is left after '#$fragment'"
done

server_saved=$server
server=file:// arrives "$tmp/web/files/get-pip.py"
server=$server_saved

does_not 'the server answered 404' "$server/files/none.py"
does_not 'the server answered 403' "$server/status/403/x.py"
does_not 'the server answered 503' "$server/flaky/1/files/get-pip.py?x"
does_not 'the server answered 304' "$server/status/304/x.py"
does_not 'the server answered 300' "$server/status/300/x.py"
does_not 'the server answered 204' "$server/status/204/x.py"
does_not 'more than 30 redirects' "$server/loop/x.py"
does_not 'more than 30 redirects' "$server/redirect/31/files/get-pip.py"
does_not 'larger than 8388608 bytes' "$server/big/8388609/x.py"
does_not 'larger than 8388608 bytes' "$server/endless/x.py"
does_not 'too early' "$server/truncated/get-pip.py"
does_not 'no answer for 2 s' "$server/slow/get-pip.py"
does_not 'redirected' "$server/away/file/$tmp/web/files/get-pip.py"
does_not 'redirected' "$server/away/ftp/127.0.0.1/get-pip.py"
does_not 'onnect' "http://127.0.0.1:1/get-pip.py"
does_not "get-pip.py" "file://$tmp/web/none/get-pip.py"

# --offline asks nobody, and takes what is on this machine.
: >web/log
rm -rf env
refuses 5 '--offline' make_env --offline --pip-script="$server/files/get-pip.py" env
test ! -s web/log || fail "--offline asked a server"
expect_status 0 make_env --offline --pip-script="file://$tmp/web/files/get-pip.py" env

# A try that failed is made again as often as was asked.
PIP_RETRIES=1 does_not 'the server answered 503' "$server/flaky/9/files/again.py"
test "$(asked /flaky/9/files/again.py)" = 2 || fail "the number of retries"

# Credentials are used, and shown nowhere.
address=${server#http://}
arrives_with="http://user:se%3acr%40t@$address/auth/files/get-pip.py"
(server='' && arrives "$arrives_with") || exit 1
rm -rf none
expect_status 5 make_env -v \
  --pip-script="http://user:wrong-secret@$address/auth/files/get-pip.py" none
expect_error 'the server answered 401' '****@'
! grep -r wrong-secret "$tmp/err" "$tmp/out" || fail "a password is shown"
cat >"$HOME/.netrc" <<END
machine 127.0.0.1 login user password se:cr@t
END
arrives /auth/files/get-pip.py
mv "$HOME/.netrc" "$tmp/credentials"
(export NETRC="$tmp/credentials" && arrives /auth/files/get-pip.py) || exit 1

# They are not sent to another host.
: >web/log
expect_status 0 make_env --pip-script="http://user:secret@$address/away/http/localhost:${address##*:}/files/get-pip.py" other
grep '/files/get-pip.py 200' web/log | grep Authorization \
  && fail "credentials were sent to another host"

# A proxy of the environment is asked, and one that is not there is a failure.
(http_proxy=http://127.0.0.1:1/ && export http_proxy \
  && does_not 'onnect' "$server/files/get-pip.py") || exit 1
(http_proxy=http://127.0.0.1:1/ no_proxy=127.0.0.1 && export http_proxy no_proxy \
  && arrives /files/get-pip.py) || exit 1
# To a proxy all hosts are the same: the name need not exist.
(http_proxy=$server && export http_proxy && rm -rf env \
  && export PIP_TRUSTED_HOST=no-such-host.invalid \
  && expect_status 5 make_env --pip-script=http://no-such-host.invalid/x.py env \
  && expect_error 'the server answered 404') || exit 1

# What comes by http from elsewhere can be changed on the way: it is taken with its
# hash, or from a host that the user trusts.  The same holds for a redirect.
far=http://no-such-host.invalid/files/get-pip.py
: >web/log
(export http_proxy="$server" no_proxy=127.0.0.1
  does_not 'plain http' "$far"
  expect_error 'https' '#sha256=HEX' 'trusted-host'
  does_not 'plain http' "HTTP://user:secret@no-such-host.invalid/files/get-pip.py"
  ! grep secret err || fail 'a password is shown'
  (export PIP_TRUSTED_HOST=other.invalid && does_not 'plain http' "$far") || exit 1
  test ! -s web/log || { cat web/log; fail 'a host was asked by plain http'; }
  does_not 'redirected to plain http' "$server/away/http/${far#http://}"
  test "$(asked no-such-host)" = 1 || { cat web/log; fail 'a redirect was followed'; }
  (server='' && arrives "$far#sha256=$hash") || exit 1
  arrives "/away/http/${far#http://}#sha256=$hash"
  export PIP_TRUSTED_HOST=no-such-host.invalid
  (server='' && arrives "$far") || exit 1
  arrives "/away/http/${far#http://}") || exit 1

# Stopped while it waits for a server: as a failure, at once.
rm -rf none
(PIP_TIMEOUT=60 && exec "$pyvenv" --python "$python" --plugin=setuptools-pip \
  --setuptools=none --pip-script="$server/slow/get-pip.py" none >"$tmp/out" 2>"$tmp/err") &
job=$!
for try in $(seq 100); do
  test "$(asked /slow/get-pip.py)" -lt 2 || break
  sleep 0.1
done
kill -TERM $job
status=0
wait $job || status=$?
test "$status" = 143 || { cat "$tmp/err"; fail "status $status after SIGTERM"; }
test ! -e none || fail "an environment is left after SIGTERM"
