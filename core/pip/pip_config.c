/* pip_config.c: the user's settings of pip, with pip's own precedence.
 *
 * Each file overrides the ones before it, section by section and key by key.
 * Only then does [install] come before [global], and the environment before
 * both, so that [install] of the machine beats [global] of the user. */
#include <config.h>

#include "pip_config.h"

#include "cleanup.h"
#include "modules.h"
#include "pip_files.h"
#include "pip_ini.h"
#include "pip_option.h"
#include "text.h"
#include "vector.h"

#include <string.h>
#include <strings.h>
#include <sys/stat.h>

/* pip's own defaults; beyond an hour libcurl's milliseconds would overflow. */
#define PIP_TIMEOUT 15
#define PIP_TIMEOUT_MOST 3600
#define PIP_RETRIES 5
#define PIP_RETRIES_MOST 100

enum pip_key {
  PIP_INDEX_URL, PIP_EXTRA_INDEX_URL, PIP_FIND_LINKS, PIP_NO_INDEX,
  PIP_TRUSTED_HOST, PIP_CERT, PIP_CLIENT_CERT, PIP_PROXY, PIP_TIMEOUT_KEY,
  PIP_RETRIES_KEY, PIP_KEYS
};

/* The names of an option, the one that pip prefers last. */
static const struct {
  enum pip_key key;
  const char *name;
} pip_names[] = {
  { PIP_INDEX_URL, "pypi-url" }, { PIP_INDEX_URL, "index-url" },
  { PIP_EXTRA_INDEX_URL, "extra-index-url" }, { PIP_FIND_LINKS, "find-links" },
  { PIP_NO_INDEX, "no-index" }, { PIP_TRUSTED_HOST, "trusted-host" },
  { PIP_CERT, "cert" }, { PIP_CLIENT_CERT, "client-cert" },
  { PIP_PROXY, "proxy" },
  { PIP_TIMEOUT_KEY, "timeout" }, { PIP_TIMEOUT_KEY, "default-timeout" },
  { PIP_RETRIES_KEY, "retries" }
};
#define PIP_NAMES (sizeof pip_names / sizeof pip_names[0])

/* Weakest first. */
enum pip_section { PIP_GLOBAL, PIP_INSTALL, PIP_ENVIRONMENT, PIP_SECTIONS };

struct pip_reader {
  pyvenv_context *cx;
  struct arena *arena;
  const char *values[PIP_SECTIONS][PIP_KEYS];
  const char *foreign;
  const char *broken;           /* see pip_config.h */
  bool failed, cancelled;
};

/* Where KEY stands among the names; PIP_NAMES where it does not. */
static size_t
pip_find (const char *key)
{
  size_t i = 0;
  while (i < PIP_NAMES && !pip_option_is (key, pip_names[i].name))
    i++;
  return i;
}

/* The first setting of an option that is not read here is remembered. */
static void
pip_keep_foreign (struct pip_reader *reader, const char *name,
                  const char *option, const char *value)
{
  if (reader->foreign != NULL || pip_option_is_harmless (option, value))
    return;
  reader->foreign = arena_copy (reader->arena, name);
  reader->failed = reader->failed || reader->foreign == NULL;
}

static void
pip_keep (struct pip_reader *reader, enum pip_section section,
          const char *key, const char *value)
{
  size_t i = pip_find (key);
  if (i == PIP_NAMES)
    {
      pip_keep_foreign (reader, key, key, value);
      return;
    }
  const char *copy = arena_copy (reader->arena, value);
  reader->values[section][pip_names[i].key] = copy;
  reader->failed = reader->failed || copy == NULL;
}

static void
pip_on_entry (void *data, const char *section, const char *key,
              const char *value)
{
  if (strcmp (section, "global") == 0)
    pip_keep (data, PIP_GLOBAL, key, value);
  else if (strcmp (section, "install") == 0)
    pip_keep (data, PIP_INSTALL, key, value);
}

/* Reads one file, if it is there and may be read. */
static void
pip_read_file (struct pip_reader *reader, const char *path)
{
  unsigned line = 0;
  size_t length = 0;
  CLEAN_FREE char *bytes = context_read_settings (reader->cx, path, &length);
  if (bytes == NULL && errno != EFBIG)
    {
      reader->failed = reader->failed || errno == ENOMEM;
      reader->cancelled = reader->cancelled || errno == ECANCELED;
      return;
    }
  if (bytes != NULL
      && pip_ini_read (bytes, length, pip_on_entry, reader, &line))
    {
      pyvenv_debug (reader->cx, "read '%s'", path);
      return;
    }
  if (bytes == NULL)
    context_warn_once (reader->cx, "'%s' is not used: it is too large", path);
  else
    context_warn_once (reader->cx, "'%s' is not used: line %u is not as pip's"
                       " settings must be", path, line);
  reader->foreign = reader->broken = path;
}

/* What stands behind "PIP_" in the name of VARIABLE, of the environment; NULL
 * where that is not how it begins, where it has no value, and for the two that
 * pip leaves out. */
static const char *
pip_read_variable (struct pip_reader *reader, const char *variable,
                   const char **value)
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

/* In the order of the table, where the name that pip prefers comes last; then
 * those that are not in it.  For pip, and so here, PIP_index_url is one too. */
static void
pip_read_variables (struct pip_reader *reader)
{
  for (size_t i = 0; i <= PIP_NAMES; i++)
    for (char **variable = environ; *variable != NULL; variable++)
      {
        const char *value;
        const char *key = pip_read_variable (reader, *variable, &value);
        if (key == NULL || pip_find (key) != i)
          continue;
        if (i < PIP_NAMES)
          pip_keep (reader, PIP_ENVIRONMENT, key, value);
        else
          pip_keep_foreign (reader, key - 4, key, value);
      }
}

