/* modules.h: our own modules, and what they may use of the library.
 *
 * A module is a shared object that brings what only some runs need: wheel.so
 * (archives, the cache of images), index.so (which wheels) and fetch.so (HTTP,
 * TLS).  libpyvenv opens it on first use.  Modules are built together with the
 * library.  Beyond the plugin API they use what this header and tree.h declare;
 * core/pyvenv.map exports it under PYVENV_PRIVATE. */
#ifndef PYVENV_MODULES_H
#define PYVENV_MODULES_H

#include "arena.h"
#include "vector.h"

#include <pthread.h>
#include <pyvenv.h>
#include <stdbool.h>
#include <stdint.h>

struct tree;
struct wheel_tags;

/* A wheel that is asked for, by what can be told of it before it is there. */
struct asked_wheel {
  const char *project;          /* in the spelling of PEP 503 */
  const char *version;          /* NULL: any */
  bool is_pin;                  /* as in "==VERSION", which any local version of it
                                 * matches; else exactly VERSION */
  const char *place;            /* its path or URL, where the user named that, so
                                 * that direct_url.json (PEP 610) is due; or NULL */
  const char *const *hashes;    /* "sha256=HEX" (or 384, 512), of the file at PLACE */
  size_t hash_count;
};

/* Of the flags of install and install_set below: replaces the same version, too. */
#define WHEEL_REPLACE (1u << 31)

/* Behind pyvenv_install_wheel, --cache-info and --cache-clean.  The module
 * exports it as pyvenv_wheel_module. */
struct wheel_module {
  const char *version;          /* PACKAGE_VERSION; must equal the library's */

  /* FLAGS are PYVENV_WHEEL_*.  BY_OLD_PIP: the pip that the environment has
   * would do it, also where the wheel is pip.  Without it, and where there is
   * none yet, a pip installs itself, as from ensurepip. */
  int (*install) (pyvenv_context *cx, const char *path, unsigned flags,
                  bool by_old_pip);

  /* Behind pyvenv_install_wheels; the structs are of this version. */
  int (*install_set) (pyvenv_context *cx, const struct pyvenv_wheel *wheels,
                      size_t count, unsigned flags);

  /* Begins to make images of COUNT wheels that will be installed with install_set,
   * and whose file names are known; they are added one after the other, as they
   * come, by their number; what was checked to be SHA256 (NULL: nothing was) has to
   * be open as FD until the end.  That waits until the images are made if they are
   * WANTED.  Nothing fails: what could not be prepared is made and reported when it
   * is installed.  NULL where nothing can be prepared. */
  struct prepared_wheels *(*prepare) (pyvenv_context *cx,
                                      const char *const *file_names,
                                      size_t count);
  void (*prepare_add) (struct prepared_wheels *wheels, size_t number,
                       const char *path, int fd, const char *sha256);
  void (*prepare_end) (struct prepared_wheels *wheels, bool wanted);

  /* 1 if the wheel at PATH has the HASH, "sha256=HEX" (or 384, 512); 0 if not,
   * or if it cannot be read; -1 after pyvenv_fail.  A file that is known and
   * unchanged by all that stat says is not read again. */
  int (*check) (pyvenv_context *cx, const char *path, const char *hash);

  /* The version of a project (its normalised name) that the environment has, in
   * ARENA, or NULL.  -1 after pyvenv_fail. */
  int (*installed) (pyvenv_context *cx, struct arena *arena,
                    const char *project, const char **version);

  /* Sets STAYS of each of COUNT WHEELS that the environment has already: in that
   * version, and from that place where there is one.  -1 after pyvenv_fail. */
  int (*unchanged) (pyvenv_context *cx, struct arena *arena,
                    const struct asked_wheel *wheels, size_t count,
                    bool *stays);

  /* Behind pyvenv_remove_others. */
  int (*remove_others) (pyvenv_context *cx, const char *const *keep,
                        unsigned flags);

  /* Behind pyvenv_remove_projects. */
  int (*remove_projects) (pyvenv_context *cx, const char *const *projects);

  /* Adds to RET, for the COUNT installed PROJECTS, what they depend on and the
   * environment lacks: "A depends on B", in ARENA.  -1 after pyvenv_fail. */
  int (*lacking) (pyvenv_context *cx, struct arena *arena,
                  const char *const *projects, size_t count,
                  struct string_vector *ret);

  /* Mends what names the folder in which the environment lay before. */
  int (*moved) (pyvenv_context *cx);
  int (*cache_info) (pyvenv_context *cx, const char *cache_dir,
                     struct pyvenv_cache_info *ret);
  int (*cache_clean) (pyvenv_context *cx, const char *cache_dir);
  int (*cache_prune) (pyvenv_context *cx, const char *cache_dir, unsigned days);

