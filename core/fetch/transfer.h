/* transfer.h: one download by libcurl, and many at once.
 *
 * A session keeps connections open between runs.  One thread uses it, and
 * progress comes from that thread.  libcurl resolves names in a thread of its
 * own.  A transfer that is given up leaves it behind, until the name server
 * answers; libcurl stays loaded as long, since fetch.so stays until the process
 * ends. */
#ifndef PYVENV_TRANSFER_H
#define PYVENV_TRANSFER_H

#include "arena.h"
#include "netrc.h"
#include "network.h"
#include "url_parts.h"
#include "vector.h"

#include <curl/curl.h>
#include <pyvenv-plugin.h>
#include <stdbool.h>

/* Takes the next LENGTH bytes.  False, with errno set, ends the transfer. */
typedef bool transfer_write (void *data, const void *bytes, size_t length);

/* Drops what was written, because the transfer starts again.  False with
 * errno. */
typedef bool transfer_restart (void *data);

/* All bytes were written.  Returns 0, or -1 after pyvenv_fail, which ends all. */
typedef int transfer_finished (void *data);

struct session;

/* What the keyring has for one server. */
struct keyring_entry {
  const struct url_parts *index; /* or NULL: of files elsewhere */
  const char *authority;        /* the server that was asked */
  const char *credentials;      /* "user:password", or NULL */
};

DEFINE_VECTOR (keyring_vector, struct keyring_entry);

struct transfer {
  /* What to do; set by the caller. */
  const char *url;
  const char *what;             /* the name for progress in numbers, or NULL */
  const char *accept;           /* value of the header Accept, or NULL */
  const char *const *headers;   /* more headers, NULL-terminated, or NULL */
  const char *credentials;      /* for its host, as in url_parts.h, or NULL */
  bool compressed;              /* ask for gzip */
  bool checked;                 /* its hash is known: plain http is allowed */
  uint64_t limit;               /* more bytes fail */
  transfer_write *write;
  transfer_restart *restart;
  transfer_finished *finished;  /* or NULL */
  void *data;

  /* How it ended; set by session_run.  Strings are the session's. */
  long status;                  /* of HTTP; 0 where no server answered */
  long proxy_status;            /* of CONNECT; 0 where there was none */
  const char *final_url;        /* after redirects */
  const char *error;            /* message; NULL: it worked */
  const char *refused;          /* why a redirect was not followed, or NULL */
  int error_kind;               /* PYVENV_ERROR_* */
  bool missing;                 /* it failed: there is nothing at the URL */
  bool unreachable;             /* no answer, or one that may differ later */
  const char *content_type;     /* headers of the answer, or NULL */
  const char *etag;
  const char *last_modified;
  const char *cache_control;
  const char *age;

  /* State of transfer*.c, redirect.c and session.c. */
  struct url_parts first;       /* the server of url */
  struct url_parts at;          /* the server that is asked now */
  long redirects;               /* how many led there */
  bool connected;               /* this try has a connection */
  bool asked_keyring;
  const char *from_keyring;     /* the credentials that it gave, or NULL */
  CURL *easy;
  struct curl_slist *list;
  char *text;                   /* CURL_ERROR_SIZE bytes for libcurl */
  unsigned tries;
  int64_t due;                  /* when the next try starts, milliseconds */
  uint64_t done;
  uint64_t done_redirect;       /* bytes of a redirect's body */
  int write_error;
  curl_off_t seen;              /* bytes that had come ... */
  int64_t seen_at;              /* ... at this time, milliseconds */
  curl_off_t paced;             /* the same for the pace of the transfer */
  int64_t paced_at;
  long timeout;                 /* seconds without a byte */
  bool timed_out;
  bool too_slow;                /* timed out although some bytes came */
  bool too_large;
  bool ended;                   /* the whole size was reported */
  pyvenv_context *cx;
  struct session *session;
};

struct session {
  pyvenv_context *cx;
  struct network network;
  struct arena arena;           /* results of its transfers */
  struct netrc netrc;
  struct keyring_vector keyring;
  CURLM *multi;
  bool warned;                  /* that no answer comes */
  bool may_start;               /* a connection was made since transfers that wait
                                 * for one were looked at */
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

/* The monotonic clock, milliseconds. */
int64_t session_now (void);

/* Makes the handle for one more try.  False on out of memory. */
bool transfer_start (struct session *session, struct transfer *transfer);

/* Fills in the results of a try that ended with CODE.  Returns the milliseconds
 * to wait before the next try, 0 for a redirect; -1: there is no other try. */
int64_t transfer_finish (struct session *session, struct transfer *transfer,
                         CURLcode code);

/* Ends a transfer whose restart failed with errno. */
void transfer_give_up (struct session *session, struct transfer *transfer);

/* Frees what the try used. */
void transfer_release (struct transfer *transfer);

/* Reports progress, until the whole size was reported. */
void transfer_tell (struct transfer *transfer);

#endif