/* The environment overrides all files. */
static void
pip_read_all (struct pip_reader *reader)
{
  const char *const *file = pip_files (reader->arena,
                                       pyvenv_env_dir (reader->cx));
  reader->failed = file == NULL;
  for (; file != NULL && *file != NULL; file++)
    pip_read_file (reader, *file);
  pip_read_variables (reader);
}

/* The strongest value that is not empty, or NULL. */
static const char *
pip_value (const struct pip_reader *reader, enum pip_key key)
{
  for (int section = PIP_SECTIONS - 1; section >= 0; section--)
    {
      const char *value = reader->values[section][key];
      if (value != NULL && *value != '\0')
        return value;
    }
  return NULL;
}

/* A number from LEAST to MOST; FALLBACK where VALUE is none.  A fraction, which
 * pip takes for time-outs, is rounded up. */
static long
pip_number (const char *value, long least, long most, long fallback)
{
  if (value == NULL)
    return fallback;
  char *end;
  double number = strtod (value, &end);
  if (end == value || end[strspn (end, " \t\n")] != '\0' || !(number >= 0))
    return fallback;
  if (number >= (double) most)
    return most;
  long whole = (long) number;
  if ((double) whole < number)
    whole++;
  return whole < least ? least : whole;
}

/* pip refuses a value that is neither true nor false.  It may have been meant to
 * keep us off the network. */
static bool
pip_forbids_index (struct pip_reader *reader)
{
  static const char *const yes[] = { "y", "yes", "t", "true", "on", "1" };
  const char *value = pip_value (reader, PIP_NO_INDEX);
  if (value == NULL || pip_option_is_off (value))
    return false;
  bool known = false;
  for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++)
    known = known || strcasecmp (value, yes[i]) == 0;
  if (!known)
    {
      context_warn_once (reader->cx, "no-index is '%s' in the settings of pip,"
                         " which is neither true nor false; it counts as true",
                         value);
      reader->foreign = "no-index";
    }
  return true;
}

const char *const *
pip_config_list (struct arena *arena, const char *value)
{
  static const char blanks[] = " \t\r\n\f\v";
  struct string_vector list = { .arena = arena };
  const char *s = value != NULL ? value : "";
  for (s += strspn (s, blanks); *s != '\0'; s += strspn (s, blanks))
    {
      size_t length = strcspn (s, blanks);
      const char *part = arena_copy_bytes (arena, s, length);
      if (part == NULL || string_vector_append (&list, part) != 0)
        return NULL;
      s += length;
    }
  return string_vector_append (&list, NULL) == 0 ? list.items : NULL;
}

const char *
pip_config_path (struct arena *arena, const char *path)
{
  const char *home = pip_files_variable ("HOME");
  bool is_home = path != NULL && home != NULL
    && (strcmp (path, "~") == 0 || string_starts_with (path, "~/"));
  return is_home ? arena_format (arena, "%s%s", home, path + 1) : path;
}

/* The value of an option that pip reads as a path. */
static const char *
pip_path (struct pip_reader *reader, enum pip_key key)
{
  const char *value = pip_value (reader, key);
  const char *path = pip_config_path (reader->arena, value);
  reader->failed = reader->failed || (value != NULL && path == NULL);
  return path;
}

/* Certificates are named by pip's option, or as other programs know them; each
 * time by a file or a folder.  Only pip's own options know a home. */
static void
pip_set_network (struct pip_reader *reader, struct network *network)
{
  static const char *const variables[] = {
    "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR"
  };
  const char *name = pip_path (reader, PIP_CERT);
  for (size_t i = 0; name == NULL
         && i < sizeof variables / sizeof variables[0]; i++)
    name = pip_files_variable (variables[i]);

  struct stat st;
  bool is_dir = name != NULL && stat (name, &st) == 0 && S_ISDIR (st.st_mode);
  *network = (struct network) {
    .timeout = pip_number (pip_value (reader, PIP_TIMEOUT_KEY), 1,
                           PIP_TIMEOUT_MOST, PIP_TIMEOUT),
    .retries = (unsigned) pip_number (pip_value (reader, PIP_RETRIES_KEY), 0,
                                      PIP_RETRIES_MOST, PIP_RETRIES),
    .ca_file = is_dir ? NULL : name,
    .ca_dir = is_dir ? name : NULL,
    .client_cert = pip_path (reader, PIP_CLIENT_CERT),
    .proxy = pip_value (reader, PIP_PROXY)
  };
}

int
pip_config_read (pyvenv_context *cx, struct arena *arena,
                 struct pip_config *ret)
{
  struct pip_reader reader = { .cx = cx, .arena = arena };
  pip_read_all (&reader);

  *ret = (struct pip_config) {
    .index_url = pip_value (&reader, PIP_INDEX_URL),
    .extra_index_urls
      = pip_config_list (arena, pip_value (&reader, PIP_EXTRA_INDEX_URL)),
    .find_links = pip_config_list (arena, pip_value (&reader, PIP_FIND_LINKS)),
    .trusted_hosts
      = pip_config_list (arena, pip_value (&reader, PIP_TRUSTED_HOST)),
    .no_index = pip_forbids_index (&reader),
    .foreign = reader.foreign, .broken = reader.broken
  };
  pip_set_network (&reader, &ret->network);
  if (reader.cancelled)
    return pyvenv_fail_as (cx, PYVENV_ERROR_INTERRUPTED, 0, "interrupted");
  if (reader.failed || ret->extra_index_urls == NULL
      || ret->find_links == NULL || ret->trusted_hosts == NULL)
    return pyvenv_fail (cx, ENOMEM, "cannot read the settings of pip");
  return 0;
}
