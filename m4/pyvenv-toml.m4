# PYVENV_TOML: whether toml++ is there, which needs C++17.  Without it, lock files
# in TOML cannot be read, and the rest is as with it.
AC_DEFUN([PYVENV_TOML], [
  # A table of 3.3 says of letters like U+00E9 that they cannot occur, and yet
  # gives the right answer.
  TOML_CXXFLAGS="-std=c++17 $HARDENING_CFLAGS $SANITIZER_CFLAGS -fno-sanitize=unreachable"
  AC_LANG_PUSH([C++])
  pyvenv_saved_CXXFLAGS=$CXXFLAGS
  CXXFLAGS="$CXXFLAGS $TOML_CXXFLAGS"
  AC_MSG_CHECKING([for toml++])
  AC_COMPILE_IFELSE([AC_LANG_PROGRAM([[#define TOML_HEADER_ONLY 0
#include <toml++/toml.h>
static_assert (TOML_LIB_MAJOR >= 3, "too old");]])],
    [have_toml=yes], [have_toml=no])
  AC_MSG_RESULT([$have_toml])
  # What a linker for C adds by itself for C++.
  AC_PREPROC_IFELSE([AC_LANG_SOURCE([[#include <cstddef>
#ifndef _LIBCPP_VERSION
#error not of LLVM
#endif]])], [CXX_LIBS="-lc++ -lm"], [CXX_LIBS="-lstdc++ -lm"])
  CXXFLAGS=$pyvenv_saved_CXXFLAGS
  AC_LANG_POP([C++])
  AC_SUBST([TOML_CXXFLAGS])
  AC_SUBST([CXX_LIBS])
  AM_CONDITIONAL([HAVE_TOML], [test "$have_toml" = yes])
  AS_IF([test "$have_toml" = no],
    [AC_MSG_WARN([toml++ not found (libtomlplusplus-dev): pylock.toml cannot be read])])])
