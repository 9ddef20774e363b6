/* default_index.c: the index that pip uses where nobody names one.
 *
 * No address is written in our code: a distribution or a company that changed
 * it in the pip it ships is followed.  The source of that pip, in the wheel
 * that comes with the interpreter, is read by the environment's python, and not
 * run. */
#include <config.h>

#include "default_index.h"

#include "page_cache.h"
#include "text.h"

#include <errno.h>
#include <sys/stat.h>

/* Looks in the wheels that come with the interpreter, in the folder argv[1] and
 * beside ensurepip, then in the pip that is installed in the folder argv[2].  pip 10 and later name their index in the
 * first file, older ones in the second. */
#define DEFAULT_INDEX_SCRIPT \
  "import glob, os, re, sys, zipfile\n" \
  "from urllib.parse import urljoin\n" \
  "names = ('pip/_internal/models/index.py', 'pip/models/index.py')\n" \
  "def sources():\n" \
  "    for folder in (sys.argv[1],\n" \
  "                   os.path.join(os.path.dirname(os.__file__),\n" \
  "                                'ensurepip', '_bundled')):\n" \
  "        if not os.path.isabs(folder):\n" \
  "            continue\n" \
  "        for wheel in sorted(glob.glob(os.path.join(\n" \
  "                glob.escape(folder), 'pip-*.whl')), reverse=True):\n" \
  "            with zipfile.ZipFile(wheel) as archive:\n" \
  "                for name in names:\n" \
  "                    if name in archive.namelist():\n" \
  "                        yield archive.read(name)\n" \
  "    for name in names:\n" \
  "        path = os.path.join(sys.argv[2], name)\n" \
  "        if os.path.exists(path):\n" \
  "            with open(path, 'rb') as file:\n" \
  "                yield file.read()\n" \
  "for source in sources():\n" \
  "    found = re.search(r'^PyPI\\s*=\\s*\\w+\\(\\s*([\\'\"])'\n" \
  "                      r'(https?://[^\\'\"]+)\\1',\n" \
  "                      source.decode('utf-8', 'replace'), re.MULTILINE)\n" \
  "    if found:\n" \
  "        print(urljoin(found.group(2), 'simple'))\n" \
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

/* What the answer depends on: when wheels last came or went. */
static const char *
default_state (pyvenv_context *cx, struct arena *arena)
{
  const char *folder = pyvenv_python_fact (cx, "wheel-pkg-dir");
  const char *stdlib = pyvenv_python_fact (cx, "stdlib");
  const char *own = arena_format (arena, "%s/ensurepip/_bundled",
                                  stdlib != NULL ? stdlib : "");
  struct stat first = { 0 }, second = { 0 };
  if (folder != NULL && *folder == '/' && stat (folder, &first) < 0)
    first.st_mtime = 0;
  if (own != NULL && stat (own, &second) < 0)
    second.st_mtime = 0;
  return arena_format (arena, "%s %lld %lld", folder != NULL ? folder : "",
                       (long long) first.st_mtime,
                       (long long) second.st_mtime);
}

const char *
default_index (pyvenv_context *cx, struct arena *arena)
{
  const char *python = pyvenv_base_python (cx);
  const char *state = default_state (cx, arena);
  const char *key = arena_format (arena, "default index of %s", python);
  if (state == NULL || key == NULL)
    {
      pyvenv_fail (cx, ENOMEM, "cannot find the index of pip");
      return NULL;
    }
  const char *known = page_cache_note (cx, arena, key, state);
  if (known != NULL)
    return known;

  const char *wheels = pyvenv_python_fact (cx, "wheel-pkg-dir");
  const char *purelib = pyvenv_python_fact (cx, "purelib");
  const char *const argv[] = {
    "-S", "-c", DEFAULT_INDEX_SCRIPT, wheels != NULL ? wheels : "",
    purelib != NULL ? purelib : "", NULL
  };
  struct default_answer answer = { .arena = arena };
  if (pyvenv_run_python (cx, argv, default_on_line, &answer, NULL) < 0)
    return NULL;
  if (answer.line == NULL || string_has_control (answer.line))
    {
      pyvenv_fail_as (cx, PYVENV_ERROR_NETWORK, 0, "no index is known: the"
                      " settings of pip name none, and no pip comes with '%s'"
                      " (--index-url=URL names one)", python);
      return NULL;
    }
  page_cache_keep_note (cx, key, state, answer.line);
  return answer.line;
}
