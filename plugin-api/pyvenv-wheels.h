/* pyvenv-wheels.h: wheels installed, found and downloaded; locks and requirements
 * files.  Part of pyvenv-plugin.h, which plugins include.
 */
#ifndef PYVENV_PLUGIN_WHEELS_H
#define PYVENV_PLUGIN_WHEELS_H

#include "pyvenv-context.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Wheels ---------------------------------------------------------- */

/* Installs one wheel file without network, as the environment's pip would
 * (PEP 427, PEP 376).  What it depends on has to be there already.  PATH is
 * absolute.  FLAGS: 0, or
 *   PYVENV_WHEEL_BY_NAME     the user asked for a name and not for this file, so
 *                            that no direct_url.json (PEP 610) is due
 *   PYVENV_WHEEL_KEEP_NEWER  a newer version that is there already may stay; the
 *                            same version always stays
 *   PYVENV_WHEEL_NO_DEPS     what it depends on may be missing
 * Other bits are an error. */
#define PYVENV_WHEEL_BY_NAME    (1u << 0)
#define PYVENV_WHEEL_KEEP_NEWER (1u << 1)
#define PYVENV_WHEEL_NO_DEPS    (1u << 2)
PYVENV_EXPORT int pyvenv_install_wheel (pyvenv_context *cx, const char *path,
                                        unsigned flags) PYVENV_CHECK;

/* A wheel file for pyvenv_install_wheels.  Fields are only ever added at the end,
 * and one left out is zero. */
struct pyvenv_wheel {
  uint32_t struct_size;         /* sizeof (struct pyvenv_wheel) */
  const char *path;             /* absolute */
  const char *hash;             /* "sha256=HEX" (or sha384, sha512) that it has
                                 * to have, or NULL */
  const char *url;              /* where the user asked for it, for
                                 * direct_url.json; NULL: see FLAGS */
};

/* The same for COUNT wheels at once, which is faster than one after the other:
 * all of them are checked before anything is written, they may depend on each
 * other in any order, and those that are not in the cache are unpacked and
 * compiled on all processors.  Of several wheels of one project the last is
 * taken.  Where two of them have the same file there is a warning, and that of
 * the one whose name comes first in the alphabet is installed, as with pip.
 * FLAGS are those of pyvenv_install_wheel and hold for all wheels; one that has
 * a url gets its direct_url.json in any case. */
PYVENV_EXPORT int pyvenv_install_wheels (pyvenv_context *cx,
                                         const struct pyvenv_wheel *wheels,
                                         size_t count,
                                         unsigned flags) PYVENV_CHECK;

/* ---- Downloads and indexes ------------------------------------------- */

/* Uninstalls each distribution that nothing in this run has asked for: that was
 * neither installed by the functions of this header nor found to be there already
 * as it should.  KEEP names further projects that stay; it ends with NULL, and may
 * be NULL.  FLAGS: 0, or PYVENV_WHEEL_NO_DEPS: what is left may depend on what
 * goes; without it that fails with PYVENV_ERROR_ARCHIVE.  One without a RECORD
 * fails, too; what was not installed from a wheel (.egg-info, .egg-link) stays,
 * with a warning.  Nothing happens in a new environment.  Like all changes it is
 * undone if the environment is given up. */
PYVENV_EXPORT int pyvenv_remove_others (pyvenv_context *cx,
                                        const char *const *keep,
                                        unsigned flags) PYVENV_CHECK;

/* pyvenv_fetch answers this where there is nothing at the address, with the
 * error recorded; pyvenv_clear_error before going another way. */
#define PYVENV_MISSING 1

/* Downloads URL (file, http, https) to RELPATH in the environment, following
 * redirects, with the system's certificates.  HASH is "sha256=HEX" (or sha384,
 * sha512), which it has to have; NULL: whatever comes is taken.  Another one
 * fails with PYVENV_ERROR_ARCHIVE.  Without a hash plain http fails with
 * PYVENV_ERROR_NETWORK, also where a redirect leads to it, unless the host is
 * this machine or in trusted-host in the user's settings of pip; https never
 * leads back to http.  More than LIMIT bytes fail; 0 means 64 MiB.
 * No partial or wrong file is left.  Returns 0, -1 after pyvenv_fail, or
 * PYVENV_MISSING. */
PYVENV_EXPORT int pyvenv_fetch (pyvenv_context *cx, const char *url,
                                const char *relpath, const char *hash,
                                uint64_t limit) PYVENV_CHECK;

