/* package.h: one package to install, and where it comes from. */
#ifndef PYVENV_PACKAGE_H
#define PYVENV_PACKAGE_H

#include "vector.h"

#include <stdbool.h>
#include <stdint.h>

enum package_source {
  PACKAGE_WHEEL,
  PACKAGE_SDIST,                /* no wheel of it fits */
  PACKAGE_ARCHIVE,              /* a direct reference (PEP 610), as are the next */
  PACKAGE_DIRECTORY,
  PACKAGE_VCS
};

/* NULL where nothing is known.  Strings live in an arena. */
struct package {
  const char *name;             /* in the spelling of PEP 503 */
  const char *version;          /* as it was written */
  const char *index;            /* where the file is looked for if URL is gone */
  unsigned line;                /* of the lock; 0: it is from none */
  enum package_source source;

  /* The file or the source tree.  PATH is absolute and goes before URL; with
   * neither, of wheels and sdists only, the file is looked for by its name. */
  const char *path;
  const char *url;

  /* Of PACKAGE_WHEEL, PACKAGE_SDIST and PACKAGE_ARCHIVE. */
  const char *file_name;        /* no '/' in it */
  bool is_wheel;                /* by FILE_NAME; it fits the interpreter */
  int64_t size;                 /* -1: not said */
  const char *hash;             /* "sha256=HEX", or 384 or 512: the strongest */

  const char *no_wheel;         /* of PACKAGE_SDIST: which wheels there are, none of
                                 * which fits, and which tags would */

  const char *subdirectory;     /* where the project is in what is to build; below
                                 * it, and no part is ".." */
  bool is_editable;             /* of PACKAGE_DIRECTORY */

  /* Of PACKAGE_VCS. */
  const char *vcs;              /* "git" */
  const char *commit_id;
  const char *requested_revision; /* for direct_url.json only */

  bool is_dependency;           /* nobody asked for it but other packages */
  bool is_yanked;               /* its authors withdrew it (PEP 592) */
};

DEFINE_VECTOR (package_vector, struct package);

#endif
