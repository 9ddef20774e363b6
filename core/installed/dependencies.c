/* dependencies.c: what installed distributions depend on. */
#include <config.h>

#include "dependencies.h"

#include "cleanup.h"
#include "distributions.h"
#include "file.h"
#include "metadata.h"
#include "modules.h"
#include "tree.h"

#include <errno.h>

/* METADATA holds the description too, which can be long. */
#define DEPENDENCIES_METADATA_MAX ((size_t) 16 << 20)

/* Reads the METADATA of the distribution FOLDER. */
static int
dependencies_read (pyvenv_context *cx, struct arena *arena,
                   const char *purelib, const char *folder,
                   struct metadata *ret)
{
  CLEAN_REPORT struct report report = REPORT_EMPTY;
  const char *path = arena_format (arena, "%s/%s/METADATA", purelib, folder);
  size_t length = 0;
  CLEAN_FREE char *bytes = path == NULL ? NULL
    : file_read (tree_fd (context_tree (cx)), path, DEPENDENCIES_METADATA_MAX,
                 &length);
  if (bytes == NULL)
    return pyvenv_fail (cx, errno, "cannot read '%s/%s/METADATA' in '%s'",
                        purelib, folder, pyvenv_env_dir (cx));
  if (metadata_parse (ret, arena, bytes, length, &report) == 0)
    return 0;
  return pyvenv_fail (cx, 0, "'%s': %s", folder, report_text (&report));
}

int
dependencies_lacking (pyvenv_context *cx, struct arena *arena,
                      const char *const *projects, size_t count,
                      struct string_vector *ret)
{
  struct distributions installed;
  struct metadata metadata;
  if (distributions_read (&installed, arena, cx) < 0)
    return -1;
  for (size_t i = 0; i < count; i++)
    {
      const char *folder
        = distributions_find (&installed, arena, projects[i], NULL);
      if (folder == NULL)
        continue;
      if (dependencies_read (cx, arena, installed.purelib, folder, &metadata) < 0)
        return -1;
      for (size_t k = 0; k < metadata.requires.count; k++)
        {
          const char *name = metadata.requires.items[k];
          const char *text
            = distributions_find (&installed, arena, name, NULL) != NULL ? ""
            : arena_format (arena, "'%s' depends on '%s'", projects[i], name);
          if (text == NULL
              || (*text != '\0' && string_vector_append (ret, text) < 0))
            return pyvenv_fail (cx, ENOMEM, "cannot check dependencies");
        }
    }
  return 0;
}
