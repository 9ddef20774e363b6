/* image_maker.c: makes many images at once. */
#include <config.h>

#include "image_maker.h"

#include "cleanup.h"
#include "vector.h"
#include "workers.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

/* What is at work at a time is in memory, by its file names and rows of RECORD, and
 * has a folder and an archive open. */
enum { IMAGE_MAKER_THREADS = 16, IMAGE_MAKER_OPEN = 24 };

/* All threads share so many bytes for what they unpack as a whole; pieces need no
 * more than the least. */
enum {
  IMAGE_MAKER_ROOM = 8 << 20,
  IMAGE_MAKER_ROOM_MOST = 2 << 20,
  IMAGE_MAKER_ROOM_LEAST = 256 << 10
};

/* An image at work.  It is completed by whoever counts its pieces down to 0: the
 * thread that unpacks it holds one of them. */
struct image_item {
  struct image_order *order;
  struct image_work *work;
  atomic_size_t pieces;
};

DEFINE_VECTOR (image_items, struct image_item *);

struct image_maker {
  const struct image_target *target;
  int parent_fd;
  const struct image_cancel *cancel;
  struct bytecode *bytecode;
  size_t processors;

  pthread_mutex_t lock;         /* of what follows */
  pthread_cond_t changed;
  struct image_items items;
  size_t next;                  /* the first that no thread has taken */
  size_t open, ended;           /* taken and not ended; ended */
  size_t busy;                  /* threads that have one in hand */
  size_t sources, compiled;
  uint64_t bytes;
  pthread_t threads[IMAGE_MAKER_THREADS];
  size_t thread_count;
  bool is_over;                 /* no more is taken */
};

static bool
image_maker_is_cancelled (const struct image_maker *maker)
{
  return maker->cancel->cancelled != NULL
    && maker->cancel->cancelled (maker->cancel->data);
}

/* ---- One image ------------------------------------------------------------ */

/* ITEM has ended; its order says how. */
static void
image_maker_end_item (struct image_maker *maker, struct image_item *item)
{
  image_work_end (item->work);
  item->work = NULL;
  pthread_mutex_lock (&maker->lock);
  maker->open--;
  maker->ended++;
  pthread_cond_broadcast (&maker->changed);
  pthread_mutex_unlock (&maker->lock);
}

/* One piece less of ITEM is to be waited for. */
static void
image_maker_count_down (struct image_maker *maker, struct image_item *item)
{
  struct image_order *order = item->order;
  if (atomic_fetch_sub (&item->pieces, 1) != 1)
    return;
  order->made = image_work_complete (item->work, maker->target, &order->counts,
                                     &order->report) == 0;
  pthread_mutex_lock (&maker->lock);
  for (size_t i = 0; i < item->work->layout.files.count; i++)
    maker->compiled += item->work->wanted[i];
  pthread_mutex_unlock (&maker->lock);
  image_maker_end_item (maker, item);
}

/* A bytecode_compiled. */
static void
image_maker_on_compiled (void *data, size_t number)
{
  struct image_maker *maker = data;
  pthread_mutex_lock (&maker->lock);
  struct image_item *item = number < maker->items.count
    ? maker->items.items[number] : NULL;
  pthread_mutex_unlock (&maker->lock);
  if (item != NULL)
    image_maker_count_down (maker, item);
}

/* What was unpacked is known. */
static void
image_maker_count (struct image_maker *maker, const struct image_work *work)
{
  pthread_mutex_lock (&maker->lock);
  for (size_t i = 0; i < work->layout.files.count; i++)
    {
      maker->sources += work->wanted[i];
      maker->bytes += work->layout.files.items[i].length;
    }
  pthread_mutex_unlock (&maker->lock);
}

/* How much of the machine one of the images at work may take. */
static struct unpack_means
image_maker_means (struct image_maker *maker)
{
  pthread_mutex_lock (&maker->lock);
  size_t left = maker->items.count - maker->ended;
  pthread_mutex_unlock (&maker->lock);
  size_t room = IMAGE_MAKER_ROOM / (2 * maker->processors);
  return (struct unpack_means) {
    .threads = left >= maker->processors ? 1 : maker->processors / left,
    .room = room > IMAGE_MAKER_ROOM_MOST ? IMAGE_MAKER_ROOM_MOST
            : room < IMAGE_MAKER_ROOM_LEAST ? IMAGE_MAKER_ROOM_LEAST : room
  };
}

/* Reads the wheel, and unpacks it unless there is an image of it.  Returns whether
 * it was unpacked. */
static bool
image_maker_unpack (struct image_maker *maker, struct image_item *item)
{
  struct image_order *order = item->order;
  struct image_source source;
  const struct unpack_means means = image_maker_means (maker);
  if (image_source_load (&source, order->path, order->held, maker->parent_fd,
                         order->sha256, &order->report) == 0)
    {
      memcpy (order->sha256, source.sha256, sizeof order->sha256);
      if (!order->is_there (order, &source.st))
        item->work = image_work_begin (&source, order->name, maker->target,
                                       &means, maker->parent_fd, order->folder,
                                       &order->report);
    }
  image_source_release (&source);
  return item->work != NULL;
}

