/* interpreter_probe.c: one run of an interpreter, which tells its facts.
 *
 * It runs isolated and without site (-I -S), so that nothing a user or an
 * environment has installed is started.  The facts stand between two lines that
 * nobody else writes: wrappers may say what they like before and after. */
#include <config.h>

#include "cleanup.h"
#include "interpreter_private.h"
#include "process.h"
#include "system.h"

#include <string.h>

#define PROBE_BEGIN "--- pyvenv facts 1 begin ---"
#define PROBE_END "--- pyvenv facts 1 end ---"

#define PROBE_TIMEOUT_S 10

/* What is shown of the complaint of a program that went wrong. */
#define PROBE_COMPLAINT 120     /* bytes of a line */
#define PROBE_COMPLAINTS 3       /* lines */

/* Every Python can compile it; those that are too old get no further than
 * telling their version.  The folders of an environment are what the module
 * venv of that version makes: up to 3.10 they are fixed, later the scheme
 * "venv" names them, and from 3.14 on the one for headers is fixed again.
 * Debian's PyPy takes its wheels from where Debian's CPython says that it does.
 * musl tells its version only to who starts its loader (PEP 656). */
static const char probe_script[] =
  "import sys\n"
  "def libc():\n"
  " if not sys.platform.startswith('linux'):\n"
  "  return ''\n"
  " try:\n"
  "  return os.confstr('CS_GNU_LIBC_VERSION') or ''\n"
  " except (AttributeError, OSError, ValueError):\n"
  "  return musl()\n"
  "def musl():\n"
  " import re, subprocess\n"
  " with open(sys.executable, 'rb') as file:\n"
  "  loader = re.search(b'/[^\\0]*ld-musl[^\\0]*', file.read(65536))\n"
  " if loader is None:\n"
  "  return ''\n"
  " said = subprocess.run([loader.group()], stderr=subprocess.PIPE).stderr\n"
  " version = re.search(b'Version ([0-9]+[.][0-9]+)', said)\n"
  " return 'musl ' + version.group(1).decode() if version else ''\n"
  "def facts():\n"
  " v = sys.version_info\n"
  " yield 'version', '%d.%d.%d' % tuple(v[:3])\n"
  " if v < (3, 6):\n"
  "  return\n"
  " import sysconfig, importlib.util\n"
  " impl = sys.implementation\n"
  " var = sysconfig.get_config_var\n"
  " name = 'python' if impl.name == 'cpython' else impl.name\n"
  " purelib = 'lib/%s%d.%d/site-packages' % (name, v[0], v[1])\n"
  " include = 'include'\n"
  " if impl.name == 'pypy' and v < (3, 8):\n"
  "  purelib = 'site-packages'\n"
  " if v >= (3, 11):\n"
  "  env = dict.fromkeys(('base', 'platbase', 'installed_base',\n"
  "                       'installed_platbase'), '/e')\n"
  "  purelib = sysconfig.get_path('purelib', 'venv', env)[3:]\n"
  "  if v < (3, 14):\n"
  "   include = sysconfig.get_path('include', 'venv', env)[3:]\n"
  " yield 'major', v[0]\n"
  " yield 'minor', v[1]\n"
  " yield 'micro', v[2]\n"
  " exe = sys.executable or ''\n"
  " yield 'base_executable', getattr(sys, '_base_executable', None) or exe\n"
  " yield 'executable', exe\n"
  " yield 'real_executable', os.path.realpath(exe) if exe else ''\n"
  " yield 'implementation', impl.name.lower()\n"
  " yield 'platform', sys.platform\n"
  " yield 'is_64bit', int(sys.maxsize > 2**32)\n"
  " yield 'abi_thread', 't' if var('Py_GIL_DISABLED') else ''\n"
  " yield 'abiflags', getattr(sys, 'abiflags', '')\n"
  " yield 'platlibdir', getattr(sys, 'platlibdir', 'lib')\n"
  " yield 'cache_tag', impl.cache_tag or ''\n"
  " magic = importlib.util.MAGIC_NUMBER\n"
  " yield 'magic', ''.join('%02x' % byte for byte in bytearray(magic))\n"
  " yield 'prefix', sys.base_prefix\n"
  " yield 'stdlib', os.path.dirname(os.__file__)\n"
  " yield 'purelib', sysconfig.get_path('purelib')\n"
  " wheels = var('WHEEL_PKG_DIR') or ''\n"
  " if impl.name == 'pypy' and sys.base_prefix == '/usr':\n"
  "  wheels = wheels or '/usr/share/python-wheels'\n"
  " yield 'wheel_pkg_dir', wheels\n"
  " yield 'env_purelib', purelib\n"
  " yield 'env_include', include\n"
  " yield 'extension_suffix', var('EXT_SUFFIX') or ''\n"
  " yield 'build_platform', sysconfig.get_platform()\n"
  " yield 'libc', libc()\n"
  "import os\n"
  "text = '\\n" PROBE_BEGIN "\\n'\n"
  "for pair in facts():\n"
  " text += '%s=%s\\n' % pair\n"
  "text += '" PROBE_END "\\n'\n"
  "encode = getattr(os, 'fsencode', None)\n"
  "os.write(1, encode(text) if encode else text.encode('ascii'))\n";

