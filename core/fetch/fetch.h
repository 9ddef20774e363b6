/* fetch.h: what fetch.so, which talks to servers, offers to index.so, which
 * chooses wheels. */
#ifndef PYVENV_FETCH_H
#define PYVENV_FETCH_H

#include "arena.h"
#include "network.h"

#include <pyvenv-plugin.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One file on the page of a project (PEP 503, PEP 691).  No string has control
 * characters, except for the credentials. */
struct project_file {
  const char *name;
  const char *url;              /* absolute, without credentials */
  const char *credentials;      /* those of the URL, as in url_parts.h */
  const char *hash;             /* "sha256=HEX"; "": the page gives only hashes
                                 * of other kinds; NULL: it gives none */
  const char *requires_python;  /* or NULL */
  uint64_t size;                /* 0: the page does not tell */
  bool yanked;                  /* PEP 592 */
};

/* The page of one project: the question and the answer. */
struct project_page {
  const char *url;              /* without credentials */
  const char *credentials;      /* as in url_parts.h, or NULL */

  /* Headers of an earlier answer, or NULL; then those of the new answer. */
  const char *etag, *last_modified;
  long max_age;                 /* seconds for which the page may be used
                                 * without asking again; -1: do not keep it */

  bool unchanged;               /* the server answered 304 */
  bool missing;                 /* the server answered 404 or 410 */
  const char *error;            /* why there is no page, or NULL */
  bool unreachable;             /* no answer, or one that may differ later */
  bool forbidden;               /* the server answered 403 */
  struct project_file *files;   /* wheels only */
  size_t count;
};

/* One file to download. */
struct fetch_request {
  const char *url;
  const char *credentials;      /* those for its host, as above, or NULL */
  const char *what;             /* the file's name in messages */
  const char *hash;             /* "sha256=HEX" that it must have, or NULL */
  uint64_t size;                /* bytes that it must have; 0: not known */
  int fd;                       /* an empty file, open for writing */

  /* Called when the file is there and right, while others are still on their way; it
   * returns 0, or -1 after pyvenv_fail, which ends all.  NULL: nobody is. */
  int (*on_done) (struct fetch_request *request);
  void *data;                   /* for that */

  /* The answer. */
  int write_error;              /* errno of a failed write, or 0 */
  bool missing;                 /* there is nothing at the URL */
};

struct session;

/* Connections to servers.  Each function but close returns 0, or -1 after
 * pyvenv_fail; open returns NULL then. */
struct fetch_client {
  /* Opens a session, which one thread uses.  NETWORK's strings must outlive
   * it. */
  struct session *(*open) (pyvenv_context *cx, const struct network *network);
  void (*close) (struct session *session);

  /* Asks for COUNT pages at once.  Where one of them fails, its field `error`
   * says why; -1 only where no page can be asked for.  Strings live in
   * ARENA. */
  int (*pages) (struct session *session, struct arena *arena,
                struct project_page *pages, size_t count);

  /* Downloads COUNT files at once, and checks their hashes and sizes.  Returns
   * PYVENV_UNREACHABLE, also after pyvenv_fail, where trying later may help. */
  int (*download) (struct session *session, struct fetch_request *requests,
                   size_t count);
};

#endif
