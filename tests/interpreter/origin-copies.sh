#!/bin/sh
# An interpreter that finds a library of its own by where it lies starts through a
# link and not as a copy: --copies says so and leaves nothing.
. "$(dirname "$0")/../functions.sh"

cc=${CC:-cc}
requires $cc --version
real=$(find_python)
cd "$tmp"
mkdir -p own/bin own/lib

echo 'int own (void) { return 0; }' >own.c
cat >python.c <<END
#include <unistd.h>
int own (void);
int
main (int argc, char **argv)
{
  (void) argc;
  return own () != 0 || execv ("$real", argv) < 0;
}
END
$cc -shared -fPIC -o own/lib/libown.so own.c
# shellcheck disable=SC2016
$cc -o own/bin/python3 python.c -Lown/lib -lown '-Wl,-rpath,$ORIGIN/../lib'

expect_silence "$pyvenv" -p own/bin/python3 --without-pip linked
works linked
refuses 3 "a copy of '$tmp/own/bin/python3' does not start" \
  "$pyvenv" -p own/bin/python3 --without-pip --copies copied
test ! -e copied || fail "copied is left behind"

# One that only knows the word starts.
$cc -o own/bin/python3 python.c own.c '-Wl,-rpath,$ORIGIN/../lib'
expect_silence "$pyvenv" -p own/bin/python3 --without-pip --copies copied
works copied