  /* Behind cache-max-size; SIZE in bytes. */
  void (*cache_limit) (pyvenv_context *cx, const char *cache_dir, uint64_t size);
};

/* Wheels whose images are being made while others are still downloaded. */
struct prepared_wheels;

struct fetch_client;            /* fetch.h */

/* Behind pyvenv_fetch.  The module exports it as pyvenv_fetch_module. */
struct fetch_module {
  const char *version;
  int (*fetch) (pyvenv_context *cx, const char *url, const char *relpath,
                const char *hash, uint64_t limit);
  const struct fetch_client *client; /* for index.so */
};

/* What the searches of one builder share.  A run is one call of
 * pyvenv_builder_create_many; it begins without a failure. */
struct search_state {
  pthread_mutex_t turn;         /* held by the search that fills the cache */
  pthread_mutex_t lock;         /* guards what follows */
  struct arena arena;
  struct failed_search *failed; /* those of this run, a list of index.so's in the
                                 * arena */
  struct string_vector written; /* by context_write_late; in the arena */
  struct kept_answer *answers;  /* of pip in this run, a list of resolve.so's there */
};

/* What the user's settings of pip say besides where wheels are. */
struct index_settings {
  bool no_index;                /* find-links and nothing else */
  const char *only_pip;         /* why pip itself has to be run to follow them,
                                 * or NULL; a string of the context */
};

/* A wheel that a lock or a requirements file asks for, or another file, whose PATH or
 * URL is given then.  Where these are NULL it is looked for. */
struct wanted_wheel {
  const char *requirement;      /* "name==1.0" */
  const char *file_name;        /* NULL: the one that fits REQUIREMENT best */
  const char *path;             /* absolute; goes before URL */
  const char *url;
  const char *index;            /* URL of the one index to look in, also where
                                 * there is nothing at URL; NULL: where SOURCES
                                 * say */
  const char *const *hashes;    /* "sha256=HEX" (or 384, 512); one must fit, and
                                 * of an URL there is no more than one */
  size_t hash_count;            /* 0: any will do */
  uint64_t size;                /* bytes that it must have; 0: not known */
};

/* What a requirements file says of where to look, besides pip's settings. */
struct wheel_sources {
  bool no_index;                /* no index at all */
  bool replaces_index;          /* INDEX_URLS replace the ones of the settings;
                                 * else they are added */
  bool prereleases;
  struct string_vector index_urls, find_links, trusted_hosts;
};

/* A file that was asked for. */
struct obtained_wheel {
  const char *path;
  const char *url;              /* where it is from, without credentials; NULL: from
                                 * this machine */
  const char *hash;             /* that it was said to have there, or NULL */
};

/* Takes all wanted wheels, in their order; the files last as long as the call.
 * Returns 0, or -1 after pyvenv_fail. */
typedef int wheels_obtained (void *data, pyvenv_context *cx,
                             const struct obtained_wheel *wheels);

/* What `obtain` below returns where a wheel is nowhere to be found. */
#define INDEX_NO_WHEEL 2

/* Behind pyvenv_find_wheels.  The module exports it as pyvenv_index_module. */
struct index_module {
  const char *version;
  int (*find) (pyvenv_context *cx, const struct pyvenv_search *search,
               pyvenv_found *on_found, void *data);

  /* Gets COUNT wheels onto this machine, checks their sizes and hashes, and hands
   * them over.  Returns 0, -1 after pyvenv_fail; also after pyvenv_fail
   * PYVENV_UNREACHABLE, and INDEX_NO_WHEEL with all of those named. */
  int (*obtain) (pyvenv_context *cx, const struct wanted_wheel *wheels,
                 size_t count, const struct wheel_sources *sources,
                 wheels_obtained *on_obtained, void *data);
  int (*settings) (pyvenv_context *cx, struct index_settings *ret);
};

/* Behind pyvenv_install_requirements and pyvenv_check_requirements, whose struct
 * is of this version here, and which say what is returned.  The module exports it as
 * pyvenv_lock_module. */
struct lock_module {
  const char *version;
  int (*check) (pyvenv_context *cx, const struct pyvenv_requirements *what);
  int (*install) (pyvenv_context *cx, const struct pyvenv_requirements *what);
};

/* The second part of wheel.so, which makes images; see image.h. */
struct image_module;

/* Behind what lock.so leaves to pip; see resolve.h. */
struct resolve_module;

/* The module, loaded if need be; it stays until the process ends.  NULL after
 * pyvenv_fail: then the installation is broken. */
PYVENV_EXPORT const struct wheel_module *modules_wheel (pyvenv_context *cx);
PYVENV_EXPORT const struct image_module *modules_image (pyvenv_context *cx);
PYVENV_EXPORT const struct fetch_module *modules_fetch (pyvenv_context *cx);
PYVENV_EXPORT const struct index_module *modules_index (pyvenv_context *cx);
PYVENV_EXPORT const struct resolve_module *modules_resolve (pyvenv_context *cx);
const struct lock_module *modules_lock (pyvenv_context *cx);