/* Which wheels pyvenv_find_wheels is to find.  Fields are only ever added at the
 * end, and one left out is zero; a struct_size smaller than that of the first
 * version is an error, and so are flags that the core does not know. */
struct pyvenv_search {
  uint32_t struct_size;         /* sizeof (struct pyvenv_search) */
  uint32_t flags;               /* PYVENV_FROM_*, PYVENV_PRERELEASES,
                                 * PYVENV_KEEP_INSTALLED */
  const char *const *requirements; /* "setuptools>=65,<70", ...; ends with
                                    * NULL */
  const char *index_url;        /* NULL: the one that pip would use */
  const char *find_links;       /* folders and pages, separated by blanks; NULL:
                                 * those that pip would use */
};
#define PYVENV_FROM_INDEX      (1u << 0)
#define PYVENV_FROM_FIND_LINKS (1u << 1)
#define PYVENV_PRERELEASES     (1u << 2)
#define PYVENV_KEEP_INSTALLED  (1u << 3)

/* Called for each requirement in turn, once all were found and downloaded.
 * PATH is a wheel file that lasts as long as the call.  With
 * PYVENV_KEEP_INSTALLED it is NULL where the environment has VERSION already,
 * that meets the requirement, and nothing newer was found.  Returns 0, or -1
 * after pyvenv_fail, which ends it; any other value counts as -1. */
typedef int pyvenv_found (void *data, pyvenv_context *cx,
                          const char *requirement, const char *version,
                          const char *path);

/* pyvenv_find_wheels answers this where no index could be reached, with the
 * error recorded; pyvenv_clear_error before going another way. */
#define PYVENV_UNREACHABLE 1

/* Finds the newest wheel for each requirement that the environment's python
 * can use, as pip would with the user's settings of pip, and downloads
 * it unless it is in the cache.  Dependencies are not looked at.  Returns 0, -1
 * after pyvenv_fail, or PYVENV_UNREACHABLE. */
PYVENV_EXPORT int pyvenv_find_wheels (pyvenv_context *cx,
                                      const struct pyvenv_search *search,
                                      pyvenv_found *on_found,
/* ---- Locks and requirements files ------------------------------------ */

                                      void *data) PYVENV_CHECK;

/* How much of a lock or a requirements file is installed, and how.  Fields are
 * only ever added at the end, and one left out is zero; a struct_size smaller than
 * that of the first version is an error, and so are flags that the core does not
 * know. */
struct pyvenv_requirements {
  uint32_t struct_size;         /* sizeof (struct pyvenv_requirements) */
  uint32_t flags;               /* PYVENV_REQUIREMENTS_* */
  const char *const *extras;    /* of a lock, "test"; ends with NULL; NULL: none */
  const char *const *groups;    /* dependency groups of a lock, besides its default
                                 * groups; as above */
};

/* What a package depends on may be missing. */
#define PYVENV_REQUIREMENTS_NO_DEPS (1u << 0)

/* The two below answer these where it is up to pip, with the reason recorded:
 * versions have to be chosen or pip alone can follow what the file says, or
 * something has no wheel and would have to be built.  Nothing was changed;
 * pyvenv_clear_error before going another way. */
#define PYVENV_NEEDS_PIP   1
#define PYVENV_NEEDS_BUILD 2

/* Brings this environment to what the file at PATH, which is absolute, asks for:
 * what is missing is installed, what has another version, or another place where
 * the file names one, is replaced, and the rest stays as it is.  The file is a
 * lock (PEP 751), by its name pylock.toml or pylock.NAME.toml, or else a
 * requirements file (as of `pip install -r`) in which each line names one version
 * or one wheel.  Wheels that the file does not say the place of are looked for
 * where pip would look.  Files that are not in the cache are downloaded, at once,
 * and checked before they are used.  OPTIONS NULL: all zero.  Returns 0, -1 after
 * pyvenv_fail, or PYVENV_NEEDS_*. */
PYVENV_EXPORT int
pyvenv_install_requirements (pyvenv_context *cx, const char *path,
                             const struct pyvenv_requirements *options)
  PYVENV_CHECK;

/* What the same call would answer, by all that the files themselves say: no other
 * file is looked for, and nothing is changed.  For a plugin's check. */
PYVENV_EXPORT int
pyvenv_check_requirements (pyvenv_context *cx, const char *path,
                           const struct pyvenv_requirements *options)
  PYVENV_CHECK;

#ifdef __cplusplus
}
#endif

#endif /* PYVENV_PLUGIN_WHEELS_H */
