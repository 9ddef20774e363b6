#!/bin/sh
# An index by https: whom pyvenv trusts, and where it lets itself be sent.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/index/servers.sh"
requires openssl version

python=$(find_python)
cd "$tmp"
unset REQUESTS_CA_BUNDLE CURL_CA_BUNDLE SSL_CERT_FILE SSL_CERT_DIR
export PIP_TIMEOUT=5 PIP_RETRIES=0 PIP_CONFIG_FILE=/dev/null

authority ours
authority other

start_server plain
plain=$server
start_server web --tls "$tmp/ours.pem"
make_wheels web/files 'pip 99.0' 'setuptools 70.0'
cp web/files/* plain/files

make_env () {
  rm -rf env "$HOME/.cache/pyvenv/index" "$HOME/.cache/pyvenv/downloads"
  "$pyvenv" --python "$python" --plugin=setuptools-pip --source=index \
    --index-url "$@" env
}

# An authority that nobody knows, and a wrong one: never tried again.
refuses 5 'certificate is not trusted' make_env "$server/json"
(export PIP_CERT="$tmp/other.crt" PIP_RETRIES=3 \
  && refuses 5 'certificate is not trusted' make_env "$server/json") || exit 1

# A known one, named in each of the ways.
for variable in PIP_CERT REQUESTS_CA_BUNDLE CURL_CA_BUNDLE SSL_CERT_FILE; do
  (export "$variable=$tmp/ours.crt" && expect_status 0 make_env "$server/json") \
    || fail "$variable is not used"
done
cp ours.crt "$HOME"
(export PIP_CERT='~/ours.crt' && expect_status 0 make_env "$server/json") \
  || fail "PIP_CERT in the home is not used"
mkdir hashed
cp ours.crt hashed
if openssl rehash hashed >openssl.out 2>&1; then
  (export SSL_CERT_DIR="$tmp/hashed" && expect_status 0 make_env "$server/json") \
    || fail 'SSL_CERT_DIR is not used'
  (export SSL_CERT_DIR="$tmp/hashed" SSL_CERT_FILE="$tmp/other.crt" \
    && expect_status 0 make_env "$server/json") \
    || fail 'SSL_CERT_DIR is not used beside SSL_CERT_FILE'
  (export SSL_CERT_DIR="$tmp/nowhere" SSL_CERT_FILE="$tmp/ours.crt" \
    && expect_status 0 make_env "$server/json") \
    || fail 'SSL_CERT_FILE is not used beside SSL_CERT_DIR'
fi
host=${server#https://}
(export PIP_TRUSTED_HOST="$host" && expect_status 0 make_env "$server/json") \
  || fail 'a trusted host with its port'
(export PIP_TRUSTED_HOST='example.invalid localhost' \
  && expect_status 0 make_env "$server/json") || fail 'a trusted host'
(export PIP_TRUSTED_HOST='localhost:1' \
  && refuses 5 'certificate' make_env "$server/json") || exit 1

# A script is asked for as a wheel is.
echo 'print("a script")' >web/files/get-pip.py
make_env_by_script () {
  rm -rf env
  "$pyvenv" --python "$python" --plugin=setuptools-pip --setuptools=none \
    --pip-script="$server/files/get-pip.py" env
}
refuses 5 'certificate is not trusted' make_env_by_script
(export PIP_TRUSTED_HOST="$host" && expect_status 0 make_env_by_script) \
  || fail 'a trusted host is not trusted for a script'

# In parallel, also where the server has to be asked first whether it can take
# both requests over one connection.
(export PIP_CERT="$tmp/ours.crt" && expect_status 0 make_env "$server/meet/json") \
  || fail 'one after the other'

# The name in the certificate counts.
(export PIP_CERT="$tmp/ours.crt" \
  && refuses 5 'certificate' make_env "https://127.0.0.1:${host#*:}/json") || exit 1

# From https to http: never, neither for pages nor for scripts.
export PIP_CERT="$tmp/ours.crt"
refuses 5 'redirected from https to plain http' \
  make_env "$server/away/http/${plain#http://}/json"
refuses 5 'redirected from https to plain http' "$pyvenv" --python "$python" \
  --plugin=setuptools-pip --setuptools=none \
  --pip-script="$server/away/http/${plain#http://}/files/get-pip.py" env
! test -s plain/log || { cat plain/log; fail 'a server was asked by http'; }

# What a page that came by https lists at http counts with its hash only.
# lists URL [HASHES]: where the wheel of pip is, instead of here.
lists () {
  echo "{\"pip-99.0-py3-none-any.whl\": {\"url\": \"$1\"${2-}}}" >web/facts.json
}
linked () {
  make_env "$server/json" --setuptools=none --source=find-links \
    --find-links "$server/html/pip/"
}
file=files/pip-99.0-py3-none-any.whl
lists "$plain/$file" ', "hashes": {}'
refuses 5 'SHA-256' linked
refuses 5 'SHA-256' make_env "$server/json" --setuptools=none
lists "$plain/$file" ', "hashes": {"md5": "00"}'
refuses 5 'SHA-256' linked
! test -s plain/log || { cat plain/log; fail 'a wheel was asked for by http'; }
lists "$server/$file" ', "hashes": {}'
expect_status 0 linked
lists "$plain/$file"
expect_status 0 linked
expect_status 0 make_env "$server/json" --setuptools=none
rm web/facts.json
: >plain/log

# From http on this machine to https is fine.
expect_status 0 make_env "$plain/away/https/$host/json"

# A server that wants to know who asks.
start_server closed --tls "$tmp/ours.pem" "$tmp/other.crt"
cp web/files/* closed/files
(export PIP_CLIENT_CERT="$tmp/other.pem" && expect_status 0 make_env "$server/json") \
  || fail 'a client certificate is not shown'
refuses 5 "$server/json" make_env "$server/json"
(export PIP_CLIENT_CERT="$tmp/ours.pem" && refuses 5 "$server/json" \
  make_env "$server/json") || fail 'a client certificate of a stranger'
for file in "$tmp/none.pem" "$tmp/other.crt"; do
  (export PIP_CLIENT_CERT="$file" && refuses 5 'client certificate cannot' \
    make_env "$server/json") || fail "the client certificate $file"
done
(export PIP_CERT="$tmp/none.crt" && refuses 5 'ertificate' \
  make_env "$server/json") || fail 'a CA file that is not there'

# Trust, passwords and certificates end at the host they are for: one that is
# trusted cannot send what the user keeps for another to whoever answers there.
start_server secret --tls "$tmp/other.pem"
secret=$server
cp web/files/* secret/files
cat >"$HOME/.netrc" <<END
machine localhost login user password for-localhost
END
chmod 600 "$HOME/.netrc"
start_server lure
lure=$server
cp web/files/* lure/files
unset PIP_CERT
(export PIP_TRUSTED_HOST=127.0.0.1 \
  && refuses 5 'certificate is not trusted' \
       make_env "$lure/away/https/${secret#https://}/json") || exit 1
! test -s secret/log || { cat secret/log; fail 'a password went out unchecked'; }
(export PIP_TRUSTED_HOST='127.0.0.1 localhost' \
  && expect_status 0 make_env "$lure/away/https/${secret#https://}/json") \
  || fail 'both hosts are trusted'

# A certificate of the user is shown to the host that was asked for only.
start_server shut --tls "$tmp/ours.pem" "$tmp/other.crt"
cp web/files/* shut/files
(export PIP_CERT="$tmp/ours.crt" PIP_CLIENT_CERT="$tmp/other.pem" \
  && refuses 5 'cannot download' \
       make_env "$lure/away/https/${server#https://}/json" \
  && expect_status 0 make_env "$server/redirect/2/json") \
  || fail 'a client certificate on another host'
