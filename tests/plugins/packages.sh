#!/bin/sh
# The plugin packages: wheels, requirements and files without any code.
. "$(dirname "$0")/../functions.sh"

python=$(find_python)
minor=$(minor_of "$python")
requires python3 --version
cd "$tmp"
mkdir wheels more
for wheel in 'wheels alpha 1.0' 'wheels beta 2.0' 'more gamma 3.0'; do
  set -- $wheel
  python3 "$top_srcdir/tests/index/make_wheel.py" "$tmp/$1" "$2" "$3"
done

# has ENV PROJECT VERSION: its pip and its python see it.
has () {
  test "$("$1/bin/python" -I -m "$2")" = "$2 $3" || fail "$1 has no $2 $3"
}

# make [OPTION...]: the environment `env`, anew.
make () {
  rm -rf env
  "$pyvenv" -q --python "$python" --plugin=packages "$@" env || fail "$*"
}

# Wheels need neither pip nor network; folders are taken whole, in any number.
make --without-pip --wheels="wheels:$tmp/more/gamma-3.0-py3-none-any.whl"
has env alpha 1.0
has env beta 2.0
has env gamma 3.0

# unrecorded: where the wheels lay is not written down.
unrecorded () {
  test -z "$(find env -name direct_url.json)" || fail "where a wheel lay is recorded"
}
unrecorded

# A folder may hold what its wheels depend on, in whatever order.
mkdir closed
python3 "$top_srcdir/tests/index/make_wheel.py" closed first 1.0 py3 0 second
python3 "$top_srcdir/tests/index/make_wheel.py" closed second 1.0
make --without-pip --wheels=closed
has env first 1.0
has env second 1.0

# As a site would have it: one file, and plain `pyvenv env`.
mkdir -p files/site-packages files/etc/deep
printf '[global]\nno-input = true\n' >files/pip.conf
echo 'import sys; sys.corp = 1' >files/site-packages/corp.pth
echo deep >files/etc/deep/file
echo '#!/bin/sh' >files/tool
chmod 755 files/tool
ln -s ../pip.conf files/etc/link
cat >site.ini <<END
[pyvenv]
plugins = packages
[plugin packages]
wheels = $tmp/wheels
files = $tmp/files
END
PYVENV_CONFIG=$tmp/site.ini "$pyvenv" -q --python "$python" --without-pip site \
  || fail "from an INI file"
has site beta 2.0
cmp files/pip.conf site/pip.conf || fail "pip.conf"
cmp files/pip.conf site/etc/link || fail "a link is followed"
test "$(cat site/etc/deep/file)" = deep || fail "a folder in a folder"
test -x site/tool || fail "permission bits"
test ! -e site/site-packages || fail "site-packages beside lib"
test "$(site/bin/python -I -c 'import sys; print(sys.corp)')" = 1 || fail "corp.pth"

# What a file asks for can be taken back or replaced, also where it is not there;
# an upgrade does none of it.
cat >broken.ini <<END
[pyvenv]
plugins = packages
[plugin packages]
files = $tmp/absent
requirements = $tmp/absent.txt
END
(
  export PYVENV_CONFIG="$tmp/broken.ini"
  refuses 2 "broken.ini:4: packages: cannot find '$tmp/absent'" \
    "$pyvenv" --python "$python" other
  refuses 2 "broken.ini:5: packages: cannot find '$tmp/absent.txt'" \
    "$pyvenv" --python "$python" --set packages.files= other
  expect_silence "$pyvenv" --python "$python" --without-pip \
    --set packages.requirements= --set packages.files=files other
  cmp files/pip.conf other/pip.conf || fail "the stronger value"
)
expect_silence "$pyvenv" --python "$python" --upgrade --without-pip \
  --plugin=packages --install=alpha other

# A pip.conf that files= bring counts for what is installed in the same run, by pip and
# by other plugins, and several folders each bring theirs.
mkdir of-site of-team
printf '[global]\nno-index = true\nfind-links = %s %s\n' "$tmp/wheels" "$tmp/more" \
  >of-site/pip.conf
echo team >of-team/team
make --files=of-site --files=of-team --install=alpha --install=gamma
has env alpha 1.0
has env gamma 3.0
test "$(cat env/team)" = team || fail "a second folder"
printf '[global]\nindex-url = http://127.0.0.1:1/simple\n' >of-site/pip.conf
refuses 5 '127.0.0.1:1' "$pyvenv" --python "$python" --plugin=packages \
  --plugin=setuptools-pip --source=index --files=of-site other2
test ! -e other2 || fail "something is left"

# Through pip, where something depends on something; its index is a folder here.
export PIP_NO_INDEX=1 PIP_FIND_LINKS="$tmp/wheels $tmp/more"
echo 'gamma==3.0' >requirements.txt
make --install='alpha  beta<3' --requirements=requirements.txt
has env alpha 1.0
has env beta 2.0
has env gamma 3.0

# Of a folder, the newest version that this Python takes: not what is for another
# machine, and not the older one, whatever the order of the names.
platform=$(python3 -c 'import sysconfig
print(sysconfig.get_platform().replace("-", "_").replace(".", "_"))')
mkdir compiled foreign
for wheel in "omega 1.0 py3-none-$platform" "omega 9.0 py3-none-$platform" \
  "omega 10.0 py3-none-$platform" 'omega 11.0 py3-none-win32' \
  "alpha 0.9 py3"; do
  set -- $wheel
  python3 "$top_srcdir/tests/index/make_wheel.py" compiled "$1" "$2" "$3"
done
PIP_CONFIG_FILE=/nonexistent PIP_INDEX_URL=http://127.0.0.1:1 \
  make --offline --without-pip --wheels=compiled:wheels
has env omega 10.0
has env alpha 1.0
has env beta 2.0
unrecorded
python3 "$top_srcdir/tests/index/make_wheel.py" foreign omega 11.0 py3-none-win32
expect_status 5 "$pyvenv" -q --python "$python" --plugin=packages --without-pip \
  --wheels=foreign bad
expect_error "no wheel of 'omega' is for this Python and machine" 'none-any'
test ! -e bad || fail "the environment is left behind: foreign"

# What cannot be: refused before anything is made, or nothing is left.
gone () {
  test ! -e bad || fail "the environment is left behind: $*"
}
refuses 2 "absent', which " "$pyvenv" -q --python "$python" --plugin=packages \
  --wheels=wheels:absent bad
refuses 2 'not options of pip' "$pyvenv" -q --python "$python" --plugin=packages \
  --install='alpha --target=/x' bad
refuses 5 '--offline' "$pyvenv" -q --python "$python" --plugin=packages \
  --no-cache --offline --install=alpha bad
gone refused
expect_status 7 "$pyvenv" -q --python "$python" --plugin=packages \
  --install=nosuchproject bad
expect_error 'pip cannot find what is asked for' 'nosuchproject'
gone install
echo broken >more/delta-1.0-py3-none-any.whl
expect_status 6 "$pyvenv" -q --python "$python" --plugin=packages --without-pip \
  --wheels=more bad
expect_error 'delta-1.0-py3-none-any.whl'
gone wheels
touch files/pyvenv.cfg
expect_status 7 "$pyvenv" -q --python "$python" --plugin=packages --without-pip \
  --files=files bad
expect_error 'pyvenv.cfg'
gone files
mkfifo files/fifo
rm files/pyvenv.cfg
expect_status 7 "$pyvenv" -q --python "$python" --plugin=packages --without-pip \
  --files=files bad
expect_error 'neither a file nor a folder'
gone fifo
