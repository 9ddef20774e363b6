/* keyring.c: passwords from the user's keyring. */
#include <config.h>

#include "keyring.h"

#include "cleanup.h"
#include "process.h"
#include "system.h"
#include "text.h"

#include <jansson.h>
#include <string.h>
#include <sys/stat.h>

/* What the program wrote. */
struct keyring_answer {
  struct session *session;
  struct text output;
  bool is_old;                  /* it does not know what it was asked */
};

const char *
keyring_known (const struct session *session, const struct transfer *transfer,
               const char *user)
{
  size_t length = user != NULL ? strlen (user) : 0;
  for (size_t i = 0; i < session->keyring.count; i++)
    {
      const struct keyring_entry *entry = &session->keyring.items[i];
      if (entry->credentials != NULL
          && strcmp (entry->authority, transfer->at.authority) == 0
          && (user == NULL || (strncmp (entry->credentials, user, length) == 0
                               && entry->credentials[length] == ':')))
        return entry->credentials;
    }
  return NULL;
}

/* The first program of that name on PATH.  A folder that is named relative to the
 * working directory is left out: what lies there must not learn passwords. */
static const char *
keyring_program (struct arena *arena)
{
  const char *path = secure_getenv ("PATH");
  for (const char *end; path != NULL && *path != '\0'; path = end + (*end != 0))
    {
      struct stat st;
      end = path + strcspn (path, ":");
      const char *file = *path != '/' ? NULL
        : arena_format (arena, "%.*s/keyring", (int) (end - path), path);
      if (file != NULL && stat (file, &st) == 0 && S_ISREG (st.st_mode)
          && access (file, X_OK) == 0)
        return file;
    }
  return NULL;
}

static int
keyring_on_line (void *data, int stream, const char *line)
{
  struct keyring_answer *answer = data;
  if (stream == PYVENV_PROGRESS_STDOUT)
    text_addf (&answer->output, "%s%s", answer->output.length > 0 ? "\n" : "",
               line);
  else
    {
      answer->is_old = answer->is_old
        || strstr (line, "unrecognized arguments: --mode=creds") != NULL;
      pyvenv_debug (answer->session->cx, "keyring: %s", line);
    }
  return 0;
}

static bool
keyring_is_cancelled (void *data)
{
  return pyvenv_cancelled (data) != 0;
}

/* Runs ARGV.  Returns its exit status, or -1. */
static int
keyring_run (const char *const *argv, struct keyring_answer *answer)
{
  static const char *const dropped[] = { "PYTHONIOENCODING", NULL };
  static const char *const set[] = { "PYTHONIOENCODING=utf-8", NULL };
  CLEAN_FREE char **environment = process_environment (dropped, set);
  const struct process process = {
    .argv = argv, .environment = environment, .on_line = keyring_on_line,
    .data = answer, .cancelled = keyring_is_cancelled,
    .cancelled_data = answer->session->cx
  };
  struct process_end end = { .status = -1 };
  if (environment != NULL)
    process_run (&process, &end);
  return answer->output.failed ? -1 : end.status;
}

/* "USER:PASSWORD" out of {"username": USER, "password": PASSWORD}; else NULL. */
static const char *
keyring_read (struct arena *arena, const struct text *output)
{
  json_t *root = json_loads (text_string (output), 0, NULL);
  const char *user = json_string_value (json_object_get (root, "username"));
  const char *password = json_string_value (json_object_get (root, "password"));
  const char *credentials = user == NULL || password == NULL ? NULL
    : arena_format (arena, "%s:%s", user, password);
  json_decref (root);
  return credentials;
}

/* What the keyring has under the name SERVICE, for USER unless that is NULL.  A
 * keyring before 25.2.1 only knows passwords, of users who are named. */
static const char *
keyring_get (struct session *session, const char *program, const char *service,
             const char *user)
{
  const char *const argv[] = { program, "--mode=creds", "--output=json", "get",
                               service, user, NULL };
  const char *const old[] = { program, "get", service, user, NULL };
  struct keyring_answer answer = { .session = session };
  struct keyring_answer second = { .session = session };
  const char *found = NULL;
  pyvenv_debug (session->cx, "asking '%s' for a password for '%s'", program,
                service);
  int status = keyring_run (argv, &answer);
  if (status == 0)
    found = keyring_read (&session->arena, &answer.output);
  else if (status == 2 && answer.is_old && user != NULL
           && keyring_run (old, &second) == 0)
    found = arena_format (&session->arena, "%s:%s", user,
                          text_string (&second.output));
  text_clear (&answer.output);
  text_clear (&second.output);
  return found;
}

/* The index that TRANSFER belongs to, as pip finds it: of those on its server the
 * one whose path has most in common with that of the transfer; or NULL. */
static const struct url_parts *
keyring_index (const struct session *session, const struct transfer *transfer)
{
  const struct network *network = &session->network;
  const struct url_parts *best = NULL;
  size_t most = 0;
  for (size_t i = 0; i < network->index_count; i++)
    {
      const struct url_parts *index = &network->indexes[i];
      const char *a = index->plain, *b = transfer->at.plain;
      size_t common = 0;
      for (size_t at = 0; a[at] != '\0' && a[at] == b[at]; at++)
        if (a[at] == '/')
          common = at + 1;
      if (strcmp (index->authority, transfer->at.authority) == 0
          && common > most)
        {
          best = index;
          most = common;
        }
    }
  return best;
}

/* Asks by the address of INDEX (or NULL), which ends with a slash, then by the name
 * of the server. */
static const char *
keyring_search (struct session *session, const struct url_parts *index,
                const char *authority)
{
  struct arena *arena = &session->arena;
  const char *program = keyring_program (arena), *found = NULL;
  if (program == NULL)
    return NULL;
  const char *user = index != NULL ? index->credentials : NULL;
  if (index != NULL)
    {
      size_t length = strlen (index->plain);
      while (length > 0 && index->plain[length - 1] == '/')
        length--;
      const char *service = arena_format (arena, "%.*s/", (int) length,
                                          index->plain);
      found = service == NULL ? NULL
        : keyring_get (session, program, service, user);
    }
  return found != NULL ? found : keyring_get (session, program, authority,
                                              user);
}

bool
keyring_ask (struct session *session, struct transfer *transfer)
{
  const struct url_parts *index = keyring_index (session, transfer);
  if (!session->network.keyring || transfer->asked_keyring
      || (index != NULL && index->credentials != NULL
          && strchr (index->credentials, ':') != NULL))
    return false;
  transfer->asked_keyring = true;

  const char *authority = transfer->at.authority;
  for (size_t i = 0; i < session->keyring.count; i++)
    {
      const struct keyring_entry *entry = &session->keyring.items[i];
      if (entry->index != index || strcmp (entry->authority, authority) != 0)
        continue;
      transfer->from_keyring = entry->credentials;
      return entry->credentials != NULL;
    }

  const struct keyring_entry entry = {
    index, authority, keyring_search (session, index, authority)
  };
  transfer->from_keyring = entry.credentials;
  return keyring_vector_append (&session->keyring, entry) == 0
    && entry.credentials != NULL;
}
