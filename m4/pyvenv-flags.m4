# PYVENV_TRY_CFLAGS(VARIABLE, FLAG...)
# Adds each compiler flag that works to VARIABLE.
AC_DEFUN([PYVENV_TRY_CFLAGS], [
  for pyvenv_flag in $2; do
    AC_MSG_CHECKING([whether $CC accepts $pyvenv_flag])
    pyvenv_saved_CFLAGS=$CFLAGS
    # Unknown -Wno-... are only noticed together with another warning.
    CFLAGS="$CFLAGS -Werror `AS_ECHO(["$pyvenv_flag"]) | sed 's/^-Wno-/-W/'`"
    AC_LINK_IFELSE([AC_LANG_PROGRAM([[int answer;]], [[answer = 42;]])],
      [AC_MSG_RESULT([yes]); $1="$$1 $pyvenv_flag"],
      [AC_MSG_RESULT([no])])
    CFLAGS=$pyvenv_saved_CFLAGS
  done])

# Warnings are on, and errors with --enable-werror, which CI uses.
AC_DEFUN([PYVENV_WARNINGS], [
  AC_ARG_ENABLE([werror],
    [AS_HELP_STRING([--enable-werror], [treat compiler warnings as errors])])
  WARNING_CFLAGS=
  PYVENV_TRY_CFLAGS([WARNING_CFLAGS], [-Wall -Wextra -Wconversion dnl
    -Wno-missing-field-initializers -Wshadow -Wstrict-prototypes dnl
    -Wmissing-prototypes -Wold-style-definition -Wpointer-arith dnl
    -Wwrite-strings -Wvla -Wundef -Wformat=2 -Wnull-dereference])
  AS_IF([test "$enable_werror" = yes], [WARNING_CFLAGS="$WARNING_CFLAGS -Werror"])
  AC_SUBST([WARNING_CFLAGS])])

# Hardening that costs nothing measurable, each flag with its own check.
AC_DEFUN([PYVENV_HARDENING], [
  HARDENING_CFLAGS=
  HARDENING_LDFLAGS=
  PYVENV_TRY_CFLAGS([HARDENING_CFLAGS], [-fvisibility=hidden dnl
    -fno-common -fstack-protector-strong -fstack-clash-protection -fcf-protection])
  PYVENV_TRY_CFLAGS([HARDENING_LDFLAGS], [-Wl,-z,relro -Wl,-z,now dnl
    -Wl,-z,noexecstack -Wl,-z,defs -Wl,--as-needed])
  # Fortification needs optimisation and is no use under sanitizers.
  AS_CASE([" $CFLAGS "],
    [*" -O0 "*|*_FORTIFY_SOURCE*], [],
    [*" -O"*], [AS_IF([test "$enable_sanitizers" != yes],
      [HARDENING_CFLAGS="$HARDENING_CFLAGS -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2"])])
  AC_SUBST([HARDENING_CFLAGS])
  AC_SUBST([HARDENING_LDFLAGS])])

# Symbol versions are part of the plugin ABI of systems whose linkers have them.
AC_DEFUN([PYVENV_LD_VERSION_SCRIPT], [
  AC_MSG_CHECKING([whether the linker takes version scripts])
  AS_ECHO(["PYVENV_TEST { local: *; };"]) > conftest.map
  pyvenv_saved_LDFLAGS=$LDFLAGS
  LDFLAGS="$LDFLAGS -shared -Wl,--version-script=conftest.map"
  AC_LINK_IFELSE([AC_LANG_SOURCE([[int answer;]])],
    [AC_MSG_RESULT([yes])
     VERSION_SCRIPT='-Wl,--version-script=$(top_srcdir)/core/pyvenv.map'],
    [AC_MSG_RESULT([no])
     VERSION_SCRIPT=])
  AC_SUBST([VERSION_SCRIPT])
  LDFLAGS=$pyvenv_saved_LDFLAGS
  command rm -f conftest.map])

AC_DEFUN([PYVENV_SANITIZERS], [
  AC_ARG_ENABLE([sanitizers],
    [AS_HELP_STRING([--enable-sanitizers], [build with ASan and UBSan])])
  SANITIZER_CFLAGS=
  AS_IF([test "$enable_sanitizers" = yes],
    [SANITIZER_CFLAGS="-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer"
     # The sanitizer's symbols are resolved when the program starts.
     HARDENING_LDFLAGS=`AS_ECHO(["$HARDENING_LDFLAGS"]) | sed 's/-Wl,-z,defs//'`
     AC_DEFINE([WITH_SANITIZERS], [1],
       [Define to 1 to keep plugins mapped, so that reports can name them.])])
  AM_CONDITIONAL([WITH_SANITIZERS], [test "$enable_sanitizers" = yes])
  AC_SUBST([SANITIZER_CFLAGS])])

# Without this the fuzz targets are linked to a main that replays the corpus.
AC_DEFUN([PYVENV_FUZZING], [
  AC_ARG_ENABLE([fuzzing],
    [AS_HELP_STRING([--enable-fuzzing], [link fuzz targets with libFuzzer (clang)])])
  AS_IF([test "$enable_fuzzing" = yes],
    [SANITIZER_CFLAGS="$SANITIZER_CFLAGS -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize=vptr,function -fno-sanitize-recover=all"
     HARDENING_LDFLAGS=`AS_ECHO(["$HARDENING_LDFLAGS"]) | sed 's/-Wl,-z,defs//'`])
  AM_CONDITIONAL([FUZZING], [test "$enable_fuzzing" = yes])])
