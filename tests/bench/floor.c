/* floor.c: what the system itself needs to make an environment's tree.
 *
 *     floor prepare ENV POOL MANIFEST   writes down what is in ENV, and keeps
 *                                       its files, by number, in POOL
 *     floor replay POOL MANIFEST NEW    makes the same tree with nothing but
 *                                       the system calls that takes
 *     floor run COMMAND [ARGUMENT...]   runs it, then prints nanoseconds and
 *                                       peak memory in KiB; this program is
 *                                       small, which a child inherits
 *
 * A line of the manifest is a kind, a number, a size and a name: 'D' a folder
 * at that depth, 'L' a file to link, 'W' one to write, 'S' a symbolic link,
 * whose target follows a tab. */
#include <config.h>

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { FLOOR_DEPTH = 64 };

static void
floor_fail (const char *what)
{
  perror (what);
  exit (1);
}

/* ---- prepare ------------------------------------------------------------ */

struct prepare {
  int pool;
  FILE *manifest;
  unsigned count;
};

static void prepare_folder (struct prepare *prepare, int fd, unsigned depth);

static void
prepare_entry (struct prepare *prepare, int fd, const char *name,
               unsigned depth, int folders)
{
  struct stat st;
  char target[4096], number[16];
  if (fstatat (fd, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
    floor_fail (name);
  if (S_ISDIR (st.st_mode) != folders)
    return;
  if (S_ISDIR (st.st_mode))
    {
      fprintf (prepare->manifest, "D %u 0 %s\n", depth + 1, name);
      int sub = openat (fd, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
      prepare_folder (prepare, sub, depth + 1);
    }
  else if (S_ISLNK (st.st_mode))
    {
      ssize_t length = readlinkat (fd, name, target, sizeof target - 1);
      target[length > 0 ? length : 0] = '\0';
      fprintf (prepare->manifest, "S 0 0 %s\t%s\n", name, target);
    }
  /* What has links came out of the cache. */
  else if (st.st_nlink > 1)
    {
      snprintf (number, sizeof number, "%u", prepare->count);
      if (linkat (fd, name, prepare->pool, number, 0) != 0)
        floor_fail (name);
      fprintf (prepare->manifest, "L %u 0 %s\n", prepare->count++, name);
    }
  else
    fprintf (prepare->manifest, "W %u %ld %s\n",
             (unsigned) st.st_mode & 0777, (long) st.st_size, name);
}

/* Files first, then folders, as a plan has them. */
static void
prepare_folder (struct prepare *prepare, int fd, unsigned depth)
{
  DIR *dir = fd < 0 ? NULL : fdopendir (fd);
  if (dir == NULL)
    floor_fail ("opendir");
  for (int folders = 0; folders < 2; folders++)
    {
      rewinddir (dir);
      for (struct dirent *entry; (entry = readdir (dir)) != NULL;)
        if (strcmp (entry->d_name, ".") != 0
            && strcmp (entry->d_name, "..") != 0)
          prepare_entry (prepare, fd, entry->d_name, depth, folders);
    }
  closedir (dir);
}

static int
floor_prepare (char **argv)
{
  struct prepare prepare = { -1, fopen (argv[2], "w"), 0 };
  if (prepare.manifest == NULL || mkdir (argv[1], 0700) != 0)
    floor_fail (argv[1]);
  prepare.pool = open (argv[1], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  prepare_folder (&prepare,
                  open (argv[0], O_RDONLY | O_DIRECTORY | O_CLOEXEC), 0);
  return fclose (prepare.manifest) == 0 ? 0 : 1;
}

/* ---- replay ------------------------------------------------------------- */

static void
replay_write (int fd, const char *name, mode_t mode, size_t size)
{
  static const char zeros[1 << 17];
  int file = openat (fd, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (file < 0)
    floor_fail (name);
  while (size > 0)
    {
      ssize_t put = write (file, zeros, size < sizeof zeros ? size
                           : sizeof zeros);
      if (put <= 0)
        floor_fail (name);
      size -= (size_t) put;
    }
  close (file);
}

/* One line, without its newline. */
static void
replay_line (char *line, int pool, int *fds, unsigned *depth)
{
  unsigned number;
  long size;
  int skip = 0;
  if (sscanf (line + 1, "%u %ld %n", &number, &size, &skip) != 2)
    floor_fail (line);
  char *name = line + 1 + skip, *tab = strchr (name, '\t'), text[16];
  switch (line[0])
    {
    case 'D':
      while (*depth >= number)
        close (fds[(*depth)--]);
      if (mkdirat (fds[*depth], name, 0777) != 0)
        floor_fail (name);
      fds[number] = openat (fds[*depth], name,
                            O_PATH | O_DIRECTORY | O_CLOEXEC);
      *depth = number;
      break;
    case 'L':
      snprintf (text, sizeof text, "%u", number);
      if (linkat (pool, text, fds[*depth], name, 0) != 0)
        floor_fail (name);
      break;
    case 'S':
      *tab = '\0';
      if (symlinkat (tab + 1, fds[*depth], name) != 0)
        floor_fail (name);
      break;
    default:
      replay_write (fds[*depth], name, number, (size_t) size);
    }
}

static int
floor_replay (char **argv)
{
  int pool = open (argv[0], O_PATH | O_DIRECTORY | O_CLOEXEC);
  int manifest = open (argv[1], O_RDONLY | O_CLOEXEC);
  struct stat st;
  if (pool < 0 || manifest < 0 || fstat (manifest, &st) != 0)
    floor_fail (argv[1]);
  char *text = malloc ((size_t) st.st_size + 1);
  if (text == NULL || read (manifest, text, (size_t) st.st_size) != st.st_size)
    floor_fail (argv[1]);
  text[st.st_size] = '\0';

  int fds[FLOOR_DEPTH];
  unsigned depth = 0;
  if (mkdir (argv[2], 0777) != 0)
    floor_fail (argv[2]);
  fds[0] = open (argv[2], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  for (char *line = text, *end; (end = strchr (line, '\n')) != NULL;
       line = end + 1)
    {
      *end = '\0';
      replay_line (line, pool, fds, &depth);
    }
  return 0;
}

/* ---- run ---------------------------------------------------------------- */

static int
floor_run (char **argv)
{
  struct timespec before, after;
  struct rusage usage;
  int status;
  clock_gettime (CLOCK_MONOTONIC, &before);
  pid_t pid = vfork ();
  if (pid == 0)
    {
      execv (argv[0], argv);
      _exit (127);
    }
  if (pid < 0 || wait4 (pid, &status, 0, &usage) != pid)
    floor_fail (argv[0]);
  clock_gettime (CLOCK_MONOTONIC, &after);
  printf ("%lld %ld\n", (long long) (after.tv_sec - before.tv_sec) * 1000000000
          + (after.tv_nsec - before.tv_nsec), usage.ru_maxrss);
  return WIFEXITED (status) ? WEXITSTATUS (status) : 1;
}

int
main (int argc, char **argv)
{
  if (argc == 5 && strcmp (argv[1], "prepare") == 0)
    return floor_prepare (argv + 2);
  if (argc == 5 && strcmp (argv[1], "replay") == 0)
    return floor_replay (argv + 2);
  if (argc >= 3 && strcmp (argv[1], "run") == 0)
    return floor_run (argv + 2);
  fputs ("usage: floor prepare ENV POOL MANIFEST\n"
         "       floor replay POOL MANIFEST NEW\n"
         "       floor run COMMAND [ARGUMENT...]\n", stderr);
  return 2;
}