/* One run and what was heard. */
struct probe {
  struct interpreter_search *search;
  bool inside, ended, broken;   /* the lines: between, behind; not as agreed */
  size_t next;
  struct interpreter facts;
  struct text complaint;        /* how stderr began */
  unsigned complaints;          /* of how many lines that is */
  struct process_end end;
};

/* Takes the first lines of stderr as one.  pyenv's shims say in the second and
 * third which versions would have the command.  What is no Python complains of
 * our script, which is no news. */
static void
probe_complaint (struct probe *probe, const char *line)
{
  size_t blanks = strspn (line, " \t");
  if (line[blanks] == '\0' || strstr (line, "import sys") != NULL
      || probe->complaints == PROBE_COMPLAINTS)
    return;
  if (probe->complaints++ > 0)
    {
      bool goes_on = string_ends_with (text_string (&probe->complaint), ":");
      text_add (&probe->complaint, goes_on ? " " : "; ");
      line += blanks;
    }
  text_add_bytes (&probe->complaint, line, strnlen (line, PROBE_COMPLAINT));
}

static int
probe_line (void *data, int stream, const char *line)
{
  struct probe *probe = data;
  if (stream == PYVENV_PROGRESS_STDERR)
    probe_complaint (probe, line);
  else if (!probe->inside)
    probe->inside = !probe->ended && strcmp (line, PROBE_BEGIN) == 0;
  else if (strcmp (line, PROBE_END) == 0)
    {
      probe->inside = false;
      probe->ended = true;
    }
  else if (!interpreter_facts_read (probe->search->arena, &probe->facts,
                                    &probe->next, line))
    probe->broken = true;
  return 0;
}

static bool
probe_cancelled (void *data)
{
  return report_is_cancelled (data);
}

int
interpreter_probe_timeout (void)
{
  const char *value = secure_getenv ("PYVENV_PROBE_TIMEOUT");
  if (value == NULL || *value == '\0')
    return PROBE_TIMEOUT_S;
  char *end;
  long seconds = strtol (value, &end, 10);
  return *end == '\0' && seconds > 0 && seconds <= 3600
    ? (int) seconds : -1;
}

/* Runs PATH with the options OPTIONS, at most three of them and "-c". */
static void
probe_run (struct probe *probe, const char *path, const char *const options[])
{
  /* The variable makes a Python on macOS believe to be another one. */
  static const char *const drop[] = { "__PYVENV_LAUNCHER__", NULL };
  const char *argv[7] = { path };
  size_t count = 1;
  for (; options[count - 1] != NULL; count++)
    argv[count] = options[count - 1];
  argv[count] = probe_script;

  probe->inside = probe->ended = probe->broken = false;
  probe->next = 0;
  text_clear (&probe->complaint);
  CLEAN_FREE char **environment = process_environment (drop, NULL);
  const struct process process = {
    .argv = argv,
    .environment = environment,
    .on_line = probe_line,
    .data = probe,
    .timeout_ms = interpreter_probe_timeout () * 1000,
    .cancelled = probe_cancelled,
    .cancelled_data = probe->search->report,
  };
  process_run (&process, &probe->end);
}

/* The program did not start. */
static enum interpreter_verdict
probe_refuse_start (struct probe *probe, const char *path)
{
  struct interpreter_search *search = probe->search;
  switch (probe->end.error)
    {
    case ENOENT:
      return interpreter_refuse (search, path, "the loader or the interpreter "
                                 "that it asks for does not exist");
    case ENOEXEC:
      return interpreter_refuse (search, path, "is not a program for this "
                                 "machine (another architecture?)");
    case EACCES:
      return interpreter_refuse (search, path, "is not executable "
                                 "(chmod +x makes it so)");
    default:
      return interpreter_refuse (search, path, "does not start: %s",
                                 strerror (probe->end.error));
    }
}

