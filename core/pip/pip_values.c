/* pip_values.c: the options that the user has set for pip, with pip's
 * precedence.
 *
 * A file overrides the files before it, section by section and key by key.
 * Only then does [install] override [global], and the environment both, so that
 * [install] of the machine's file overrides [global] of the user's. */
#include <config.h>

#include "pip_values.h"

#include "cleanup.h"
#include "file.h"
#include "modules.h"
#include "pip_files.h"
#include "configparser.h"
#include "pip_option.h"
#include "system.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <strings.h>

/* The largest file that is read. */
#define PIP_VALUES_LIMIT ((size_t) 1 << 20)

/* The names of the options; of two names for one option, the one that pip
 * prefers comes last. */
static const struct {
  enum pip_key key;
  const char *name;
} pip_values_names[] = {
  { PIP_INDEX_URL, "pypi-url" }, { PIP_INDEX_URL, "index-url" },
  { PIP_EXTRA_INDEX_URL, "extra-index-url" }, { PIP_FIND_LINKS, "find-links" },
  { PIP_NO_INDEX, "no-index" }, { PIP_TRUSTED_HOST, "trusted-host" },
  { PIP_CERT, "cert" }, { PIP_CLIENT_CERT, "client-cert" },
  { PIP_PROXY, "proxy" },
  { PIP_TIMEOUT, "timeout" }, { PIP_TIMEOUT, "default-timeout" },
  { PIP_RETRIES, "retries" },
  { PIP_KEYRING_PROVIDER, "keyring-provider" }, { PIP_NO_INPUT, "no-input" }
};
#define PIP_VALUES_NAMES (sizeof pip_values_names / sizeof pip_values_names[0])

struct pip_values_reader {
  pyvenv_context *cx;
  struct arena *arena;
  struct pip_values *values;
  bool failed;
};

/* The place of KEY among the names; PIP_VALUES_NAMES where it is not there. */
static size_t
pip_values_find (const char *key)
{
  size_t i = 0;
  while (i < PIP_VALUES_NAMES && !pip_option_is (key, pip_values_names[i].name))
    i++;
  return i;
}

/* Notes the first option that is not read here and may change what pip does, and the
 * first that does so not only where pip chooses. */
static void
pip_values_keep_unsupported (struct pip_values_reader *reader,
                             const char *name, const char *option,
                             const char *value)
{
  struct pip_values *values = reader->values;
  if (values->only_pip != NULL || pip_option_is_harmless (option, value))
    return;
  const char *copy = arena_copy (reader->arena, name);
  if (values->unsupported == NULL)
    values->unsupported = copy;
  if (!pip_option_is_of_choice (option))
    values->only_pip = copy;
  reader->failed = reader->failed || copy == NULL;
}

static void
pip_values_keep (struct pip_values_reader *reader, enum pip_section section,
                 const char *key, const char *value)
{
  size_t i = pip_values_find (key);
  if (i == PIP_VALUES_NAMES)
    {
      pip_values_keep_unsupported (reader, key, key, value);
      return;
    }
  const char *copy = arena_copy (reader->arena, value);
  reader->values->values[section][pip_values_names[i].key] = copy;
  reader->failed = reader->failed || copy == NULL;
}

static void
pip_values_on_entry (void *data, const char *section, const char *key,
                     const char *value)
{
  if (strcmp (section, "global") == 0)
    pip_values_keep (data, PIP_GLOBAL, key, value);
  else if (strcmp (section, "install") == 0)
    pip_values_keep (data, PIP_INSTALL, key, value);
}

/* The bytes of the file at PATH; NULL with errno: EFBIG where it is too large,
 * ESPIPE for a pipe or a socket, which cannot be read again for the next
 * search. Does not wait for somebody to write to the pipe. */
