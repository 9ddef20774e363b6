#!/bin/sh
# Passwords from the user's keyring, by the program of that name.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/index/servers.sh"

python=$(find_python)
start_index 10
address=${server#http://}
mkdir bin
PATH=$tmp/bin:$PATH

# keyring KIND SERVICE USER PASSWORD: the program, and what it has.
keyring () {
  : >asked
  cat >bin/keyring <<END
#!/bin/sh
echo "\$*" >>'$tmp/asked'
kind='$1' service='$2' user='$3' password='$4'
END
  cat >>bin/keyring <<'END'
if test "$kind" = old && test "$1" = --mode=creds; then
  echo 'usage: keyring [-h]' >&2
  echo 'keyring: error: unrecognized arguments: --mode=creds --output=json' >&2
  exit 2
fi
test "$kind" != old || set -- --mode=creds --output=json "$@"
test "$1 $2 $3" = '--mode=creds --output=json get' || exit 3
test "$4" = "$service" || exit 1
test -z "$5" || test "$5" = "$user" || exit 1
test "$kind" != broken || { echo '{"username":'; exit 0; }
test "$kind" = old && echo "$password" \
  || printf '{"username": "%s", "password": "%s"}\n' "$user" "$password"
END
  chmod +x bin/keyring
}

# make_env USER@ PATH
make_env () {
  rm -rf env "$HOME/.cache"
  : >web/log
  "$pyvenv" --python "$python" --plugin=setuptools-pip --no-progress -v \
    --source=index --index-url="http://$1$address/$2" env
}
takes () {
  expect_status 0 make_env "$@"
  ! grep 'se:cr' err || fail 'a password is shown'
}
refuses_password () {
  expect_status 5 make_env "$@"
  expect_error 'answered 401' 'in a keyring'
}

# By the address of the index, with or without a user in it.  One question is enough
# for all pages and files.
keyring new "http://$address/auth/json/" user 'se:cr@t'
takes user@ auth/json
test "$(cat asked)" = "--mode=creds --output=json get http://$address/auth/json/ user" \
  || { cat asked; fail 'what the keyring was asked'; }
takes '' auth/json/
refuses_password other@ auth/json

# By the name of the server, which comes second.
keyring new "$address" user 'se:cr@t'
takes user@ auth/json
test "$(wc -l <asked)" = 2 || { cat asked; fail 'the order of the questions'; }
takes '' auth/json

# A wrong password is not tried twice, and nothing is asked where the server is
# content, where the address has a password, or where netrc has it.
keyring new "$address" user wrong
refuses_password user@ auth/json
test "$(asked "Basic $(printf user:wrong | base64)")" -le 2 || fail 'tried again'
: >asked
takes user@ json
refuses_password user:wrong@ auth/json
refuses_password user:@ auth/json
echo 'machine 127.0.0.1 login user password se:cr@t' >"$HOME/.netrc"
takes '' auth/json
test ! -s asked || { cat asked; fail 'the keyring was asked without need'; }
echo 'machine 127.0.0.1 login user password wrong' >"$HOME/.netrc"
keyring new "$address" user 'se:cr@t'
takes '' auth/json
rm "$HOME/.netrc"

# An older program knows only passwords of users.
keyring old "$address" user 'se:cr@t'
takes user@ auth/json
refuses_password '' auth/json
keyring broken "$address" user 'se:cr@t'
refuses_password user@ auth/json

# As pip's settings have it.
keyring new "$address" user 'se:cr@t'
(export PIP_KEYRING_PROVIDER=disabled && refuses_password user@ auth/json) || exit 1
(export PIP_NO_INPUT=1 && refuses_password user@ auth/json) || exit 1
test ! -s asked || fail 'the keyring was asked'
(export PIP_NO_INPUT=1 PIP_KEYRING_PROVIDER=subprocess && takes user@ auth/json) \
  || exit 1

# One that lies in the working directory must not learn what is wanted.
keyring new "$address" user 'se:cr@t'
cp bin/keyring .
rm bin/keyring
(PATH=.:$PATH && refuses_password user@ auth/json) || exit 1
test ! -s asked || fail 'the program in the working directory was run'
