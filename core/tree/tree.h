/* tree.h: the environment's directory while it is built.
 *
 * Every change below ENV_DIR goes through here, relative to one directory
 * descriptor.  A journal in ENV_DIR, .pyvenv-unfinished, lets a failed, an
 * interrupted and even a killed run be undone: by the same process, or by the
 * next one that opens the directory.  The directory itself is locked. */
#ifndef PYVENV_TREE_H
#define PYVENV_TREE_H

#include "report.h"

#include <dirent.h>
#include <pyvenv-plugin.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <time.h>

/* Names of ours inside ENV_DIR; both are gone when a run has ended. */
#define TREE_JOURNAL ".pyvenv-unfinished"
#define TREE_SAVED   ".pyvenv-saved"

/* How many descriptors undoing takes at most; in a new environment one, and that
 * of the journal. */
enum { TREE_SPARES = 5 };

struct tree {
  /* What it works on; whoever owns it sets this before anything else. */
  struct report *report;
  const char *env_dir;          /* absolute */
  unsigned options;             /* of PYVENV_CLEAR, PYVENV_UPGRADE, PYVENV_FORCE
                                 * and PYVENV_ALLOW_EXISTING those that count */
  long lock_timeout;            /* seconds to wait for another run */
  bool copies;                  /* copy where one could link */
  bool durable;                 /* a power cut must not lose what there is */

  bool was_env;                 /* ENV_DIR held an environment before */
  int fd;                       /* ENV_DIR, locked; -1 while it is not open */
  bool is_private;              /* nobody else can change what is in it */
  bool is_unlocked;             /* the file system has no locks */
  int spare[TREE_SPARES];       /* descriptors to undo with, once all are used up */
  int journal;                  /* -1 while there is none */
  ino_t journal_inode;
  uid_t journal_owner;
  off_t journal_length;         /* of whole records; -1: cannot be written */
  mode_t mode;                  /* 0777 & ~umask */
  bool is_new;
  bool is_cleared;              /* all that was in it is set aside */
  bool made;                    /* this run created ENV_DIR itself */
  bool has_foreign_links;       /* a plugin or a child may have made links */
  bool has_children;            /* the journal tells that a child was started */
  time_t child_seen;            /* when the journal was touched for one, in seconds */
  int saved;                    /* TREE_SAVED; -1 while there is none */
  unsigned made_parents;        /* how many folders above it this run created */
  unsigned count;               /* of what was saved, for its names */
};

/* A tree that is not open. */
#define TREE_CLOSED \
  { .fd = -1, .journal = -1, .saved = -1, .spare = { -1, -1, -1, -1, -1 } }

/* The descriptor of ENV_DIR.  Modules that link hundreds of files use it
 * directly, after tree_will_create for each top of what they create. */
PYVENV_EXPORT int tree_fd (const struct tree *tree);

/* 0777 & ~umask, as observed on a file of ENV_DIR; mask with 0666 for files. */
PYVENV_EXPORT mode_t tree_mode (const struct tree *tree);

/* True where ENV_DIR was new or empty, so that nothing can be in the way and
 * giving up means deleting everything. */
PYVENV_EXPORT bool tree_is_new (const struct tree *tree);

/* Tells that RELPATH, which does not exist, is about to be created (a file, or
 * a directory with all in it), so that it can be undone. */
PYVENV_EXPORT int tree_will_create (struct tree *tree,
                                    const char *relpath) PYVENV_CHECK;

/* The same for something below ENV_DIR that is gone again at the end, under a
 * name that nobody else uses: it begins with PREFIX. */
PYVENV_EXPORT int tree_will_create_scratch (struct tree *tree,
                                            const char *prefix,
                                            char name[64]) PYVENV_CHECK;

/* Makes a folder of that kind, which only this user can enter. */
PYVENV_EXPORT int tree_make_scratch (struct tree *tree, const char *prefix,
                                     char name[64]) PYVENV_CHECK;

/* Moves RELPATH out of the way until the run has ended, and tells that it may
 * be created anew.  Nothing is moved where there is nothing. */
PYVENV_EXPORT int tree_set_aside (struct tree *tree,
                                  const char *relpath) PYVENV_CHECK;

/* Opens the folder RELPATH to read its entries, through no link that leads out of
 * ENV_DIR.  NULL with errno: ENOENT if it does not exist, ELOOP for such a link. */
PYVENV_EXPORT DIR *tree_read_folder (const struct tree *tree,
                                     const char *relpath);

/* Where the tree is durable, waits until all of the file system of FD is on the
 * disk: what is complete before it gets a name that makes others use it. */
PYVENV_EXPORT int tree_sync (const struct tree *tree, int fd,
                             struct report *report) PYVENV_CHECK;

/* ---- For the pipeline ------------------------------------------------ */

/* Opens ENV_DIR, creating it and its parents where they are missing, locks it,
 * undoes what a killed run left, checks again that it may be used (target.h),
 * starts the journal, and with --clear sets aside all that is there. */
int tree_begin (struct tree *tree) PYVENV_CHECK;

/* Makes what was done final; in a durable tree, once it is on the disk. */
int tree_commit (struct tree *tree) PYVENV_CHECK;

