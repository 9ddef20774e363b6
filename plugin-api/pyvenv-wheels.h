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
 *   PYVENV_WHEEL_DEPENDENCY  the user did not ask for it, another package does, so
 *                            that no file REQUESTED is due
 * Other bits are an error. */
#define PYVENV_WHEEL_BY_NAME    (1u << 0)
#define PYVENV_WHEEL_KEEP_NEWER (1u << 1)
#define PYVENV_WHEEL_NO_DEPS    (1u << 2)
#define PYVENV_WHEEL_DEPENDENCY (1u << 3)
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
  uint32_t flags;               /* PYVENV_WHEEL_* that hold for this one, besides
                                 * FLAGS */
  const char *direct_url;       /* what direct_url.json is to hold; NULL: see URL */
};

/* The same for COUNT wheels at once, which is faster than one after the other:
 * all of them are checked before anything is written, they may depend on each
 * other in any order, and those that are not in the cache are unpacked and
 * compiled on all processors.  Of several wheels of one project the last is
 * taken.  Where two of them have the same file there is a warning, and that of
 * the one whose name comes first in the alphabet is installed, as with pip.
 * FLAGS are those of pyvenv_install_wheel and hold for all wheels; one that has
 * a url or a direct_url gets its direct_url.json in any case. */
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

/* Uninstalls PROJECTS, which end with NULL, in a new environment, too; one that is not
 * there is no failure, and nobody looks whether another depends on it.  One without a
 * RECORD fails.  Like all changes it is undone if the environment is given up. */
PYVENV_EXPORT int
pyvenv_remove_projects (pyvenv_context *cx,
                        const char *const *projects) PYVENV_CHECK;

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
                                      void *data) PYVENV_CHECK;

/* ---- Locks, requirements files and requirements ----------------------- */

/* Which packages an environment is to have.  Fields are only ever added at the end,
 * and one left out is zero; a struct_size smaller than that of the first version is an
 * error, and so are flags that the core does not know.  Lists end with NULL; one that
 * is NULL is empty. */
struct pyvenv_requirements {
  uint32_t struct_size;         /* sizeof (struct pyvenv_requirements) */
  uint32_t flags;               /* PYVENV_REQUIREMENTS_* */
  const char *const *files;     /* absolute paths of locks (PEP 751), by their names
                                 * pylock.toml and pylock.NAME.toml, and of other
                                 * requirements files (as of `pip install -r`) */
  const char *const *extras;    /* of locks, "test" */
  const char *const *groups;    /* dependency groups of locks, besides the default
                                 * ones */
  const char *const *requirements; /* "requests>=2"; paths are meant from the working
                                    * directory */
  int64_t max_age;              /* seconds for which it counts which versions pip has
                                 * chosen, for requirements that do not say; 0: 600;
                                 * less than 0: for this run only */
  const char *write_lock;       /* absolute path, with the name of a lock, to which a
                                 * lock of what this call installs is written once
                                 * the environment is final; of the environments of
                                 * one call of pyvenv_builder_create_many, by the
                                 * first; NULL: none */
};

/* What a package depends on may be missing. */
#define PYVENV_REQUIREMENTS_NO_DEPS     (1u << 0)

/* What would have to be built is refused. */
#define PYVENV_REQUIREMENTS_ONLY_WHEELS (1u << 1)

/* pip chooses anew. */
#define PYVENV_REQUIREMENTS_REFRESH     (1u << 2)

/* A file of which not each line names one version or one wheel is refused, since what
 * it asks for is not known, and so is what is editable, since what pip installs cannot
 * be undone. */
#define PYVENV_REQUIREMENTS_ONLY_PINNED (1u << 3)

/* Brings this environment to WHAT: what is missing is installed, what has another
 * version, or another place where a file names one, is replaced, and the rest stays as
 * it is.  First come the files, one after the other, and then what is left to pip to
 * choose: all requirements, and the files of which not each line names one version or
 * one wheel.  The environment's pip chooses, or the one that its interpreter brings for
 * ensurepip; it installs nothing, unless it is older than 22.2.  Wheels that a file does
 * not say the place of are looked for where pip would look.  Files that are not in the
 * cache are downloaded, at once, and checked before they are used.  What has no wheel is
 * built by pip.  Returns 0, or -1 after pyvenv_fail. */
PYVENV_EXPORT int
pyvenv_install_requirements (pyvenv_context *cx,
                             const struct pyvenv_requirements *what)
  PYVENV_CHECK;

/* What the same call would answer, by all that the files themselves say: no other
 * file is looked for, and nothing is changed.  For a plugin's check. */
PYVENV_EXPORT int
pyvenv_check_requirements (pyvenv_context *cx,
                           const struct pyvenv_requirements *what)
  PYVENV_CHECK;

#ifdef __cplusplus
}
#endif

#endif /* PYVENV_PLUGIN_WHEELS_H */
