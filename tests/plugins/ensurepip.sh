#!/bin/sh
# pip comes by default, out of sight of the system's packages; an interpreter
# without its wheels is refused before anything changes.
. "$(dirname "$0")/../functions.sh"

python=$(find_python)
minor=$(minor_of "$python")
cd "$tmp"
export PIP_TIMEOUT=2 PIP_RETRIES=0 PIP_CONFIG_FILE=/dev/null

# has_pip ENV
has_pip () {
  "$1/bin/python" -I -m pip --version | grep -qF "$tmp/$1/" \
    || fail "$1 has no pip of its own"
}

expect_silence "$pyvenv" --python "$python" --no-progress --system-site-packages env
has_pip env
grep -q '^include-system-site-packages = true$' env/pyvenv.cfg \
  || fail "the system's packages stay hidden"

# --upgrade brings pip too, and keeps what the environment is to see.
rm -rf env/lib/python3."$minor"/site-packages/pip* env/bin/pip*
expect_silence "$pyvenv" --python "$python" --no-progress --upgrade env
has_pip env
grep -q '^include-system-site-packages = true$' env/pyvenv.cfg \
  || fail "--upgrade hides the system's packages"

# An interpreter as a distribution ships it that splits ensurepip off.
stdlib=$("$python" -I -S -c 'import os; print(os.path.dirname(os.__file__))')
mkdir -p split/bin split/lib/python3."$minor"
cp "$("$python" -I -S -c 'import sys, os; print(os.path.realpath(sys.executable))')" \
  split/bin/python3."$minor"
for entry in "$stdlib"/*; do
  case ${entry##*/} in
    ensurepip) ;;
    *) ln -s "$entry" split/lib/python3."$minor" ;;
  esac
done
split=$tmp/split/bin/python3.$minor
requires test "$("$split" -I -S -c 'import sys; print(sys.base_prefix)')" = "$tmp/split"

refuses 3 'ensurepip/__main__.py' "$pyvenv" --python "$split" none
expect_error --without-pip
test ! -e none || fail "an environment is left where pip was refused"

# The distribution has words of its own for that, and wheels of its own.
refuses 3 "install python3.$minor-extra for $split" "$pyvenv" --python "$split" \
  --no-pip-message='install python{version}-extra for {python}, not {x}' none
expect_error ', not {x}'
test ! -e none || fail "an environment is left where pip was refused"
if test -d "$stdlib/ensurepip/_bundled"; then
  mkdir site
  cp "$stdlib"/ensurepip/_bundled/*.whl site
  expect_silence "$pyvenv" --no-progress --python "$split" --wheel-dir=site of-site
  has_pip of-site
  printf '[pyvenv]\nwheel-dir = site\n' >site.ini
  (cd empty 2>/dev/null || mkdir empty && cd empty
   expect_silence "$pyvenv" --no-progress --python "$split" --config="$tmp/site.ini" \
     "$tmp/of-file")
  has_pip of-file
  expect_status 0 "$pyvenv" --python "$python" --wheel-dir=nowhere of-none
  expect_error "there is no folder 'nowhere', which wheel-dir names"
  rmdir empty
fi
expect_status 3 "$pyvenv" --python=/no/such/python --no-python-message='see the wiki' none
expect_error '/no/such/python' 'see the wiki'

mkdir empty
refuses 3 '--without-pip' "$pyvenv" --python "$split" empty
test -z "$(ls -A empty)" || fail "an empty folder was touched"
expect_silence "$pyvenv" --python "$split" --without-pip bare
works bare

# The rest needs an interpreter that brings its wheels itself.
wheel_dir=$("$split" -I -S -c 'import sysconfig; print(sysconfig.get_config_var("WHEEL_PKG_DIR") or "")')
test -z "$wheel_dir" || exit 0

# One that has the module but not its wheels.
mkdir split/lib/python3."$minor"/ensurepip
for entry in "$stdlib"/ensurepip/*.py; do
  ln -s "$entry" split/lib/python3."$minor"/ensurepip
done
refuses 3 '.whl' "$pyvenv" --python "$split" none
refuses 5 'onnect' "$pyvenv" --python "$split" --plugin=setuptools-pip \
  --index-url http://127.0.0.1:1/simple none
expect_error "no wheel of 'pip' comes with"
test ! -e none || fail "an environment is left where wheels are missing"

# Wheels that are none: what went wrong is shown, and nothing is left.
mkdir split/lib/python3."$minor"/ensurepip/_bundled
for entry in "$stdlib"/ensurepip/_bundled/*.whl; do
  echo "no wheel" >split/lib/python3."$minor"/ensurepip/_bundled/"${entry##*/}"
done
status=0
"$pyvenv" --python "$split" none >out 2>err || status=$?
case $status in
  6 | 7) ;;
  *) cat err; fail "exit status $status for wheels that are none" ;;
esac
grep -q pip err || { cat err; fail "the reason is not told"; }
test ! -e none || fail "an environment is left after a failure"