static void
image_maker_make (struct image_maker *maker, struct image_item *item,
                  size_t number)
{
  if (!image_maker_unpack (maker, item))
    {
      image_maker_end_item (maker, item);
      return;
    }
  image_maker_count (maker, item->work);
  if (bytecode_send (maker->bytecode, &item->work->layout, item->work->wanted,
                     item->work->folder, number, &item->pieces) == 0)
    image_maker_count_down (maker, item);
}

/* ---- The threads ---------------------------------------------------------- */

/* Whether there is nothing more to do: an interpreter that fails ends all. */
static bool
image_maker_is_done (struct image_maker *maker)
{
  return maker->is_over || bytecode_has_failed (maker->bytecode)
    || image_maker_is_cancelled (maker);
}

static void *
image_maker_thread (void *data)
{
  struct image_maker *maker = data;
  pthread_mutex_lock (&maker->lock);
  while (!image_maker_is_done (maker))
    {
      if (maker->next == maker->items.count || maker->open >= IMAGE_MAKER_OPEN)
        {
          pthread_cond_wait (&maker->changed, &maker->lock);
          continue;
        }
      size_t number = maker->next++;
      struct image_item *item = maker->items.items[number];
      maker->open++;
      maker->busy++;
      pthread_mutex_unlock (&maker->lock);
      image_maker_make (maker, item, number);
      pthread_mutex_lock (&maker->lock);
      maker->busy--;
      pthread_cond_broadcast (&maker->changed);
    }
  pthread_mutex_unlock (&maker->lock);
  return NULL;
}

int
image_maker_add (struct image_maker *maker, struct image_order *order)
{
  struct image_item *item = calloc (1, sizeof *item);
  if (item == NULL)
    return -1;
  item->order = order;
  atomic_store (&item->pieces, 1);
  pthread_mutex_lock (&maker->lock);
  int error = image_items_append (&maker->items, item) == 0 ? 0 : errno;
  if (error == 0 && maker->thread_count < maker->processors
      && maker->thread_count < maker->items.count)
    {
      error = pthread_create (&maker->threads[maker->thread_count], NULL,
                              image_maker_thread, maker);
      maker->thread_count += error == 0;
      if (error != 0 && maker->thread_count > 0)
        error = 0;              /* the others do its work */
      else if (error != 0)
        maker->items.count--;
    }
  pthread_cond_broadcast (&maker->changed);
  pthread_mutex_unlock (&maker->lock);
  if (error == 0)
    return 0;
  free (item);
  errno = error;
  return -1;
}

bool
image_maker_wait (struct image_maker *maker, int milliseconds)
{
  struct timespec until;
  clock_gettime (CLOCK_REALTIME, &until);
  until.tv_nsec += (long) milliseconds * 1000000;
  until.tv_sec += until.tv_nsec / 1000000000;
  until.tv_nsec %= 1000000000;
  pthread_mutex_lock (&maker->lock);
  int error = 0;
  bool ended = false;
  while (!ended && error == 0)
    {
      ended = maker->ended == maker->items.count
        || (maker->busy == 0 && image_maker_is_done (maker));
      if (!ended)
        error = pthread_cond_timedwait (&maker->changed, &maker->lock, &until);
    }
  pthread_mutex_unlock (&maker->lock);
  return ended;
}

void
image_maker_look (struct image_maker *maker, struct image_progress *ret)
{
  pthread_mutex_lock (&maker->lock);
  *ret = (struct image_progress) {
    .orders = maker->items.count, .ended = maker->ended,
    .sources = maker->sources, .compiled = maker->compiled,
    .bytes = maker->bytes
  };
  pthread_mutex_unlock (&maker->lock);
}

/* ---- The beginning and the end -------------------------------------------- */

struct image_maker *
image_maker_new (const struct image_target *target, int parent_fd,
                 const struct image_cancel *cancel, struct report *report)
{
  struct image_maker *maker = calloc (1, sizeof *maker);
  if (maker == NULL)
    {
      report_first (report, 0, errno, "cannot unpack it");
      return NULL;
    }
  *maker = (struct image_maker) {
    .target = target, .parent_fd = parent_fd, .cancel = cancel,
    .processors = workers_processors (), .lock = PTHREAD_MUTEX_INITIALIZER,
    .changed = PTHREAD_COND_INITIALIZER
  };
  if (maker->processors > IMAGE_MAKER_THREADS)
    maker->processors = IMAGE_MAKER_THREADS;
  maker->bytecode = bytecode_new (target, parent_fd, cancel,
                                  image_maker_on_compiled, maker, report);
  if (maker->bytecode != NULL)
    return maker;
  free (maker);
  return NULL;
}

int
image_maker_end (struct image_maker *maker, struct report *report)
{
  bool complete = image_maker_wait (maker, 0)
    && maker->ended == maker->items.count;
  pthread_mutex_lock (&maker->lock);
  maker->is_over = true;
  pthread_cond_broadcast (&maker->changed);
  pthread_mutex_unlock (&maker->lock);
  for (size_t i = 0; i < maker->thread_count; i++)
    pthread_join (maker->threads[i], NULL);
  int status = bytecode_end (maker->bytecode, !complete, report);
  for (size_t i = 0; i < maker->items.count; i++)
    {
      image_work_end (maker->items.items[i]->work);
      free (maker->items.items[i]);
    }
  image_items_release (&maker->items);
  pthread_cond_destroy (&maker->changed);
  pthread_mutex_destroy (&maker->lock);
  free (maker);
  return status;
}
