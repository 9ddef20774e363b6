# configure deletes core dumps with "rm -f core ..."; our source folder has that
# name, so rm complains each time and the exit trap stops before it has removed
# confdefs.h.  Let rm succeed when the only thing it could not remove is core/.
AC_DEFUN([PYVENV_CORE_FOLDER],
  [rm () { command rm "$[@]" 2>/dev/null || test -d core; }])
