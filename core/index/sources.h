/* sources.h: where wheels may be: on pages of indexes and in find-links. */
#ifndef PYVENV_SOURCES_H
#define PYVENV_SOURCES_H

#include "choose.h"
#include "fetch.h"
#include "modules.h"
#include "pip_config.h"
#include "url_parts.h"
#include "vector.h"

#include <stddef.h>
#include <time.h>

/* A page to read. */
struct source {
  struct url_parts parts;
  struct project_page page;     /* the answer */
  struct project_page known;    /* the cached answer; url NULL: there is none */
  time_t age;                   /* of the cached answer, in seconds */
  size_t index;                 /* number of the index, from 1; 0: the page is
                                 * one of find-links */
  bool fetch;                   /* the server has to be asked */
};

DEFINE_VECTOR (source_vector, struct source);
DEFINE_VECTOR (url_parts_vector, struct url_parts);

/* One search and what it has gathered. */
struct finder {
  pyvenv_context *cx;
  struct arena *arena;
  struct pip_config config;
  struct chooser chooser;
  struct requirement *wanted;
  size_t wanted_count;
  struct source_vector sources;
  struct url_parts_vector indexes;
  const char *const *links;     /* entries of find-links, or NULL */
  bool only_links;              /* pip's settings forbid using an index */
  bool keep;                    /* PYVENV_KEEP_INSTALLED */
  const struct fetch_client *client; /* NULL until it is needed */
  struct session *session;      /* the same */
  struct context_held *held;    /* each wanted wheel, or one whose descriptor is -1;
                                 * NULL until they are obtained */
  bool prepares;                /* the wheels will be installed at once: images of
                                 * them are made while others are downloaded */
  char scratch[64];             /* folder of ENV_DIR for wheels that the cache
                                 * does not take; "": there is none */
};

/* Adds the page of each wanted project on the index at URL.  Returns 0, or -1
 * after pyvenv_fail, as all functions here. */
int sources_add_index (struct finder *finder, const char *url) PYVENV_CHECK;

/* Adds the page of each wanted project that is looked for in one index only, on
 * that index. */
int sources_add_own_indexes (struct finder *finder) PYVENV_CHECK;

/* Records that the address URL cannot be used: it is of an unknown scheme, or
 * others could change what comes from there.  Returns -1. */
int sources_refuse (const struct finder *finder, const char *url) PYVENV_CHECK;

/* Adds LINK, an entry of find-links: a folder, a wheel or a page, as a path or
 * URL. */
int sources_add_link (struct finder *finder, const char *link) PYVENV_CHECK;

/* Reads all pages, from the cache or from servers, and offers their files to
 * choose.h.  Where one cannot be read and others suffice, it warns.  Returns
 * also PYVENV_UNREACHABLE, after pyvenv_fail. */
int sources_read (struct finder *finder) PYVENV_CHECK;

/* Loads fetch.so and opens a session, if that was not done yet. */
int sources_connect (struct finder *finder) PYVENV_CHECK;

#endif
