/* sources.h: where wheels may be: pages of indexes, and links and folders. */
#ifndef PYVENV_SOURCES_H
#define PYVENV_SOURCES_H

#include "choose.h"
#include "fetch.h"
#include "pip_config.h"
#include "url_parts.h"
#include "vector.h"

#include <stddef.h>
#include <time.h>

/* A page to look at. */
struct source {
  struct url_parts parts;
  struct project_page page;       /* the answer */
  struct project_page known;      /* an earlier one; url NULL: none */
  time_t age;                   /* of that */
  size_t index;                 /* of which one, from 1; 0: of find-links, whose
                                 * files need no hash */
  bool fetch;                   /* it has to be asked for */
};

DEFINE_VECTOR (source_vector, struct source);

/* One search: everything that it gathers. */
struct finder {
  pyvenv_context *cx;
  struct arena *arena;
  struct pip_config config;
  struct chooser chooser;
  struct requirement *wanted;
  size_t wanted_count;
  struct source_vector sources;
  size_t index_count;
  const char *const *links;     /* find-links that were looked at, or NULL */
  bool only_links;              /* the user's settings forbid to use an index */
  bool keep;                    /* PYVENV_KEEP_INSTALLED */
  const struct fetch_client *client; /* NULL until it is needed */
  struct session *session;      /* the same */
  int *held;                    /* a descriptor of each wanted wheel, or -1;
                                 * NULL before they are at hand */
  char scratch[64];             /* a folder of ENV_DIR where wheels lie for now;
                                 * "": none */
};

/* Adds the page of each wanted project on the index at URL. */
int sources_add_index (struct finder *finder, const char *url) PYVENV_CHECK;

/* Adds one entry of find-links: a folder, a wheel, or a page. */
int sources_add_link (struct finder *finder, const char *link) PYVENV_CHECK;

/* Reads all pages, from the cache or from servers, and offers their files; warns
 * of those that cannot be had where others will do.  Returns 0, -1 after
 * pyvenv_fail, or PYVENV_UNREACHABLE. */
int sources_read (struct finder *finder) PYVENV_CHECK;

/* Loads fetch.so and opens a session on first use. */
int sources_connect (struct finder *finder) PYVENV_CHECK;

#endif
