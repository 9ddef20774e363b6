/* pip_option.c: the options of pip that its settings name. */
#include <config.h>

#include "pip_option.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

bool
pip_option_is (const char *key, const char *name)
{
  if (strspn (key, "-_") >= 2)
    key += 2;
  for (; *key != '\0' && *name != '\0'; key++, name++)
    if (*name != (*key == '_' ? '-' : *key >= 'A' && *key <= 'Z'
                  ? *key - 'A' + 'a' : *key))
      return false;
  return *key == *name;
}

static bool
pip_option_is_one_of (const char *key, const char *const *names)
{
  while (*names != NULL && !pip_option_is (key, *names))
    names++;
  return *names != NULL;
}

/* Options that do not change which pure wheels `pip install` puts where: those
 * for output, caches, questions, builds and dependencies (pip and setuptools
 * have none), and those of other commands, which may be in [global], too. */
static const char *const pip_option_harmless[] = {
  "break-system-packages", "build-constraint", "cache-dir",
  "check-build-dependencies", "columns", "config-file", "config-settings",
  "debug", "disable-pip-version-check", "exists-action", "format",
  "no-build-isolation", "no-cache-dir", "no-clean", "no-color",
  "no-dependencies", "no-deps", "no-python-version-warning",
  "no-use-pep517", "no-warn-conflicts", "no-warn-script-location",
  "only-binary", "prefer-binary", "progress-bar", "quiet", "require-venv",
  "require-virtualenv", "resume-retries", "root-user-action", "src",
  "upgrade", "upgrade-strategy", "use-deprecated", "use-feature",
  "use-pep517", "verbose", NULL
};

/* Options that pip follows where it chooses. */
static const char *const pip_option_choice[] = {
  "all-releases", "constraint", "editable", "force-reinstall", "group",
  "ignore-installed", "no-binary", "no-require-hashes", "only-final", "pre",
  "require-hashes", "requirement", "uploaded-prior-to", NULL
};

bool
pip_option_is_of_choice (const char *key)
{
  return pip_option_is_one_of (key, pip_option_choice);
}

/* Both set the same variable in pip to the value itself: "no" under either name
 * means not to compile. */
static const char *const pip_option_compile[] = { "compile", "no-compile",
                                                  NULL };

bool
pip_option_is_off (const char *value)
{
  static const char *const off[] = { "", "n", "no", "f", "false", "off", "0" };
  for (size_t i = 0; i < sizeof off / sizeof off[0]; i++)
    if (strcasecmp (value, off[i]) == 0)
      return true;
  return false;
}

bool
pip_option_is_harmless (const char *key, const char *value)
{
  if (pip_option_is_one_of (key, pip_option_compile))
    return *value == '\0' || !pip_option_is_off (value);
  return pip_option_is_off (value)
    || pip_option_is_one_of (key, pip_option_harmless);
}