static char *
pip_values_read_bytes (const char *path, size_t *ret_length)
{
  CLEAN_FD int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  char *bytes = fd < 0 ? NULL
                : file_read_open (fd, PIP_VALUES_LIMIT, ret_length);
  struct stat st;
  if (bytes == NULL
      && (fd < 0 ? errno == ENXIO
          : fstat (fd, &st) == 0 && S_ISFIFO (st.st_mode)))
    errno = ESPIPE;
  return bytes;
}

/* Reads one file.  As with pip, nothing is wrong if it cannot be opened. */
static void
pip_values_read_file (struct pip_values_reader *reader, const char *path)
{
  unsigned line = 0;
  size_t length = 0;
  CLEAN_FREE char *bytes = pip_values_read_bytes (path, &length);
  if (bytes == NULL && errno != EFBIG && errno != ESPIPE)
    {
      reader->failed = reader->failed || errno == ENOMEM;
      return;
    }
  if (bytes != NULL
      && configparser_read (bytes, length, pip_values_on_entry, reader, &line))
    {
      pyvenv_debug (reader->cx, "read '%s'", path);
      return;
    }
  if (bytes == NULL)
    context_warn_once (reader->cx, "'%s' is not used: it is %s", path,
                       errno == EFBIG ? "too large" : "a pipe, and the settings"
                       " of pip are read more than once (write them to a file)");
  else
    context_warn_once (reader->cx, "'%s' is not used: pip cannot read its"
                       " line %u", path, line);
  reader->values->unsupported = reader->values->broken = path;
  reader->values->only_pip = path;
}

/* The option that VARIABLE of the environment sets, without "PIP_", and its
 * *VALUE.  NULL where it does not set one, and for the two that pip ignores. */
static const char *
pip_values_read_variable (struct pip_values_reader *reader,
                          const char *variable, const char **value)
{
  if (!string_starts_with (variable, "PIP_"))
    return NULL;
  const char *name = arena_copy_bytes (reader->arena, variable,
                                       strcspn (variable, "="));
  *value = name != NULL ? pip_files_variable (name) : NULL;
  reader->failed = reader->failed || name == NULL;
  if (*value == NULL || strcasecmp (name, "PIP_VERSION") == 0
      || strcasecmp (name, "PIP_HELP") == 0)
    return NULL;
  return name + 4;
}

/* Reads the variables in the order of the table, and then those that are not in
 * it.  pip, and so this, takes PIP_index_url for one, too. */
static void
pip_values_read_variables (struct pip_values_reader *reader)
{
  for (size_t i = 0; i <= PIP_VALUES_NAMES; i++)
    for (char **variable = environ; *variable != NULL; variable++)
      {
        const char *value;
        const char *key = pip_values_read_variable (reader, *variable, &value);
        if (key == NULL || pip_values_find (key) != i)
          continue;
        if (i < PIP_VALUES_NAMES)
          pip_values_keep (reader, PIP_ENVIRONMENT, key, value);
        else
          pip_values_keep_unsupported (reader, key - 4, key, value);
      }
}

/* The environment overrides all files. */
static void
pip_values_read_all (struct pip_values_reader *reader)
{
  const char *const *file = pip_files (reader->arena,
                                       pyvenv_env_dir (reader->cx));
  reader->failed = file == NULL;
  for (; file != NULL && *file != NULL; file++)
    pip_values_read_file (reader, *file);
  pip_values_read_variables (reader);
}

int
pip_values_read (pyvenv_context *cx, struct arena *arena,
                 struct pip_values *ret)
{
  struct pip_values_reader reader = {
    .cx = cx, .arena = arena, .values = ret
  };
  *ret = (struct pip_values) { .unsupported = NULL };
  pip_values_read_all (&reader);
  return reader.failed
    ? pyvenv_fail (cx, ENOMEM, "cannot read the settings of pip") : 0;
}

const char *
pip_values_get (const struct pip_values *values, enum pip_key key)
{
  for (int section = PIP_SECTIONS - 1; section >= 0; section--)
    {
      const char *value = values->values[section][key];
      if (value != NULL && *value != '\0')
        return value;
    }
  return NULL;
}
