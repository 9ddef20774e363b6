#!/bin/sh
# The types of a plugin's keys, what is required, given by default or deprecated; and
# what is said of a plugin for pip where there is to be none.  No environment is made.
. "$(dirname "$0")/../functions.sh"

use_test_plugins
python=$(find_python)
enter_place
typed () {
  typed_status=$1
  shift
  expect_status "$typed_status" "$pyvenv" --python "$python" --plugin=typed "$@" env
  test ! -e env || fail "an environment: $*"
}

# tells TEXT OPTION...: config is told that, and of count.
tells () {
  tells_text=$1
  shift
  typed 7 --count=1 "$@"
  expect_error '<count=1>' "$tells_text"
  ! grep deprecated "$tmp/err" || fail "$*"
}

# wrong TEXT OPTION...: such a value is refused, in words that name the key.
wrong () {
  wrong_text=$1
  shift
  typed 2 --count=1 "$@"
  expect_error "$wrong_text"
}

typed 2
expect_error "typed: the key 'count' is required (--set typed.count=N)"
for count in '' x 1.5 1x - 0x1 1234567890123456789; do
  wrong "count is '$count', which is not a number" --count="$count"
done
for count in 0 -7 +7 007; do
  typed 7 --count=$count
  expect_error "<count=$count>"
done

tells '<color=green>'
tells '<color=red>' --color=red
! grep green "$tmp/err" || fail "a default value where one was given"
wrong "color is 'blue', which is not one of: red, green" --color=blue
wrong "color is '', which is not one of" --color=
wrong "color is 'red, green', which is not one of" --color='red, green'

tells '<place=https://localhost/x>' --place=https://localhost/x
tells '<place=file:/x>' --place=file:/x
tells '<place=>' --place=
for place in localhost /x : x:y https: 'h ttp://x'; do
  wrong "place is '$place', which is not a URL" --place="$place"
done

tells "<folders=$PWD/one><folders=/two><folders=$HOME/three>" \
  --folders=one::/two --folders='~/three'

# A secret, or the file that has it, of which the first line counts.
printf 'from a file\r\nmore\n' >file
tells '<password=word>' --password=word
tells '<password=@word>' --password=@@word
tells '<password=from a file>' --password=@file
wrong "cannot read '$PWD/none', which password names" --password=@none
expect_status 0 "$pyvenv" --plugin=typed --password=word --count=1 --show-config
! grep -q word=word "$tmp/out" && ! grep -wq 'word' "$tmp/out" || fail "a secret is shown"

typed 7 --count=1 --old=x
expect_error "the key 'old' of typed is deprecated: use place" '<old=x>'

# Without pip a plugin that brings it has nothing to do, which is said where a file
# wants none, and not where the user has just said so.
typed 7 --count=1 --without-pip
! grep 'installs nothing' "$tmp/err" || fail "a warning of what was asked for"
printf '[pyvenv]\nwithout-pip = yes\n' >settings.ini
typed 7 --config=settings.ini --count=1
expect_error "settings.ini:2 sets without-pip, so that typed installs nothing (--without-pip=no)"
typed 7 --config=settings.ini --count=1 --without-pip=no
! grep 'installs nothing' "$tmp/err" || fail "a warning, and pip is wanted"
