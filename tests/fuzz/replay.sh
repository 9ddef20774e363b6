# replay.sh: runs a fuzz target over what was collected for it.

# replay NAME: tests/fuzz/fuzz_NAME with the files in tests/fuzz/corpus/NAME.
replay () {
  target=$top_builddir/tests/fuzz/fuzz_$1
  once=
  ! "$target" -help=1 2>&1 | grep -q libFuzzer || once=-runs=0
  "$target" $once "$top_srcdir/tests/fuzz/corpus/$1" || fail "fuzz_$1: status $?"
}
