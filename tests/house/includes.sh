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

# inside FOLDER OTHER...: no file of core/FOLDER includes a header of core/ that
# is in neither of these, where OTHER is a folder or one header of a folder; the two
# that are installed are for all, and core/options makes one of its own when built.
inside () {
  folder=$1
  for file in core/"$folder"/*.[ch]; do
    for header in $(sed -nE 's/^ *# *include +"([^"]+)".*/\1/p' "$file"); do
      case $header in
        pyvenv.h | pyvenv-plugin.h | option_rows.h) continue ;;
      esac
      found=
      for other in "$@"; do
        case $other in
          */*.h) test "${other##*/}" != "$header" || found=yes ;;
          *) test ! -e "core/$other/$header" || found=yes ;;
        esac
      done
      test -n "$found" || fail "$file includes $header; core/$folder may only see: $*"
    done
  done
}

# One file knows libltdl, one inih, one toml++.
only 'ltdl\.h' core/loader/shared_object.c
only 'dlfcn\.h' core/loader/shared_object.c
only 'ini\.h' core/builder/settings.c
only 'toml\+\+/[a-z.]*' core/lock/toml.cc

# One file computes hashes.
only 'nettle/[a-z0-9-]*\.h' core/base/digest.c

# Heavy libraries only in the modules that load when they are used.
for header in 'curl/[a-z.]*' 'jansson\.h' 'libxml/[A-Za-z.]*' \
    'libdeflate\.h' 'zlib\.h'; do
  for file in $(includers "$header"); do
    case $file in
      core/fetch/* | core/archive/zip_inflate.c) ;;
      *) fail "$file includes $header" ;;
    esac
  done
done

# Plugins and examples see pyvenv-plugin.h, what lies beside them, and the C
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
        pyvenv.h)
          case $file in
            examples/embed/*) continue ;;
          esac
          ;;
      esac
      test ! -e "$(dirname "$file")/$header" || continue
      test $dir != plugins || test ! -e "plugins/common/$header" || continue
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

# The program is the library's first user: what only the program has includes
# nothing of the library's inside.
program=$(find core/program -name '*.c')
test -n "$program" || fail "cannot find the program's sources"
inside program base options completion

# What is below knows nothing of what is above.
inside base
inside options
inside completion base options
inside packaging base
inside interpreter base packaging

# The modules beside the library, which see of it what modules.h and tree.h declare.
inside pip base pip environment/modules.h
inside requirements base packaging pip requirements
inside lock base packaging pip requirements lock environment/modules.h
inside fetch base pip fetch environment/modules.h tree/tree.h
inside index base packaging pip fetch/fetch.h index environment/modules.h tree/tree.h

inside archive base packaging
inside image base packaging archive
inside install base packaging archive image environment/modules.h tree/tree.h

# Pure files take no context.
for file in core/base/text.c core/base/arena.c core/environment/template.c core/environment/cfg.c; do
  test -e $file || continue
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

# The library never prints and never exits: only the program's files do.
for file in core/*/*.c; do
  case $file in
    core/program/* | core/completion/*) continue ;;
  esac
  if grep -nE '\b(printf|puts|putchar|perror|exit|_exit|abort|signal|sigaction) \(' \
      "$file" | grep -vE '^[0-9]+: *(\*|/\*)'; then
    fail "$file prints, exits or handles signals"
  fi
done
