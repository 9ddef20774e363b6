# own-mounts.sh: sourced after functions.sh.  The script runs once more, in a mount
# namespace of its own, and goes on there.
requires unshare -m true
if test -z "${PYVENV_TEST_MOUNTS-}"; then
  status=0
  PYVENV_TEST_MOUNTS=1 unshare -m sh "$0" || status=$?
  exit $status
fi
