#!/bin/sh
# With any number of descriptors, a run either succeeds or leaves what was there.
. "$(dirname "$0")/../functions.sh"
python=$(find_python)
cd "$tmp"
use_built_modules
program=$top_builddir/core/.libs/pyvenv
LD_LIBRARY_PATH=$top_builddir/.libs
export LD_LIBRARY_PATH
quiet="-q --python $python"
"$program" $quiet warm
"$program" $quiet --without-pip old
echo mine >old/lib/mine
"$program" --version >/dev/null

# limited N ARGUMENT...: runs pyvenv, which may have N descriptors.
limited () {
  number=$1
  shift
  status=0
  (exec >out 2>err </dev/null && ulimit -n $number && exec "$program" "$@") || status=$?
}

good=0
bad=0
for number in 4 5 6 7 8 9 10 11 12 13 14 15 16 20; do
  # With fewer it does not start at all.
  limited $number --version
  test $status = 0 || continue
  kinds=--without-pip
  test $((number % 5)) != 1 || kinds="$kinds --plugin=ensurepip"
  for options in $kinds; do
    rm -rf env
    limited $number $quiet $options env
    if test $status = 0; then
      works env
      good=$((good + 1))
    else
      test ! -e env || { cat err; find env; fail "a new one is left, with $number"; }
      bad=$((bad + 1))
    fi
    for way in --upgrade --clear; do
      rm -rf env
      cp -a old env
      snapshot env >before
      limited $number $quiet $options $way env
      if test $status = 0; then
        works env
        test $way = --clear || cmp old/lib/mine env/lib/mine
        good=$((good + 1))
      else
        snapshot env >now
        diff before now || { cat err; fail "with $number, $way $options"; }
        bad=$((bad + 1))
      fi
    done
  done
done
test $good -gt 5 && test $bad -gt 5 || fail "$good were good and $bad bad"
