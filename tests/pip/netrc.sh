#!/bin/sh
# Passwords in ~/.netrc are found as pip finds them.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/index/servers.sh"

cd "$tmp"

# Generated files: what Python's own module says, which pip uses.  Its format is that
# of 3.11 and later.
count=3000
newest=$(find_pythons | while read -r python; do
  "$python" -c 'import sys; sys.exit (sys.version_info < (3, 11))' && echo "$python"
done | tail -n 1)
if test -n "$newest"; then
  mkdir files
  (cd files && "$newest" -I "$top_srcdir/tests/pip/generate_netrc.py" $count host \
    >../expected) || fail 'cannot generate files'
  (cd files && seq $count | xargs "$top_builddir/tests/pip/ask_netrc" host) >found
  test "$(grep -c . found)" = $count || fail 'not all files were read'
  test "$(grep -c ^broken found)" -gt 100 || fail 'few files are broken'
  test "$(grep -c : found)" -gt 500 || fail 'few files have the host'
  cmp -s expected found || {
    paste expected found | awk -F '\t' '$1 != $2 { print NR ": " $0 }' | head
    fail 'the answers differ from those of Python'
  }
fi

python=$(find_python)
start_server web
python3 "$top_srcdir/tests/index/make_wheel.py" web/files pip 99.0
export PIP_TIMEOUT=10 PIP_RETRIES=0 PIP_CONFIG_FILE=/dev/null
address=${server#http://}

# takes [USER@]: an environment from the index that wants a password.
make_env () {
  rm -rf env "$HOME/.cache"
  : >web/log
  "$pyvenv" --python "$python" --plugin=setuptools-pip --no-progress \
    --source=index --setuptools=none --index-url="http://$1$address/$2/json" env
}
takes () { expect_status 0 make_env "$1" auth; }
refuses_password () { refuses 5 'answered 401' make_env "$1" auth; }

# A file that is wrong somewhere has no effect: an index that wants no password is
# asked as without it, and -v tells.
printf 'machine 127.0.0.1 login user password se:cr@t\nword\n' >"$HOME/.netrc"
expect_status 0 make_env '' age/no-store
test ! -s err || { cat err; fail 'the broken file is not needed'; }
! grep Authorization web/log || fail 'a broken file is used'
refuses_password ''
rm -rf env
expect_status 0 "$pyvenv" -v --python "$python" --plugin=setuptools-pip --no-progress \
  --source=index --setuptools=none --index-url="$server/json" --no-cache env
expect_error "$HOME/.netrc" 'line 2'
printf 'machine 127.0.0.1 login user password "se:cr@t' >"$HOME/.netrc"
takes ''

# The other name, which comes second, and the variable, which comes first; nothing
# else is looked at where that is set.
mv "$HOME/.netrc" "$HOME/_netrc"
takes ''
echo 'machine other' >"$HOME/.netrc"
refuses_password ''
(export NETRC="$HOME/_netrc" && takes '') || exit 1
mv "$HOME/_netrc" "$HOME/.netrc"
takes ''
(export NETRC= && refuses_password '') || exit 1

# A user without a password in the address has it there; one with a password, even
# an empty one, does not need the file.
takes user@
takes somebody@
refuses_password user:@
refuses_password user:wrong@
grep -q "Authorization=Basic $(printf user:wrong | base64)" web/log \
  || fail 'the password of the address does not count'
rm "$HOME/.netrc"
refuses_password user@
grep -q "Authorization=Basic $(printf user: | base64)" web/log \
  || fail 'the user of the address does not count'

# It may have any mode and be a link, as for pip.
echo 'default login user password se:cr@t' >default
chmod 666 default
ln -s "$tmp/default" "$HOME/.netrc"
takes ''
