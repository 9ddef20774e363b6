/* download.c: a download to a file of the environment.
 *
 * It goes to a temporary file in the same folder, which is renamed when it is
 * complete and has the right hash. */
#include <config.h>

#include "download.h"

#include "cleanup.h"
#include "modules.h"
#include "file.h"
#include "hash.h"
#include "pip_config.h"
#include "redirect.h"
#include "sink.h"
#include "transfer.h"
#include "tree.h"
#include "url.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define DOWNLOAD_LIMIT ((uint64_t) 64 << 20)

struct download {
  pyvenv_context *cx;
  const char *relpath;
  const char *name;             /* last part of relpath */
  char *parent;                 /* folder of relpath, or "" */
  char temporary[64];           /* name in that folder; "": there is none */
  int dir;                      /* that folder */
  struct sink sink;             /* the temporary file */
};

static void
download_close (struct download *download)
{
  int saved = errno;
  if (download->temporary[0] != '\0')
    unlinkat (download->dir, download->temporary, 0);
  if (download->sink.fd >= 0)
    close (download->sink.fd);
  sink_release (&download->sink);
  if (download->dir >= 0)
    close (download->dir);
  free (download->parent);
  errno = saved;
}
#define CLEAN_DOWNLOAD __attribute__ ((cleanup (download_close)))

/* Makes the folder and opens the temporary file in it. */
static int
download_open (struct download *download)
{
  pyvenv_context *cx = download->cx;
  const char *slash = strrchr (download->relpath, '/');
  size_t length = slash != NULL ? (size_t) (slash - download->relpath) : 0;
  download->name = slash != NULL ? slash + 1 : download->relpath;
  download->parent = strndup (download->relpath, length);
  if (download->parent == NULL)
    return pyvenv_fail (cx, errno, "cannot download to '%s'",
                        download->relpath);
  if (length > 0 && pyvenv_make_dir (cx, download->parent) < 0)
    return -1;
  download->dir = tree_open_folder (tree_fd (context_tree (cx)), download->parent,
                                    length);
  if (download->dir < 0)
    return pyvenv_fail (cx, errno, "cannot open the folder '%s/%s'",
                        pyvenv_env_dir (cx), download->parent);

  /* The journal comes first, so that a killed run is undone, too. */
  char name[sizeof download->temporary];
  file_temporary_name (name, ".pyvenv-fetch-");
  const char *whole = pyvenv_format (cx, "%s%s%s", download->parent,
                                     length > 0 ? "/" : "", name);
  if (whole == NULL || tree_will_create (context_tree (cx), whole) < 0)
    return -1;
  download->sink.fd = openat (download->dir, name, O_WRONLY | O_CREAT
                              | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
  if (download->sink.fd < 0)
    return pyvenv_fail (cx, errno, "cannot create '%s/%s'",
                        pyvenv_env_dir (cx), whole);
  memcpy (download->temporary, name, sizeof name);
  return 0;
}

/* Renames the complete file. */
static int
download_finish (struct download *download)
{
  pyvenv_context *cx = download->cx;
  struct stat st;
  if (fstatat (download->dir, download->name, &st, AT_SYMLINK_NOFOLLOW) == 0
      && S_ISDIR (st.st_mode))
    return pyvenv_fail (cx, EISDIR, "cannot download to '%s/%s'",
                        pyvenv_env_dir (cx), download->relpath);
  if (tree_set_aside (context_tree (cx), download->relpath) < 0)
    return -1;
  if (renameat (download->dir, download->temporary, download->dir,
                download->name) < 0)
    return pyvenv_fail (cx, errno, "cannot create '%s/%s'",
                        pyvenv_env_dir (cx), download->relpath);
  download->temporary[0] = '\0';
  return 0;
}

/* Refuses plain http without a hash, except from HOSTS and this machine: what
 * is downloaded is often run, and others on the network could change it. */
static int
download_check_safe (pyvenv_context *cx, struct arena *arena, const char *url,
                     const char *const *hosts)
{
  struct url_parts parts;
  if (!url_has_scheme (url, "http")
      || (redirect_parse_url (arena, url, &parts)
          && url_is_secure (&parts, hosts)))
    return 0;
  CLEAN_TEXT struct text shown = TEXT_EMPTY;
  url_redact (&shown, url);
  return pyvenv_fail_as (cx, PYVENV_ERROR_NETWORK, 0, "cannot download '%s':"
                         " plain http is not safe, since others can change what"
                         " it brings; use https, give a hash (#sha256=HEX), or"
                         " name the host in trusted-host in pip's settings",
                         text_string (&shown));
}

/* Checks the URL and the hash, and brings *HASH into the form of hash.h. */
static int
download_check (pyvenv_context *cx, struct arena *arena, const char *url,
                const char **hash, const char *const *hosts)
{
  const char *given = *hash;
  if (given != NULL
      && (*hash = hash_parse (arena, given, strlen (given))) == NULL)
    return pyvenv_fail (cx, 0, "'%s' is not a hash that a download can be"
                        " checked by (sha256=HEX, sha384=HEX or sha512=HEX)",
                        given);

  CLEAN_TEXT struct text shown = TEXT_EMPTY;
  url_redact (&shown, url);
  bool remote = url_has_scheme (url, "http") || url_has_scheme (url, "https");
  if (!remote && !url_has_scheme (url, "file"))
    return pyvenv_fail_as (cx, PYVENV_ERROR_NETWORK, 0, "cannot download"
                           " '%s': its address must start with https:, http:"
                           " or file:", text_string (&shown));
  if (remote && (pyvenv_options (cx) & PYVENV_OFFLINE))
    return pyvenv_fail_as (cx, PYVENV_ERROR_NETWORK, 0, "--offline: '%s' is"
                           " not on this machine", text_string (&shown));
  return *hash != NULL ? 0 : download_check_safe (cx, arena, url, hosts);
}

int
download_fetch (pyvenv_context *cx, const char *url, const char *relpath,
                const char *hash, uint64_t limit)
{
  CLEAN_ARENA struct arena arena = { NULL };
  struct pip_config config;
  if (pip_config_read (cx, &arena, &config) < 0
      || download_check (cx, &arena, url, &hash, config.trusted_hosts) < 0)
    return -1;
  config.network.trusted_hosts = config.trusted_hosts;
  CLEAN_SESSION struct session session = { 0 };
  CLEAN_DOWNLOAD struct download download = {
    .cx = cx, .relpath = relpath, .dir = -1,
    .sink = { .fd = -1, .hash = hash }
  };
  if (session_open (&session, cx, &config.network) < 0
      || download_open (&download) < 0 || sink_start (cx, &download.sink) < 0)
    return -1;

  struct transfer transfer = {
    .url = url, .what = download.name,
    .checked = hash != NULL,
    .limit = limit != 0 ? limit : DOWNLOAD_LIMIT,
    .write = sink_write, .restart = sink_restart, .data = &download.sink
  };
  if (session_run (&session, &transfer, 1) < 0)
    return -1;
  if (transfer.error != NULL)
    {
      int result = transfer_fail (&transfer);
      return transfer.missing ? PYVENV_MISSING : result;
    }
  if (sink_verify (cx, &download.sink, url, "was asked for") < 0)
    return -1;
  return download_finish (&download);
}
