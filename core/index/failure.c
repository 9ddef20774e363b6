/* failure.c: remembers that a search failed, for the other environments of the
 * run: each of them would wait for the same servers as long. */
#include <config.h>

#include "failure.h"

#include "modules.h"
#include "text.h"

#include <string.h>

/* It stays as it is until the run ends, so that only the list needs the
 * lock. */
struct failed_search {
  const char *search;           /* what failure_describe says of it */
  const char *error;            /* its message */
  int result;
  const struct failed_search *next;
};

static void
failure_add (struct text *out, const char *string)
{
  text_add (out, string != NULL ? string : "");
  text_add_char (out, '\n');
}

static void
failure_add_list (struct text *out, const char *const *list)
{
  for (; list != NULL && *list != NULL; list++)
    failure_add (out, *list);
  failure_add (out, NULL);
}

/* All that the answer of the servers depends on.  The settings of pip are part
 * of it, since an environment can have a file of them. */
static void
failure_describe (struct text *out, const struct finder *finder)
{
  const struct network *network = &finder->config.network;
  text_addf (out, "%d %d %ld %u\n", finder->chooser.prereleases,
             finder->only_links, network->timeout, network->retries);
  failure_add (out, pyvenv_python_fact (finder->cx, "version"));
  failure_add (out, network->ca_file);
  failure_add (out, network->ca_dir);
  failure_add (out, network->client_cert);
  failure_add (out, network->proxy);
  failure_add_list (out, finder->config.trusted_hosts);
  failure_add_list (out, finder->links);
  for (size_t i = 0; i < finder->wanted_count; i++)
    failure_add (out, finder->wanted[i].text);
  for (size_t i = 0; i < finder->sources.count; i++)
    {
      failure_add (out, finder->sources.items[i].parts.plain);
      failure_add (out, finder->sources.items[i].parts.credentials);
    }
}

int
failure_recall (const struct finder *finder)
{
  struct search_state *searches = context_searches (finder->cx);
  CLEAN_TEXT struct text search = TEXT_EMPTY;
  failure_describe (&search, finder);

  pthread_mutex_lock (&searches->lock);
  const struct failed_search *failed = searches->failed;
  while (failed != NULL && strcmp (failed->search, text_string (&search)) != 0)
    failed = failed->next;
  pthread_mutex_unlock (&searches->lock);
  if (failed == NULL || search.failed)
    return 0;
  pyvenv_fail_as (finder->cx, PYVENV_ERROR_NETWORK, 0, "%s", failed->error);
  return failed->result;
}

void
failure_remember (const struct finder *finder, int result)
{
  const char *error = pyvenv_last_error (finder->cx);
  if (error == NULL || pyvenv_error_kind (finder->cx) != PYVENV_ERROR_NETWORK)
    return;
  CLEAN_TEXT struct text search = TEXT_EMPTY;
  failure_describe (&search, finder);

  struct search_state *searches = context_searches (finder->cx);
  pthread_mutex_lock (&searches->lock);
  struct failed_search *failed = arena_zeroed (&searches->arena,
                                               sizeof *failed);
  if (failed != NULL && !search.failed)
    {
      failed->search = arena_copy (&searches->arena, text_string (&search));
      failed->error = arena_copy (&searches->arena, error);
      failed->result = result;
      failed->next = searches->failed;
      if (failed->search != NULL && failed->error != NULL)
        searches->failed = failed;
    }
  pthread_mutex_unlock (&searches->lock);
}
