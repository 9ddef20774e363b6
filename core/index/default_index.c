/* default_index.c: the index that pip uses where its settings name none.
 *
 * The address is not written here, but read from the source of the pip that
 * comes with the interpreter, since a distribution or a company may have
 * changed it.  The base interpreter reads that source, and does not run it. */
#include <config.h>

#include "default_index.h"

#include "file.h"
#include "page_cache.h"
#include "text.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>

/* Looks in the wheels that come with the interpreter (in the folder argv[1] and
 * beside ensurepip), then in the pip that is installed in the folder argv[2].
 * pip 10 and later name their index in the first file, older ones in the
 * second. Prints "STATE INDEX FILE", where STATE is that of default_file_state,
 * from before the file was read. */
#define DEFAULT_INDEX_SCRIPT \
  "import glob, os, re, sys, zipfile\n" \
  "from urllib.parse import urljoin\n" \
  "names = ('pip/_internal/models/index.py', 'pip/models/index.py')\n" \
  "def state(path):\n" \
  "    st = os.stat(path)\n" \
  "    return '%d:%d:%d:%d:%d' % (st.st_dev, st.st_ino, st.st_size,\n" \
  "                               st.st_mtime_ns, st.st_ctime_ns)\n" \
  "def sources():\n" \
  "    for folder in (sys.argv[1],\n" \
  "                   os.path.join(os.path.dirname(os.__file__),\n" \
  "                                'ensurepip', '_bundled')):\n" \
  "        if not os.path.isabs(folder):\n" \
  "            continue\n" \
  "        for wheel in sorted(glob.glob(os.path.join(\n" \
  "                glob.escape(folder), 'pip-*.whl')), reverse=True):\n" \
  "            before = state(wheel)\n" \
  "            with zipfile.ZipFile(wheel) as archive:\n" \
  "                for name in names:\n" \
  "                    if name in archive.namelist():\n" \
  "                        yield wheel, before, archive.read(name)\n" \
  "    for name in names:\n" \
  "        path = os.path.join(sys.argv[2], name)\n" \
  "        if os.path.exists(path):\n" \
  "            before = state(path)\n" \
  "            with open(path, 'rb') as file:\n" \
  "                yield path, before, file.read()\n" \
  "for path, before, source in sources():\n" \
  "    found = re.search(r'^PyPI\\s*=\\s*\\w+\\(\\s*([\\'\"])'\n" \
  "                      r'(https?://[^\\'\"\\s]+)\\1',\n" \
  "                      source.decode('utf-8', 'replace'), re.MULTILINE)\n" \
  "    if found:\n" \
  "        sys.stdout.buffer.write(os.fsencode('%s %s %s\\n' % (\n" \
  "            before, urljoin(found.group(2), 'simple'), path)))\n" \
  "        break\n"

struct default_answer {
  struct arena *arena;
  const char *line;
};

static int
default_on_line (void *data, pyvenv_context *cx, int stream, const char *line)
{
  struct default_answer *answer = data;
  (void) cx;
  if (stream == PYVENV_PROGRESS_STDOUT && answer->line == NULL)
    answer->line = arena_copy (answer->arena, line);
  return 0;
}

/* A string that changes when the file or folder PATH does; "-" where it does
 * not exist.  NULL on out of memory. */
static const char *
default_file_state (struct arena *arena, const char *path)
{
  struct stat st;
  if (path == NULL || *path != '/' || stat (path, &st) < 0)
    return "-";
  return arena_format (arena, "%ju:%ju:%jd:%" PRId64 ":%" PRId64,
                       (uintmax_t) st.st_dev, (uintmax_t) st.st_ino,
                       (intmax_t) st.st_size, file_mtime_ns (&st),
                       file_ctime_ns (&st));
}

/* A string that changes when the interpreter gets other wheels.  NULL on out of
 * memory. */
static const char *
default_state (pyvenv_context *cx, struct arena *arena)
{
  const char *folder = pyvenv_python_fact (cx, "wheel-pkg-dir");
  const char *stdlib = pyvenv_python_fact (cx, "stdlib");
  const char *own = arena_format (arena, "%s/ensurepip/_bundled",
                                  stdlib != NULL ? stdlib : "");
  const char *first = default_file_state (arena, folder);
  const char *second = own != NULL ? default_file_state (arena, own) : NULL;
  if (first == NULL || second == NULL)
    return NULL;
  return arena_format (arena, "%s %s %s", folder != NULL ? folder : "", first,
                       second);
}

/* The index in ANSWER, a line of the script; NULL where it cannot be used, or
 * the file has changed since. */
static const char *
default_use (struct arena *arena, const char *answer)
{
  const char *url = answer != NULL ? strchr (answer, ' ') : NULL;
  const char *path = url != NULL ? strchr (url + 1, ' ') : NULL;
  if (path == NULL || string_has_control (answer))
    return NULL;
  const char *state = default_file_state (arena, path + 1);
  size_t length = (size_t) (url - answer);
  if (state == NULL || strlen (state) != length
      || strncmp (state, answer, length) != 0)
    return NULL;
  return arena_copy_bytes (arena, url + 1, (size_t) (path - url - 1));
}

/* Runs the script.  *LINE is its answer, or NULL if it found no index. */
static int
default_ask (pyvenv_context *cx, struct arena *arena, const char **line)
{
  const char *wheels = pyvenv_python_fact (cx, "wheel-pkg-dir");
  const char *purelib = pyvenv_python_fact (cx, "purelib");
  const char *const argv[] = {
    "-S", "-c", DEFAULT_INDEX_SCRIPT, wheels != NULL ? wheels : "",
    purelib != NULL ? purelib : "", NULL
  };
  struct default_answer answer = { .arena = arena };
  int result = pyvenv_run_python (cx, argv, default_on_line, &answer, NULL);
  *line = answer.line;
  return result;
}

int
default_index (pyvenv_context *cx, struct arena *arena, const char **ret)
{
  const char *python = pyvenv_base_python (cx);
  const char *state = default_state (cx, arena);
  const char *key = arena_format (arena, "default index of %s", python);
  if (state == NULL || key == NULL)
    return pyvenv_fail (cx, ENOMEM, "cannot find the index of pip");
  *ret = default_use (arena, page_cache_note (cx, arena, key, state));
  if (*ret != NULL)
    return 0;

  const char *line;
  if (default_ask (cx, arena, &line) < 0)
    return -1;
  *ret = default_use (arena, line);
  if (*ret != NULL)
    {
      page_cache_keep_note (cx, key, state, line);
      return 0;
    }
  pyvenv_fail_as (cx, PYVENV_ERROR_NETWORK, 0, "no index is known: pip's"
                  " settings name none, and '%s' comes without a pip"
                  " (name one with --index-url=URL)", python);
  return PYVENV_UNREACHABLE;
}
