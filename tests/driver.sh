#!/bin/sh
# Runs one test for automake's harness.  Success is silent, but for how many points a
# long test has passed; a failure or a skip is one line, and a failure shows the end
# of its log at once.
while test $# -gt 0; do
  case $1 in
    --test-name) name=$2; shift ;;
    --log-file) log=$2; shift ;;
    --trs-file) trs=$2; shift ;;
    --color-tests | --enable-hard-errors | --expect-failure) shift ;;
    --collect-skipped-logs) shift ;;
    --) shift; break ;;
  esac
  shift
done

"$@" >"$log" 2>&1 </dev/null
status=$?

case $status in
  0) result=PASS; sed -n "s|^[0-9]* points, |$name: &|p" "$log" ;;
  77) result=SKIP; echo "SKIP: $name: $(tail -n 1 "$log")" ;;
  *) result=FAIL; echo "FAIL: $name (exit status $status)"; tail -n 40 "$log" ;;
esac


cat >"$trs" <<END
:test-result: $result
:global-test-result: $result
:recheck: $(test "$result" = PASS && echo no || echo yes)
:copy-in-global-log: $(test "$result" = FAIL && echo yes || echo no)
END
