#!/bin/sh
# A user and a password: sent where they belong, and shown or kept nowhere.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/index/servers.sh"

python=$(find_python)
cd "$tmp"
start_server other
other=$server
start_server web
make_wheels web/files 'pip 99.0' 'setuptools 70.0'
cp web/files/* other/files
export PIP_TIMEOUT=5 PIP_RETRIES=1 PIP_CONFIG_FILE=/dev/null

# The same port under its other name is another host.
address=${server#http://}
elsewhere=${other#http://}
renamed=localhost:${other##*:}
user=user:se%3Acr%40t

# make_env URL [OPTION...]
make_env () {
  rm -rf env "$HOME/.cache"
  : >web/log
  : >other/log
  url=$1
  shift
  "$pyvenv" --python "$python" --plugin=setuptools-pip --source=index \
    --index-url "$url" "$@" env
}

# hidden: no password, in any of its forms, is anywhere.
hidden () {
  ! grep -q -e 'se:cr' -e 'se%3A' -e 'dXNlcjpz' -e hidden out err \
    || { cat out err; fail 'a password is shown'; }
  ! grep -rqs -e 'se:cr' -e 'se%3A' -e 'dXNlcjpz' -e hidden "$HOME/.cache" \
    || fail 'a password is in the cache'
  ! grep -rq -e 'se:cr' -e 'se%3A' env --include=*.cfg --include=*.json \
    --include=RECORD 2>/dev/null || fail 'a password is in the environment'
}

# One server for all.
for how in --verbose --json '--verbose --json' --no-progress; do
  expect_status 0 make_env "http://$user@$address/auth/json" $how
  hidden
done
test "$(asked ' 401 ')" = 0 || fail 'a password is sent only when asked for'

# Wrong ones, and addresses that lead nowhere.
for how in --verbose --json --no-progress; do
  for url in "http://user:hidden@$address/auth/json" \
      "http://user:hidden@$address/status/404" \
      "http://user:hidden@$address/status/503" \
      "http://user:hidden@$address/lie/type/json" \
      "http://user:hidden@$address/lie/hash/json" \
      "http://user:hidden@127.0.0.1:1/json" \
      "http://user:hidden@no-such-host.invalid/json" \
      "http://user:hidden@127.0.0.1:port/json" \
      "ftp://user:hidden@$address/json"; do
    status=0
    make_env "$url" $how >out 2>err || status=$?
    case $url:$status in ftp:*:2 | http:*:[56]) ;; *) cat err; fail "status $status for $url" ;; esac
    hidden
  done
done
for key in find-links pip-script setuptools-script; do
  for url in "ftp://user:hidden@$address/x.py" "http://user:hidden@$address/x" \
      "http://user:hidden@$address/x.py?token=hidden"; do
    source=index
    test $key != find-links || source=find-links
    make_env "$server/json" --source=$source --$key="$url" --verbose >out 2>err \
      || :
    hidden
  done
done

# Of two servers only the one that the user named gets it: after a redirect of
# the page, after one of the file, for a file that lies there.
for to in "$elsewhere" "$renamed"; do
  expect_status 0 make_env "http://$user@$address/away/http/$to/json" -v
  hidden
  ! grep Authorization other/log || fail "sent to $to after a redirect"
  expect_status 0 make_env "http://$user@$address/json" -v
  grep -q 'GET /json/pip/ 200.*Authorization' web/log || fail 'not sent at all'
  cat >web/facts.json <<END
{"pip-99.0-py3-none-any.whl":
 {"url": "http://$to/files/pip-99.0-py3-none-any.whl"},
 "setuptools-70.0-py3-none-any.whl":
 {"url": "$server/away/http/$to/files/setuptools-70.0-py3-none-any.whl"}}
END
  expect_status 0 make_env "http://$user@$address/json" -v
  test "$(grep -c /files/ other/log)" = 2 || fail 'the other server is not asked'
  ! grep Authorization other/log || fail "sent to $to for a file"
  rm web/facts.json
done

# Two repositories of one server, each with a user of its own: a file is asked for
# as the user of the one that lists it.
for first in "http://$user@$address/auth/json" "http://other:hidden@$address/html"; do
  second="http://other:hidden@$address/html"
  test "$first" != "$second" || second="http://$user@$address/auth/json"
  rm -rf env "$HOME/.cache"
  : >web/log
  (export PIP_INDEX_URL="$first" PIP_EXTRA_INDEX_URL="$second" \
    && expect_status 0 "$pyvenv" --python "$python" --plugin=setuptools-pip \
      --source=index -v env) || exit 1
  ! grep 'GET /auth/.* 401 ' web/log || fail 'the wrong user is sent'
  hidden
done

# Who has no password is told that there is nothing; who gives it again is not
# told so by the cache.
hidden_index () {
  expected=$1
  shift
  rm -rf env
  expect_status "$expected" "$pyvenv" --python "$python" --plugin=setuptools-pip \
    --source=index --index-url "$@" env
}
rm -rf "$HOME/.cache"
hidden_index 0 "http://$user@$address/hidden/age/max-age=0/json"
hidden_index 5 "http://$address/hidden/age/max-age=0/json"
hidden_index 0 "http://$user@$address/hidden/age/max-age=0/json"

# A secret in the query of an address is one as well.
cat >web/facts.json <<END
{"pip-99.0-py3-none-any.whl":
 {"url": "$server/files/pip-99.0-py3-none-any.whl?token=hidden"}}
END
expect_status 0 make_env "$server/json" -v
hidden
rm web/facts.json

# From netrc, by host.
cat >"$HOME/.netrc" <<END
machine 127.0.0.1 login user password se:cr@t
machine localhost login somebody
END
chmod 600 "$HOME/.netrc"
expect_status 0 make_env "$server/auth/json" -v
hidden
expect_status 0 make_env "$server/away/http/$renamed/json" -v
hidden
grep -q 'GET /away/.*Authorization' web/log || fail 'netrc is not read'
! grep 'Authorization=Basic [^ ]*dXNlcjpz' other/log \
  || fail 'what netrc says of one host is sent to another'
echo 'machine localhost login user password hidden' >"$HOME/.netrc"
expect_status 5 make_env "$server/auth/json" -v
expect_error 'answered 401'
! grep Authorization web/log || fail 'netrc of another host is sent'
