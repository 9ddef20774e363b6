#!/bin/sh
# Killed at any system call that changes something while packages are installed, or a
# script is run, or several environments are made: the next run of the same command
# succeeds and leaves what it would have left at once.  PYVENV_TEST_EVERY=N takes
# every Nth call.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/tree/points.sh"
requires python3 --version
python=$(find_python)
cd "$tmp"
mkdir wheels hooks reference
make_wheels wheels 'pip 99.0' 'setuptools 70.0' 'alpha 1.0 py3 3000'
cat >hooks/hook <<'END_HOOK'
#!/bin/sh
test "$1 $2" = 'after setup_python' || exit 0
"$PYVENV_ENV_PYTHON" -c pass
echo '[global]' >"$PYVENV_ENV_DIR/pip.conf"
END_HOOK
chmod +x hooks/hook

# content DIR...: names, types, modes, link targets and bytes, but for those of
# bytecode, which say when its source was written.
content () {
  for content_dir in "$@"; do
    snapshot "$content_dir" | sed 's/^[0-9]* \([0-9]* .*\.pyc\)$/\1/'
  done
}

# survives NAME DIRS OPTION...: with a kill at each point of `pyvenv OPTION... DIRS`,
# in front of which `before` prepares something.
total=0
survives () {
  name=$1
  dirs=$2
  shift 2
  remove $dirs
  before
  list=$(points "$changes" 'mkdir|pyvenv-unfinished' "$@" $dirs)
  content $dirs >reference/$name
  kills=0
  for each in $(some $list); do
    remove $dirs
    before
    ! killed "$each" "$@" $dirs || kills=$((kills + 1))
    # What is whole is not made again.
    for dir in $dirs; do
      if test ! -e $dir/pyvenv.cfg || test -e $dir/.pyvenv-unfinished; then
        expect_status 0 "$program" "$@" $dir
      fi
    done
    content $dirs >now
    diff -u "reference/$name" now || fail "$name after a kill at $each and a rerun"
  done
  test $kills -gt 0 || fail "$name was never killed"
  total=$((total + kills))
}
remove () { rm -rf "$@"; }
before () { :; }

quiet="-q --python $python"
survives warm env $quiet
survives packages env $quiet --without-pip --plugin=packages --wheels=wheels
survives setuptools-pip env $quiet --plugin=setuptools-pip --source=find-links \
  --find-links=wheels
survives exec env $quiet --without-pip --plugin=exec --script=hooks/hook
survives several 'one two three' $quiet --without-pip
before () { rm -rf cache; }
survives cold env $quiet --cache-dir=cache --plugin=packages --without-pip \
  --wheels=wheels
survives no-cache env $quiet --no-cache --plugin=packages --without-pip --wheels=wheels
echo "$total points, $total passed"
