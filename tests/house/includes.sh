#!/bin/sh
# The arrows of the architecture, as #include lines show them.
. "$(dirname "$0")/../functions.sh"
cd "$top_srcdir"

# includers HEADER: the files of core/ that include it.
includers () {
  grep -rlE "^ *# *include +[<\"]$1[>\"]" core plugins examples \
    --include='*.c' --include='*.cc' --include='*.h' | sort | tr '\n' ' '
}

# only HEADER REGEX FILE...: nobody else includes it.
only () {
  header=$1
  shift
  found=$(includers "$header")
  for file in $found; do
    case " $* " in
      *" $file "*) ;;
      *) fail "$file includes $header; only $* may" ;;
    esac
  done
}

# One file knows libltdl, one inih, one toml++.
only 'ltdl\.h' core/loader/shared_object.c
only 'dlfcn\.h' core/loader/shared_object.c
only 'ini\.h' core/settings/settings_ini.c
only 'toml\+\+/[a-z.]*' core/lock/toml.cc

# One file computes hashes.
only 'nettle/[a-z0-9-]*\.h' core/base/digest.c

# Heavy libraries only in the modules that load when they are used.
for header in 'curl/[a-z.]*' 'jansson\.h' 'libxml/[A-Za-z.]*' \
    'libdeflate\.h' 'zlib\.h'; do
  for file in $(includers "$header"); do
    case $file in
      core/fetch/* | core/archive/zip_inflate.c | plugins/hook/hook.h \
        | core/resolve/resolve_report.c) ;;
      *) fail "$file includes $header" ;;
    esac
  done
done

# Plugins and examples see pyvenv-plugin.h, what lies beside them or in plugins/common and plugins/hook, and the C
# library, of which these are the headers that they may use; a program that
# embeds the library sees pyvenv.h.
libc=' assert.h ctype.h dirent.h errno.h fcntl.h inttypes.h limits.h locale.h
 poll.h pthread.h regex.h signal.h spawn.h stdarg.h stdbool.h stddef.h stdint.h
 stdio.h stdlib.h string.h strings.h sys/mman.h sys/stat.h sys/time.h sys/types.h
 sys/wait.h time.h unistd.h '
libc=$(printf '%s' "$libc" | tr '\n' ' ')
for dir in plugins examples; do
  test -d $dir || continue
  for file in $(find $dir -name '*.c' -o -name '*.h'); do
    for header in $(sed -nE 's/^ *# *include +[<"]([^>"]+)[>"].*/\1/p' "$file"); do
      case $header in
        pyvenv-plugin.h | config.h) continue ;;
        jansson.h) continue ;; # of which the list above says where
        pyvenv.h)
          case $file in
            examples/embed/*) continue ;;
          esac
          ;;
      esac
      test ! -e "$(dirname "$file")/$header" || continue
      test $dir != plugins || test ! -e "plugins/common/$header" || continue
      test $dir != plugins || test ! -e "plugins/hook/$header" || continue
      case $libc in
        *" $header "*) ;;
        *) fail "$file includes $header" ;;
      esac
    done
  done
done

# The core never looks outwards.
if grep -rnE '^ *# *include +[<"](\.\./|plugins/|examples/|tests/)' core; then
  fail "core/ includes what lies outside"
fi

# Pure files take no context.
for file in core/base/text.c core/base/string_checks.c core/base/arena.c \
    core/environment/template.c core/base/cfg.c; do
  test -e $file || fail "$file is gone; mend this list"
  if grep -qE '^ *# *include +"(context|builder|tree|registry)\.h"' $file; then
    fail "$file knows the context"
  fi
done

# Nobody calls what leaves no room for checks.
if grep -rnwE '(strcpy|strcat|sprintf|vsprintf|strtok|atoi|atol|gets)' \
    --include='*.c' --include='*.h' core plugins examples \
    | grep -vE ':[0-9]+: *(\*|/\*)' | grep -E '(strcpy|strcat|sprintf|vsprintf|strtok|atoi|atol|gets) \('; then
  fail "a forbidden function is called"
fi

# The library never prints and never exits: only the program's folders do.
for file in core/*/*.c; do
  case $file in
    core/program/* | core/output/* | core/completion/* | core/virtualenv/*) continue ;;
  esac
  if grep -nE '\b(v?f?printf|v?dprintf|f?puts|f?putc|putchar|perror|exit|_exit|abort|signal|sigaction) \(' \
      "$file" | grep -vE '^[0-9]+: *(\*|/\*)'; then
    fail "$file prints, exits or handles signals"
  fi
done