/* It ran and did not tell its facts. */
static enum interpreter_verdict
probe_refuse_run (struct probe *probe, const char *path)
{
  struct interpreter_search *search = probe->search;
  const char *complaint = text_string (&probe->complaint);
  const char *colon = probe->complaint.length > 0 ? ": " : "";
  int status = probe->end.status;

  if (probe->end.timed_out)
    return interpreter_refuse (search, path, "did not answer within %d s "
                               "(PYVENV_PROBE_TIMEOUT allows more)%s%s",
                               interpreter_probe_timeout (), colon, complaint);
  int signal = status - PYVENV_STATUS_SIGNAL;
  if (signal > 0)
    return interpreter_refuse (search, path, "crashed with signal %d (%s)%s%s",
                               signal, strsignal (signal), colon, complaint);

  /* Shims say which version they miss. */
  if (status != 0 && probe->complaint.length > 0
      && interpreter_is_script (path))
    return interpreter_refuse (search, path, "%s", complaint);
  if (status != 0)
    return interpreter_refuse (search, path, "ended with status %d when asked "
                               "for its version%s%s", status, colon,
                               *complaint != '\0' ? complaint
                               : "; it may be no Python");
  return interpreter_refuse (search, path, "does not behave as Python%s%s",
                             colon, complaint);
}

/* Asks the interpreter, with the options that its version knows. */
static void
probe_ask (struct probe *probe, const char *path)
{
  static const char *const isolated[] = { "-I", "-S", "-c", NULL };
  static const char *const old[] = { "-E", "-S", "-c", NULL };
  probe_run (probe, path, isolated);

  /* Usage error: Python 3.3 and earlier do not know -I. */
  if (probe->ended || probe->end.status != 2)
    return;
  CLEAN_TEXT struct text complaint = probe->complaint;
  probe->complaint = (struct text) TEXT_EMPTY;
  probe_run (probe, path, old);
  if (!probe->ended)
    {
      text_clear (&probe->complaint);
      text_add (&probe->complaint, text_string (&complaint));
    }
}

static enum interpreter_verdict
probe_judge (struct probe *probe, const char *path)
{
  struct interpreter_search *search = probe->search;
  if (probe->end.cancelled)
    {
      report_fail_as (search->report, PYVENV_ERROR_INTERRUPTED, 0,
                      "interrupted while looking at '%s'", path);
      return INTERPRETER_FAILED;
    }
  if (probe->end.status < 0)
    return probe_refuse_start (probe, path);
  if (!probe->ended)
    return probe_refuse_run (probe, path);
  if (probe->next == 1 && !probe->broken)
    return interpreter_refuse (search, path, "is Python %s; pyvenv needs "
                               "3.6 or newer", probe->facts.version);
  if (probe->broken || !interpreter_facts_complete (&probe->facts, probe->next))
    return interpreter_refuse (search, path, "told facts that make no sense "
                               "(control characters in its paths?)");
  return INTERPRETER_TAKEN;
}

enum interpreter_verdict
interpreter_probe (struct interpreter_search *search, const char *path,
                   struct interpreter *ret)
{
  struct probe probe = { .search = search };
  report_debug (search->report, "asking %s for its facts", path);
  probe_ask (&probe, path);
  enum interpreter_verdict verdict = probe_judge (&probe, path);
  text_clear (&probe.complaint);
  *ret = probe.facts;
  return verdict;
}

/* ---- An environment to try ------------------------------------------- */

#define TRIAL_EXECUTABLE "--- pyvenv trial executable="
#define TRIAL_PREFIX "--- pyvenv trial prefix="

static const char trial_script[] =
  "import os, sys\n"
  "text = '\\n" TRIAL_EXECUTABLE "%s\\n" TRIAL_PREFIX "%s\\n'\n"
  "os.write(1, os.fsencode(text % (sys.executable, sys.base_prefix)))\n";

struct trial {
  struct arena *arena;
  struct interpreter_trial said;
};

static int
probe_trial_line (void *data, int stream, const char *line)
{
  struct trial *trial = data;
  if (stream != PYVENV_PROGRESS_STDOUT)
    return 0;
  if (string_starts_with (line, TRIAL_EXECUTABLE))
    trial->said.executable = arena_copy (trial->arena, line
                                         + strlen (TRIAL_EXECUTABLE));
  else if (string_starts_with (line, TRIAL_PREFIX))
    trial->said.prefix = arena_copy (trial->arena, line
                                     + strlen (TRIAL_PREFIX));
  return 0;
}

struct interpreter_trial
interpreter_probe_trial (struct interpreter_search *search, const char *path)
{
  static const char *const drop[] = { "__PYVENV_LAUNCHER__", NULL };
  const char *const argv[] = { path, "-I", "-S", "-c", trial_script, NULL };
  CLEAN_FREE char **environment = process_environment (drop, NULL);
  struct trial trial = { .arena = &search->scratch };
  struct process_end end;
  process_run (&(struct process) {
    .argv = argv,
    .environment = environment,
    .on_line = probe_trial_line,
    .data = &trial,
    .timeout_ms = interpreter_probe_timeout () * 1000,
    .cancelled = probe_cancelled,
    .cancelled_data = search->report,
  }, &end);
  return end.status == 0 ? trial.said : (struct interpreter_trial) { NULL, NULL };
}
