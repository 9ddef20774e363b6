/* abi_layout.c: the layout of the plugin struct, frozen.
 *
 * A plugin that was compiled years ago has these offsets built in.  A field
 * may be added at the end (then add its line and raise the size); no line may
 * ever change.  Compiled by tests/header/headers.sh, never run. */
#include <pyvenv-plugin.h>

#if UINTPTR_MAX == 0xffffffffffffffff

#define AT(field, offset) \
  _Static_assert (offsetof (struct pyvenv_plugin, field) == (offset), \
                  #field " moved")

AT (struct_size, 0);
AT (api_version, 4);
AT (name, 8);
AT (version, 16);
AT (description, 24);
AT (keys, 32);
AT (order, 40);
AT (provides, 44);
AT (state_size, 48);
AT (local_size, 52);
AT (load, 56);
AT (unload, 64);
AT (config, 72);
AT (config_complete, 80);
AT (ensure_directories, 88);
AT (create_configuration, 96);
AT (setup_python, 104);
AT (setup_scripts, 112);
AT (post_setup, 120);
AT (build_done, 128);
AT (check, 136);
_Static_assert (sizeof (struct pyvenv_plugin) == 144, "the struct's size");

_Static_assert (offsetof (struct pyvenv_key, name) == 0, "name moved");
_Static_assert (offsetof (struct pyvenv_key, argument) == 8, "argument moved");
_Static_assert (offsetof (struct pyvenv_key, help) == 16, "help moved");
_Static_assert (sizeof (struct pyvenv_key) == 24, "the size of a key");

#endif

/* Numbers that plugins hold as constants. */
_Static_assert (PYVENV_ENSURE_DIRECTORIES == 1, "phase 1");
_Static_assert (PYVENV_CREATE_CONFIGURATION == 2, "phase 2");
_Static_assert (PYVENV_SETUP_PYTHON == 3, "phase 3");
_Static_assert (PYVENV_SETUP_SCRIPTS == 4, "phase 4");
_Static_assert (PYVENV_POST_SETUP == 5, "phase 5");
_Static_assert (PYVENV_SKIP == 1, "skip");
_Static_assert (PYVENV_ORDER_FIRST == 100 && PYVENV_ORDER_NORMAL == 500
                && PYVENV_ORDER_LAST == 900, "orders");
_Static_assert (PYVENV_SYSTEM_SITE == 1 << 0 && PYVENV_SYMLINKS == 1 << 1
                && PYVENV_CLEAR == 1 << 2 && PYVENV_UPGRADE == 1 << 3
                && PYVENV_WITHOUT_PIP == 1 << 4
                && PYVENV_UPGRADE_DEPS == 1 << 5
                && PYVENV_ALLOW_EXISTING == 1 << 6 && PYVENV_FORCE == 1 << 7
                && PYVENV_NO_CACHE == 1 << 8 && PYVENV_OFFLINE == 1 << 9
                && PYVENV_VERBOSE == 1 << 10, "options");
_Static_assert (PYVENV_PROVIDES_PIP == 1 && PYVENV_WHEEL_BY_NAME == 1, "bits");
_Static_assert (PYVENV_PROGRESS_MAIN == 0 && PYVENV_PROGRESS_STDOUT == 1
                && PYVENV_PROGRESS_STDERR == 2, "streams");
_Static_assert (PYVENV_ERROR_OTHER == 1 && PYVENV_ERROR_USAGE == 2
                && PYVENV_ERROR_INTERPRETER == 3 && PYVENV_ERROR_TARGET == 4
                && PYVENV_ERROR_NETWORK == 5 && PYVENV_ERROR_ARCHIVE == 6
                && PYVENV_ERROR_PLUGIN == 7 && PYVENV_ERROR_LOCKED == 8
                && PYVENV_ERROR_INTERRUPTED == 130, "kinds of failure");