/* Undoes everything since tree_begin; where that fails, says what is left with
 * report_warn. */
void tree_roll_back (struct tree *tree);

/* Tells that a child is about to run, which may make anything in ENV_DIR. */
int tree_begin_child (struct tree *tree) PYVENV_CHECK;

/* To be called while a child runs, several times in a second. */
void tree_watch_child (struct tree *tree);

/* ---- Inside tree_*.c ------------------------------------------------- */

struct stat;

/* Makes ENV_DIR and its parents where they are missing, opens it as the tree's
 * descriptor and locks it.  *DIR becomes its status. */
int tree_acquire (struct tree *tree, struct stat *dir) PYVENV_CHECK;

/* The folder that a path lies in, and the last part of the path. */
struct tree_place {
  int fd;
  const char *name;
  int opened;                   /* FD if it is to be closed, else -1 */
};

#define TREE_PLACE_NONE { -1, NULL, -1 }
#define CLEAN_PLACE __attribute__ ((cleanup (tree_place_close)))
void tree_place_close (struct tree_place *place);

/* The place of RELPATH below the folder ROOT.  -1 with errno: ENOENT if the
 * folder does not exist, ELOOP if a symbolic link leads out of ROOT. */
int tree_place_open (int root, const char *relpath, struct tree_place *ret);

/* Whether ENV_DIR is new, nobody else can write in it, and only this library has
 * worked in it, so that it has no links but ours, none of which leads to another
 * folder outside. */
bool tree_is_plain (const struct tree *tree);

/* The same as tree_place_open for ENV_DIR, where a plain one needs no look. */
int tree_place_find (const struct tree *tree, const char *relpath,
                     struct tree_place *ret);

/* Opens the folder that the first LENGTH bytes of RELPATH lead to, with O_PATH;
 * fails as tree_place_open does. */
PYVENV_EXPORT int tree_open_folder (int root, const char *relpath,
                                    size_t length);

/* Whether the folder FD is the one of TOP or lies below it; -1 with errno where that
 * cannot be told. */
int tree_is_below (int fd, const struct stat *top);

/* Undoes what the journal of the directory FD tells, newest first, and removes
 * it.  Nothing happens where there is no journal of ours.  *RET tells whether
 * there was one.  -1 with errno; ENOTEMPTY if something has come into a new
 * environment since that run was killed, which then is left alone. */
int tree_undo (int fd, bool *ret);

/* The same for our own journal, which is open as JOURNAL, whatever has become of
 * its name. */
int tree_undo_journal (int fd, int journal, bool *ret);

/* Creates the journal, empty; nobody can write it but its owner.  -1 with
 * errno. */
int tree_open_journal (struct tree *tree) PYVENV_CHECK;

/* Starts the journal, and creates it unless it is open.  DIR is the status of
 * ENV_DIR. */
int tree_start_journal (struct tree *tree, const struct stat *dir) PYVENV_CHECK;

/* Whether all that is in the folder FD belongs to a new environment with this open
 * JOURNAL, whose records are the LENGTH bytes.  -1 with errno; ENOTEMPTY if not. */
int tree_check_new (int fd, int journal, const char *records,
                    size_t length) PYVENV_CHECK;

/* Writes one record of the journal: KIND 'C' (created), 'S' (saved as NUMBER), or
 * 'F' (a child). */
int tree_record (struct tree *tree, char kind, unsigned number,
                 const char *relpath) PYVENV_CHECK;

/* Writes whole records, each with its NUL, in one go. */
struct text;
int tree_record_text (struct tree *tree, const struct text *records) PYVENV_CHECK;

/* Records that nothing of what may stand in an environment was there before. */
int tree_record_cleared (struct tree *tree) PYVENV_CHECK;

/* Writes the record that makes the run final. */
int tree_record_end (struct tree *tree) PYVENV_CHECK;

/* Whether NAME, of LENGTH bytes, may stand in any environment: what venv makes,
 * where packages put their data, and what is ours. */
bool tree_knows (const char *name, size_t length);

/* Records a failure to WHAT ("create", ...) RELPATH for errno; returns -1. */
int tree_fail (struct tree *tree, const char *what, const char *relpath);

/* Makes and opens the folder for what is saved and for what is not yet in
 * place. */
int tree_need_saved (struct tree *tree) PYVENV_CHECK;

/* Whether ST is a TREE_SAVED of the user who wrote JOURNAL, in which nobody else
 * can write. */
bool tree_is_own_saved (const struct stat *st, const struct stat *journal);

/* Does what tree_set_aside does for the folder RELPATH, which is at PLACE and cannot
 * be renamed. */
int tree_set_aside_parts (struct tree *tree, const char *relpath,
                          const struct tree_place *place) PYVENV_CHECK;

/* Keeps a second link of RELPATH, so that it can be replaced by rename and
 * brought back. */
int tree_save (struct tree *tree, const char *relpath) PYVENV_CHECK;

/* Takes ENV_DIR off the front of *PATH; fails unless what is left is relative
 * and stays inside the environment, and is no name of ours. */
int tree_check_path (struct tree *tree, const char **path) PYVENV_CHECK;

#endif
