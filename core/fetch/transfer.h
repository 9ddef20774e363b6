/* transfer.h: one download by libcurl, and many at once.
 *
 * A session keeps connections open between runs.  One thread uses it, and
 * progress comes from that thread.  libcurl looks for the address of a host in a
 * thread of its own, which a transfer that is given up leaves behind: it calls
 * nothing of ours and ends when the resolver does.  Until then libcurl has to stay
 * mapped, which it does: fetch.so stays until the process ends (modules.h). */
#ifndef PYVENV_TRANSFER_H
#define PYVENV_TRANSFER_H

#include "arena.h"
#include "network.h"
#include "url_parts.h"

#include <curl/curl.h>
#include <pyvenv-plugin.h>
#include <stdbool.h>

/* Takes the next bytes; false with errno set ends the transfer. */
typedef bool transfer_write (void *data, const void *bytes, size_t length);

/* Forgets what was written, because the transfer starts anew. */
typedef bool transfer_restart (void *data);

struct transfer {
  /* What to do; set by the caller. */
  const char *url;
  const char *what;             /* the name for progress in numbers, or NULL */
  const char *accept;           /* value of the header Accept, or NULL */
  const char *const *headers;   /* more headers, NULL-terminated, or NULL */
  const char *credentials;      /* "user:password" for its host, or NULL */
  bool compressed;              /* ask for gzip */
  bool checked;                 /* its hash is known, so that plain http will
                                 * do on any host */
  uint64_t limit;               /* more bytes fail */
  transfer_write *write;
  transfer_restart *restart;
  void *data;

  /* How it ended; set by session_run.  Strings are the session's. */
  long status;                  /* of HTTP; 0 where no server answered */
  long proxy_status;            /* of CONNECT; 0 where there was none */
  const char *final_url;        /* after redirects */
  const char *error;            /* NULL: it worked; a complete sentence part */
  const char *refused;          /* why a redirect was not followed, or NULL */
  int error_kind;               /* PYVENV_ERROR_* */
  bool missing;                 /* it failed: nothing is at the address */
  bool unreachable;             /* no answer, or one that may differ later */
  const char *content_type;     /* headers of the answer, or NULL */
  const char *etag;
  const char *last_modified;
  const char *cache_control;
  const char *age;

  /* Of transfer.c and session.c. */
  struct url_parts first;       /* the server of url */
  struct url_parts at;          /* that which is asked */
  long redirects;               /* that led there */
  CURL *easy;
  struct curl_slist *list;
  char *text;                   /* CURL_ERROR_SIZE bytes for libcurl */
  unsigned tries;
  int64_t due;                  /* when the next try starts, milliseconds */
  uint64_t done;
  uint64_t skipped;             /* what stands below a redirect */
  int write_error;
  curl_off_t seen;              /* bytes that had come when it was ... */
  int64_t seen_at;              /* ... this time */
  long timeout;                 /* seconds without a byte */
  bool timed_out;
  bool too_large;
  bool ended;                   /* progress was told the end */
  pyvenv_context *cx;
};

struct session {
  pyvenv_context *cx;
  struct network network;
  struct arena arena;           /* results of its transfers */
  CURLM *multi;
  bool said;                    /* that no answer comes */
};

/* Readies SESSION.  Returns 0, or -1 after pyvenv_fail. */
int session_open (struct session *session, pyvenv_context *cx,
                  const struct network *network) PYVENV_CHECK;
void session_close (struct session *session);
#define CLEAN_SESSION __attribute__ ((cleanup (session_close)))

/* Runs COUNT transfers at once, each with retries.  Returns 0 when all have
 * ended, well or not; -1 after pyvenv_fail where the user asked to stop or
 * memory is out. */
int session_run (struct session *session, struct transfer *transfers,
                 size_t count) PYVENV_CHECK;

/* Records the error of a transfer that failed; returns -1. */
int transfer_fail (const struct transfer *transfer);

/* ---- Between transfer*.c and session.c -------------------------------- */

/* Milliseconds of a clock that nobody sets. */
int64_t session_now (void);

/* Makes the handle for one more try.  False on out of memory. */
bool transfer_start (struct session *session, struct transfer *transfer);

/* Looks at how the try ended with CODE: fills the results and returns the
 * milliseconds to wait before the next try, or -1 where there is none.  0: the
 * answer was a redirect. */
int64_t transfer_finish (struct session *session, struct transfer *transfer,
                         CURLcode code);

/* Ends a transfer whose restart failed with errno. */
void transfer_give_up (struct session *session, struct transfer *transfer);

/* Frees what the try used. */
void transfer_release (struct transfer *transfer);

/* Tells how far it is, until it has told that all is there. */
void transfer_tell (struct transfer *transfer);

#endif