/* What the first lines of scripts run: an absolute path, which for --final-path is
 * not the one that is there now; without a slash it is to be looked for beside the
 * script.  It lasts as long as CX. */
PYVENV_EXPORT const char *context_script_python (const pyvenv_context *cx);

/* The folder ENV_DIR while it is built; tree.h says what modules may do there. */
PYVENV_EXPORT struct tree *context_tree (pyvenv_context *cx);

/* Where caches live, "…/pyvenv"; NULL with --no-cache, or where there is no
 * home.  It need not exist. */
PYVENV_EXPORT const char *context_cache_dir (const pyvenv_context *cx);

/* The folder in which members of a group share wheels that were downloaded, whose
 * hash is to be checked; NULL: there is none. */
PYVENV_EXPORT const char *context_cache_shared (const pyvenv_context *cx);

/* The hosts whose indexes need not give hashes, "HOST" or "HOST:PORT"; NULL stands
 * behind the last, or for none. */
PYVENV_EXPORT const char *const *context_unhashed_hosts
  (const pyvenv_context *cx);

/* The seeds, caches that are only read, the first one first; NULL stands behind the
 * last, or for none. */
PYVENV_EXPORT const char *const *context_cache_seeds (const pyvenv_context *cx);

/* A wheel that is handed over, and what it is open as: the cache that it lies in
 * may be deleted meanwhile. */
struct context_held {
  const char *path;             /* NULL: there is none */
  int fd;
  const char *sha256;           /* in hexadecimal, where it was checked and nobody
                                 * else can have changed it; or NULL */
};

/* Those that are handed over at a time. */
struct context_holding {
  const struct context_held *held;
  size_t count;
};

/* Makes HOLDING the ones, and returns those before. */
PYVENV_EXPORT struct context_holding
context_hold (pyvenv_context *cx, struct context_holding holding);

/* The wheel at PATH if it is one of them, or NULL.  It stays the caller's of
 * context_hold. */
PYVENV_EXPORT const struct context_held *
context_held (const pyvenv_context *cx, const char *path);

/* The tags of wheels that the environment's Python takes (wheel_tags.h), best
 * first; they last as long as CX.  NULL after pyvenv_fail. */
PYVENV_EXPORT const struct wheel_tags *context_wheel_tags (pyvenv_context *cx);

/* Remembers that this run has installed PROJECT, in the spelling of PEP 503, or
 * has found that the environment has it as it should.  0, or -1 after
 * pyvenv_fail. */
PYVENV_EXPORT int context_note_asked (pyvenv_context *cx, const char *project);

/* What was remembered; for a look only. */
PYVENV_EXPORT const struct string_vector *
context_asked (const pyvenv_context *cx);

/* Remembers that something was added to the cache, so that cache-max-size is looked
 * at when the run ends. */
PYVENV_EXPORT void context_cache_grew (pyvenv_context *cx);

/* Has TEXT written to PATH, an absolute one outside of the environment, once that is
 * final; of the environments of one run, only the first writes it.  A second call takes
 * the place of the first.  0, or -1 after pyvenv_fail where the file could not be made
 * there. */
PYVENV_EXPORT int context_write_late (pyvenv_context *cx, const char *path,
                                      const char *text);

/* 0, or -1 after pyvenv_fail where the user asked to stop. */
PYVENV_EXPORT int context_check_cancelled (pyvenv_context *cx);

/* SIZE zeroed bytes that last as long as CX; NULL after pyvenv_fail. */
PYVENV_EXPORT void *context_memory (pyvenv_context *cx, size_t size);

/* The state of the builder's searches; not NULL. */
PYVENV_EXPORT struct search_state *context_searches (pyvenv_context *cx);

/* Waits until no other environment of the builder searches.  Returns 0, and the caller
 * then calls context_search_end; -1 after pyvenv_fail where the user asked to
 * stop. */
PYVENV_EXPORT int context_search_begin (pyvenv_context *cx) PYVENV_CHECK;
PYVENV_EXPORT void context_search_end (pyvenv_context *cx);

/* As pyvenv_warn, but each text is said once for each environment: pages and
 * settings are read for each search. */
PYVENV_EXPORT void context_warn_once (pyvenv_context *cx, const char *fmt, ...)
  PYVENV_PRINTF (2, 3);

/* The value of an option by its long name ("link-mode"), "true" or "false" for a
 * flag; NULL where it was not given.  Owned by the builder. */
PYVENV_EXPORT const char *context_option (const pyvenv_context *cx,
                                          const char *name);

#endif
