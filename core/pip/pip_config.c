/* pip_config.c: what the user's settings of pip mean. */
#include <config.h>

#include "pip_config.h"

#include "modules.h"
#include "pip_files.h"
#include "pip_option.h"
#include "pip_values.h"
#include "system.h"
#include "text.h"
#include "vector.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

/* pip's own defaults, and limits: beyond an hour libcurl's milliseconds would
 * overflow. */
#define PIP_CONFIG_TIMEOUT 15
#define PIP_CONFIG_TIMEOUT_MOST 3600
#define PIP_CONFIG_RETRIES 5
#define PIP_CONFIG_RETRIES_MOST 100

/* VALUE as a number from LEAST to MOST; FALLBACK where it is not a number.  pip
 * takes fractions of a second, which are rounded up here. */
static long
pip_config_number (const char *value, long least, long most, long fallback)
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

/* pip refuses a value that is neither true nor false.  The user may have meant
 * to forbid the network, so that it counts as true. */
static bool
pip_config_forbids_index (pyvenv_context *cx, struct pip_values *values)
{
  static const char *const yes[] = { "y", "yes", "t", "true", "on", "1" };
  const char *value = pip_values_get (values, PIP_NO_INDEX);
  if (value == NULL || pip_option_is_off (value))
    return false;
  bool known = false;
  for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++)
    known = known || strcasecmp (value, yes[i]) == 0;
  if (!known)
    {
      context_warn_once (cx, "no-index is '%s' in the settings of pip,"
                         " which is neither true nor false; it counts as true",
                         value);
      values->unsupported = "no-index";
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

/* Which certificates to trust: those of the variables that requests knows, which
 * override pip's option also in pip, unless pip has an option for the proxy; or of
 * CERT, that option; each a file or a folder; else those of OpenSSL's variables, a file and a folder, both of which
 * count.  Only pip's own options expand "~".  Returns false on out of memory. */
static bool
pip_config_set_certificates (struct arena *arena, const char *cert,
                             struct network *network)
{
  const char *named = network->proxy != NULL ? NULL
    : pip_files_variable ("REQUESTS_CA_BUNDLE");
  if (named == NULL && network->proxy == NULL)
    named = pip_files_variable ("CURL_CA_BUNDLE");
  if (named == NULL && cert != NULL)
    {
      named = pip_config_path (arena, cert);
      if (named == NULL)
        return false;
    }

  struct stat st;
  bool is_dir = named != NULL && stat (named, &st) == 0
    && S_ISDIR (st.st_mode);
  *(is_dir ? &network->ca_dir : &network->ca_file) = named;
  if (named == NULL)
    {
      network->ca_file = pip_files_variable ("SSL_CERT_FILE");
      network->ca_dir = pip_files_variable ("SSL_CERT_DIR");
    }
  return true;
}

/* HTTP_PROXY, if it counts: http_proxy overrides it, also an empty one; and in
 * a CGI program a client can set it by a header (CVE-2016-1000110). */
static const char *
pip_config_http_proxy (void)
{
  return secure_getenv ("http_proxy") != NULL
    || secure_getenv ("REQUEST_METHOD") != NULL
    ? NULL : pip_files_variable ("HTTP_PROXY");
}

/* Whether pip in a new environment, where there is no module keyring, would run the
 * program of that name.  With no-input it has to be asked for, since a keyring may
 * want a password itself. */
static bool
pip_config_has_keyring (struct pip_values *values)
{
  const char *provider = pip_values_get (values, PIP_KEYRING_PROVIDER);
  const char *no_input = pip_values_get (values, PIP_NO_INPUT);
  if (provider == NULL || strcmp (provider, "auto") == 0)
    return no_input == NULL || pip_option_is_off (no_input);
  bool is_program = strcmp (provider, "subprocess") == 0;
  if (!is_program && strcmp (provider, "disabled") != 0
      && values->unsupported == NULL)
    values->unsupported = "keyring-provider";
  return is_program;
}

/* Returns false on out of memory. */
static bool
pip_config_set_network (struct arena *arena, const struct pip_values *values,
                        struct network *network)
{
  const char *client = pip_values_get (values, PIP_CLIENT_CERT);
  long retries = pip_config_number (pip_values_get (values, PIP_RETRIES), 0,
                                    PIP_CONFIG_RETRIES_MOST,
                                    PIP_CONFIG_RETRIES);
  *network = (struct network) {
    .timeout = pip_config_number (pip_values_get (values, PIP_TIMEOUT), 1,
                                  PIP_CONFIG_TIMEOUT_MOST, PIP_CONFIG_TIMEOUT),
    .retries = (unsigned) retries,
    .client_cert = pip_config_path (arena, client),
    .proxy = pip_values_get (values, PIP_PROXY),
    .http_proxy = pip_config_http_proxy ()
  };
  return pip_config_set_certificates (arena, pip_values_get (values, PIP_CERT),
                                      network)
    && (client == NULL || network->client_cert != NULL);
}

int
pip_config_read (pyvenv_context *cx, struct arena *arena,
                 struct pip_config *ret)
{
  struct pip_values values;
  if (pip_values_read (cx, arena, &values) < 0)
    return -1;

  /* Both may find an option that pip would refuse. */
  bool no_index = pip_config_forbids_index (cx, &values);
  bool has_keyring = pip_config_has_keyring (&values);
  *ret = (struct pip_config) {
    .index_url = pip_values_get (&values, PIP_INDEX_URL),
    .extra_index_urls
      = pip_config_list (arena, pip_values_get (&values, PIP_EXTRA_INDEX_URL)),
    .find_links
      = pip_config_list (arena, pip_values_get (&values, PIP_FIND_LINKS)),
    .trusted_hosts
      = pip_config_list (arena, pip_values_get (&values, PIP_TRUSTED_HOST)),
    .no_index = no_index,
    .unsupported = values.unsupported, .broken = values.broken
  };
  if (!pip_config_set_network (arena, &values, &ret->network)
      || ret->extra_index_urls == NULL || ret->find_links == NULL
      || ret->trusted_hosts == NULL)
    return pyvenv_fail (cx, ENOMEM, "cannot read the settings of pip");
  ret->network.keyring = has_keyring;
  return 0;
}
