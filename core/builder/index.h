/* index.h: what index.so, which chooses wheels, and fetch.so, which talks to
 * servers, tell each other. */
#ifndef PYVENV_INDEX_H
#define PYVENV_INDEX_H

#include "arena.h"

#include <pyvenv-plugin.h>
#include <stdbool.h>
#include <stdint.h>

/* How to reach servers.  Proxies, .netrc and what else libcurl reads by itself
 * are not here. */
struct network {
  long timeout;                 /* seconds without a byte; at least 1 */
  unsigned retries;
  const char *ca_file;          /* PEM file, or NULL */
  const char *ca_dir;           /* hashed folder, or NULL; with neither, the
                                 * system's certificates count */
  const char *client_cert;      /* PEM file with certificate and key, or NULL */
  const char *proxy;            /* instead of those of the environment */
  const char *const *trusted_hosts; /* "host" or "host:port", whose certificates
                                     * nobody checks; ends with NULL, or NULL */
};

/* One file that an index offers (PEP 503, PEP 691).  No string has control
 * characters. */
struct index_file {
  const char *name;
  const char *url;              /* absolute, without credentials */
  const char *credentials;      /* "user:password" that stood in it, or NULL; any
                                 * bytes */
  const char *hash;             /* "sha256=HEX"; "": all that are named are of
                                 * no use; NULL: none is named */
  const char *requires_python;  /* or NULL */
  uint64_t size;                /* 0: not known */
  bool yanked;
};

/* The page of one project. */
struct index_page {
  const char *url;              /* without credentials */
  const char *credentials;      /* "user:password", or NULL */

  /* What is known from an earlier answer, or NULL; then of the new answer. */
  const char *etag, *last_modified;
  long max_age;                 /* seconds that it may be used unasked; -1: it
                                 * is not to be kept */

  bool unchanged;               /* the answer is: as before */
  bool missing;                 /* the answer is: no such project here */
  const char *error;            /* why there is none, or NULL */
  bool unreachable;             /* no answer, or one that may differ later */
  bool forbidden;               /* the answer is: not for you */
  struct index_file *files;     /* wheels only */
  size_t count;
};

/* One file to download. */
struct index_download {
  const char *url;
  const char *credentials;
  const char *what;             /* the name for messages */
  const char *hash;             /* "sha256=HEX"; NULL: none is asked for */
  uint64_t size;                /* 0: not known */
  int fd;                       /* an empty file, open for writing */
  int write_error;              /* the answer: why it took no more, or 0 */
};

struct session;

/* What fetch.so offers beyond pyvenv_fetch.  All but close return 0, or -1
 * after pyvenv_fail. */
struct index_network {
  struct session *(*open) (pyvenv_context *cx, const struct network *network);
  void (*close) (struct session *session);

  /* Asks for COUNT pages at once.  What goes wrong with one stands in it; -1
   * only where nothing can be asked.  Strings come to live in ARENA. */
  int (*pages) (struct session *session, struct arena *arena,
                struct index_page *pages, size_t count);

  /* Downloads COUNT files at once, and checks their hashes and sizes.  Also
   * PYVENV_UNREACHABLE after pyvenv_fail, where trying later may help. */
  int (*download) (struct session *session, struct index_download *downloads,
                   size_t count);
};

#endif
