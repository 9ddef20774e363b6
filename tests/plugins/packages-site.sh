#!/bin/sh
# What the plugin packages does for a site beside packages: pth, pip-conf, post-create.
. "$(dirname "$0")/../functions.sh"

python=$(find_python)
cd "$tmp"
mkdir modules 'more modules'
echo 'one = 1' >modules/corp_one.py
echo 'two = 2' >'more modules/corp_two.py'
printf '[global]\nno-input = true\n' >site.conf
chmod 640 site.conf
cat >site.ini <<'END_INI'
[pyvenv]
plugins = packages
without-pip = yes
[plugin packages]
pth = modules:more modules
pip-conf = site.conf
post-create = "python -c 'import corp_one, corp_two, sys; print(sys.prefix)' >made; pwd >>made"
    "echo \"$VIRTUAL_ENV\" >>made"
END_INI
expect_silence "$pyvenv" --no-cache -p "$python" --config=site.ini env
printf '%s\n' "$tmp/env" "$tmp/env" "$tmp/env" | diff - env/made || fail "the commands"
cmp site.conf env/pip.conf || fail "pip.conf"
test "$(stat -c %a env/pip.conf)" = 640 || fail "the mode of pip.conf"

# What is taken out again, also of an environment that exists; it comes back where that
# fails.
mkdir wheels
for wheel in 'alpha 1.0' 'beta_two 2.0'; do
  "$python" "$top_srcdir/tests/index/make_wheel.py" wheels $wheel
done
without () {
  expect_status "$1" "$pyvenv" -q --no-cache -p "$python" --without-pip --allow-existing \
    --plugin=packages --set packages.remove=Beta.Two --set packages.remove=absent "$2" env2
}
without 0 --wheels=wheels
env2/bin/python -I -m alpha >/dev/null || fail "alpha is gone"
test -z "$(find env2 -name 'beta*')" || fail "beta_two is not gone"
expect_silence "$pyvenv" -q --no-cache -p "$python" --without-pip --allow-existing \
  --plugin=packages --wheels=wheels env2
snapshot env2 >before
without 7 --post-create=false
unchanged before env2
without 0 --post-create=true
test -z "$(find env2 -name 'beta*')" || fail "beta_two is not gone from one that existed"

# A command that fails shows what it has said, and nothing is left.
refuses_all () {
  expect_status "$@"
  test ! -e other || fail "something is left"
}
refuses_all 7 "$pyvenv" -q --no-cache -p "$python" --without-pip --plugin=packages \
  --post-create='echo here; exit 3' other
expect_error "post-create 'echo here; exit 3'" 'status 3' '| here'
refuses_all 2 "$pyvenv" -q --no-cache -p "$python" --without-pip --plugin=packages \
  --pip-conf=absent.conf other
refuses_all 7 "$pyvenv" -q --no-cache -p "$python" --without-pip --plugin=packages \
  --pth="a
b" other
