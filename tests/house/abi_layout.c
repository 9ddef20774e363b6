/* abi_layout.c: the layout of the public structs, frozen.
 *
 * A plugin or a program that was compiled years ago has these offsets built in.  A field
 * may be added at the end (then add its line and raise the size); no line may
 * ever change.  Compiled by tests/house/headers.sh, never run. */
#include <pyvenv.h>

#if UINTPTR_MAX == 0xffffffffffffffff

#define AT(field, offset) \
  _Static_assert (offsetof (struct pyvenv_plugin, field) == (offset), \
                  #field " moved")

AT (struct_size, 0);
AT (api_version, 4);
AT (key_size, 8);
AT (name, 16);
AT (version, 24);
AT (description, 32);
AT (keys, 40);
AT (order, 48);
AT (provides, 52);
AT (state_size, 56);
AT (local_size, 60);
AT (load, 64);
AT (unload, 72);
AT (config, 80);
AT (config_complete, 88);
AT (check, 96);
AT (ensure_directories, 104);
AT (create_configuration, 112);
AT (setup_python, 120);
AT (setup_scripts, 128);
AT (post_setup, 136);
AT (upgrade_dependencies, 144);
AT (build_done, 152);
_Static_assert (sizeof (struct pyvenv_plugin) == 160, "the struct's size");

_Static_assert (offsetof (struct pyvenv_key, name) == 0, "name moved");
_Static_assert (offsetof (struct pyvenv_key, argument) == 8, "argument moved");
_Static_assert (offsetof (struct pyvenv_key, help) == 16, "help moved");
_Static_assert (offsetof (struct pyvenv_key, type) == 24, "type moved");
_Static_assert (offsetof (struct pyvenv_key, flags) == 28, "flags moved");
_Static_assert (offsetof (struct pyvenv_key, choices) == 32, "choices moved");
_Static_assert (offsetof (struct pyvenv_key, default_value) == 40,
                "default_value moved");
_Static_assert (offsetof (struct pyvenv_key, deprecated) == 48,
                "deprecated moved");
_Static_assert (sizeof (struct pyvenv_key) == 56, "the size of a key");

#undef AT
#define AT(type, field, offset) \
  _Static_assert (offsetof (struct type, field) == (offset), \
                  #type "." #field " moved")

AT (pyvenv_child_options, struct_size, 0);
AT (pyvenv_child_options, flags, 4);
AT (pyvenv_child_options, argv, 8);
AT (pyvenv_child_options, environment, 16);
AT (pyvenv_child_options, folder, 24);
AT (pyvenv_child_options, on_line, 32);
AT (pyvenv_child_options, data, 40);
AT (pyvenv_child_options, line_limit, 48);
_Static_assert (sizeof (struct pyvenv_child_options) == 56, "the size of child options");

AT (pyvenv_wheel, struct_size, 0);
AT (pyvenv_wheel, path, 8);
AT (pyvenv_wheel, hash, 16);
AT (pyvenv_wheel, url, 24);
AT (pyvenv_wheel, flags, 32);
AT (pyvenv_wheel, direct_url, 40);
_Static_assert (sizeof (struct pyvenv_wheel) == 48, "the size of a wheel");
AT (pyvenv_search, struct_size, 0);
AT (pyvenv_search, flags, 4);
AT (pyvenv_search, requirements, 8);
AT (pyvenv_search, index_url, 16);
AT (pyvenv_search, find_links, 24);
_Static_assert (sizeof (struct pyvenv_search) == 32, "the size of a search");
AT (pyvenv_requirements, struct_size, 0);
AT (pyvenv_requirements, flags, 4);
AT (pyvenv_requirements, files, 8);
AT (pyvenv_requirements, extras, 16);
AT (pyvenv_requirements, groups, 24);
AT (pyvenv_requirements, requirements, 32);
AT (pyvenv_requirements, max_age, 40);
AT (pyvenv_requirements, write_lock, 48);
_Static_assert (sizeof (struct pyvenv_requirements) == 56,
                "the size of requirements");

AT (pyvenv_event, struct_size, 0);
AT (pyvenv_event, kind, 4);
AT (pyvenv_event, stream, 8);
AT (pyvenv_event, text, 16);
AT (pyvenv_event, done, 24);
AT (pyvenv_event, total, 32);
AT (pyvenv_event, context, 40);
_Static_assert (sizeof (struct pyvenv_event) == 48, "the size of an event");

AT (pyvenv_setting, struct_size, 0);
AT (pyvenv_setting, plugin, 8);
AT (pyvenv_setting, name, 16);
AT (pyvenv_setting, value, 24);
AT (pyvenv_setting, origin, 32);
AT (pyvenv_setting, locked_by, 40);
AT (pyvenv_setting, counts, 48);
AT (pyvenv_setting, sign, 56);
_Static_assert (sizeof (struct pyvenv_setting) == 64, "the size of a setting");

AT (pyvenv_cache_info, struct_size, 0);
AT (pyvenv_cache_info, dir, 8);
AT (pyvenv_cache_info, unusable, 16);
AT (pyvenv_cache_info, wheels, 24);
AT (pyvenv_cache_info, images, 32);
AT (pyvenv_cache_info, wheel_files, 40);
AT (pyvenv_cache_info, wheel_bytes, 48);
AT (pyvenv_cache_info, download_files, 56);
AT (pyvenv_cache_info, download_bytes, 64);
AT (pyvenv_cache_info, index_files, 72);
AT (pyvenv_cache_info, index_bytes, 80);
AT (pyvenv_cache_info, sections, 88);
AT (pyvenv_cache_info, section_count, 96);
AT (pyvenv_cache_info, shared, 104);
AT (pyvenv_cache_info, seeds, 112);
AT (pyvenv_cache_info, seed_count, 120);
_Static_assert (sizeof (struct pyvenv_cache_info) == 128, "the cache's size");
AT (pyvenv_cache_section, name, 0);
AT (pyvenv_cache_section, files, 8);
AT (pyvenv_cache_section, bytes, 16);
AT (pyvenv_cache_section, linked_bytes, 24);
AT (pyvenv_cache_section, oldest_use, 32);

AT (pyvenv_create_options, struct_size, 0);
AT (pyvenv_create_options, system_site_packages, 4);
AT (pyvenv_create_options, clear, 8);
AT (pyvenv_create_options, copies, 12);
AT (pyvenv_create_options, upgrade, 16);
AT (pyvenv_create_options, with_pip, 20);
AT (pyvenv_create_options, prompt, 24);
AT (pyvenv_create_options, python, 32);
_Static_assert (sizeof (struct pyvenv_create_options) == 40, "the options");

#endif

/* Numbers that plugins hold as constants. */
_Static_assert (PYVENV_KEY_TEXT == 0 && PYVENV_KEY_INT == 1
                && PYVENV_KEY_CHOICE == 2 && PYVENV_KEY_PATH == 3
                && PYVENV_KEY_PATHS == 4 && PYVENV_KEY_URL == 5
                && PYVENV_KEY_SECRET == 6, "types of keys");
_Static_assert (PYVENV_VARIABLE_SET == 0 && PYVENV_VARIABLE_PREPEND == 1
                && PYVENV_VARIABLE_DEFAULT == 2, "ways to set a variable");
_Static_assert (PYVENV_KEY_REPEATABLE == 1 && PYVENV_KEY_REQUIRED == 1 << 1
                && PYVENV_KEY_EXISTS == 1 << 2, "flags of keys");
_Static_assert (PYVENV_ENSURE_DIRECTORIES == 1, "phase 1");
_Static_assert (PYVENV_CREATE_CONFIGURATION == 2, "phase 2");
_Static_assert (PYVENV_SETUP_PYTHON == 3, "phase 3");
_Static_assert (PYVENV_SETUP_SCRIPTS == 4, "phase 4");
_Static_assert (PYVENV_POST_SETUP == 5, "phase 5");
_Static_assert (PYVENV_UPGRADE_DEPENDENCIES == 6, "phase 6");
_Static_assert (PYVENV_FROM_INDEX == 1 && PYVENV_FROM_FIND_LINKS == 1 << 1
                && PYVENV_PRERELEASES == 1 << 2
                && PYVENV_KEEP_INSTALLED == 1 << 3, "flags of a search");
_Static_assert (PYVENV_SKIP == 1, "skip");
_Static_assert (PYVENV_MISSING == 1, "a download of nothing");
_Static_assert (PYVENV_CHILD_SILENT == 2, "a child that says nothing");
_Static_assert (PYVENV_STATUS_SIGNAL == 256, "signals");
_Static_assert (PYVENV_ORDER_FIRST == 100 && PYVENV_ORDER_NORMAL == 500
                && PYVENV_ORDER_LAST == 900, "orders");
_Static_assert (PYVENV_SYSTEM_SITE == 1 << 0 && PYVENV_SYMLINKS == 1 << 1
                && PYVENV_CLEAR == 1 << 2 && PYVENV_UPGRADE == 1 << 3
                && PYVENV_WITHOUT_PIP == 1 << 4
                && PYVENV_UPGRADE_DEPS == 1 << 5
                && PYVENV_ALLOW_EXISTING == 1 << 6 && PYVENV_FORCE == 1 << 7
                && PYVENV_NO_CACHE == 1 << 8 && PYVENV_OFFLINE == 1 << 9
                && PYVENV_VERBOSE == 1 << 10, "options");
_Static_assert (PYVENV_NO_PHASE == -1, "no phase");
_Static_assert (PYVENV_PROVIDES_PIP == 1 && PYVENV_WHEEL_BY_NAME == 1
                && PYVENV_WHEEL_KEEP_NEWER == 1 << 1
                && PYVENV_WHEEL_NO_DEPS == 1 << 2, "bits");
_Static_assert (PYVENV_FROM_INDEX == 1 && PYVENV_FROM_FIND_LINKS == 1 << 1
                && PYVENV_PRERELEASES == 1 << 2 && PYVENV_UNREACHABLE == 1,
                "searches");
_Static_assert (PYVENV_EVENT_PROGRESS == 0 && PYVENV_EVENT_AMOUNT == 1
                && PYVENV_EVENT_WARNING == 2 && PYVENV_EVENT_DEBUG == 3
                && PYVENV_EVENT_FINISHED == 4, "kinds of events");
_Static_assert (PYVENV_PROGRESS_MAIN == 0 && PYVENV_PROGRESS_STDOUT == 1
                && PYVENV_PROGRESS_STDERR == 2, "streams");
_Static_assert (PYVENV_ERROR_OTHER == 1 && PYVENV_ERROR_USAGE == 2
                && PYVENV_ERROR_INTERPRETER == 3 && PYVENV_ERROR_TARGET == 4
                && PYVENV_ERROR_NETWORK == 5 && PYVENV_ERROR_ARCHIVE == 6
                && PYVENV_ERROR_PLUGIN == 7 && PYVENV_ERROR_LOCKED == 8
                && PYVENV_ERROR_INTERRUPTED == 130, "kinds of failure");
