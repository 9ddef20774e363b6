#!/bin/sh
# Killed, or an error injected, at any system call that changes something while an
# environment is brought to a lock: what was there before comes back, or all that was
# asked for is there, and the same command makes it whole.  PYVENV_TEST_EVERY=N takes
# every Nth call.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/tree/points.sh"
requires python3 --version
python=$(find_python)
cd "$tmp"
mkdir wheels
make_wheels wheels 'alpha 1.0' 'alpha 1.1' 'beta 2.0' 'gamma 3.0'
printf -- '--no-index\n--find-links wheels\nalpha==1.0\nbeta==2.0\n' >old.txt
printf -- '--no-index\n--find-links wheels\nalpha==1.1\ngamma==3.0\n' >new.txt
bare="-q --python $python --without-pip"
upgrade="$bare --upgrade --plugin=packages --requirements=new.txt --set packages.sync"

# The environment as it was, made anew; a program's own folder among packages shows
# that folders are not taken for those of a package.
old () {
  rm -rf env
  cp -a first env
}

# content: all but what bytecode says of the age of its source.
content () {
  snapshot env | sed 's/^[0-9]* \([0-9]* .*\.pyc\)$/\1/'
}

# undone: env, after the next run that has nothing to do, is as at first or as it
# should be at the end.
undone () {
  expect_status 0 "$program" $bare --upgrade env
  content >now
  cmp -s now old.content || cmp -s now new.content \
    || fail "$1: neither the old nor the new environment: $(diff new.content now)"
}

"$program" $bare --plugin=packages --requirements=old.txt env
site=$(echo env/lib/python*/site-packages)
mkdir "$site/alpha/own"
echo mine >"$site/alpha/own/file"
"$program" $bare --upgrade env
mv env first
old
content >old.content
list=$(points "$changes" 'pyvenv-unfinished' $upgrade env)
"$program" $bare --upgrade env
content >new.content
! cmp -s old.content new.content || fail "nothing is changed"
test -e "$site/alpha/own/file" || fail "a file that is not a package's was removed"

total=0
killed=0
for each in $(some $list); do
  old
  ! killed "$each" $upgrade env || killed=$((killed + 1))
  undone "killed at $each"
  old
  killed "$each" $upgrade env || :
  expect_status 0 "$program" $upgrade env
  expect_status 0 "$program" $bare --upgrade env
  content >now
  diff new.content now || fail "after a kill at $each and a rerun"
  total=$((total + 1))
done
test $killed -gt 0 || fail "never killed"

for each in $(some $list); do
  for error in EIO ENOSPC; do
    old
    status=0
    strace -f -qq -o /dev/null -e "trace=${each%:*}" \
      -e "inject=${each%:*}:error=$error:when=${each#*:}" \
      "$program" $upgrade env >/dev/null 2>err </dev/null || status=$?
    test $status -le 8 || fail "status $status with $error at $each"
    content >now
    test $status = 0 || test -e env/.pyvenv-unfinished || {
      "$program" $bare --upgrade env
      content >now
      diff old.content now || fail "failed with $error at $each, and something changed"
    }
    undone "$error at $each"
    total=$((total + 1))
  done
done
echo "$total points, $total passed"
