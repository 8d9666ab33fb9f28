#define _GNU_SOURCE
#include "keeper.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum {
  BUFFER = 64 << 10,  /* what a pipe holds */
  CONNECT_TRIES = 400, /* 2 s in all: the container may be older than its keeper by a moment */
  CONNECT_PAUSE_MS = 5,
};

struct direction {
  int from, to;
  size_t head, length;
  bool ended;
  char bytes[BUFFER];
};

static int connect_once(const struct sockaddr_un *address) {
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return -1;
  if (connect(fd, (const struct sockaddr *)address, sizeof *address) == 0) return fd;
  close(fd);
  return -1;
}

static int connect_patiently(const char *path) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  struct timespec pause = {.tv_nsec = CONNECT_PAUSE_MS * 1000000L};
  if (strlen(path) >= sizeof address.sun_path) return -1;
  strcpy(address.sun_path, path);
  for (int i = 0; i < CONNECT_TRIES; i++) {
    int fd = connect_once(&address);
    if (fd >= 0) return fd;
    nanosleep(&pause, NULL);
  }
  return -1;
}

static bool again(void) { return errno == EAGAIN || errno == EINTR; }

/* Moves what can be moved without waiting; false when the receiving side is gone. */
static bool move(struct direction *way) {
  if (way->length == 0 && !way->ended) {
    ssize_t got = read(way->from, way->bytes, BUFFER);
    if (got == 0 || (got < 0 && !again())) way->ended = true;
    way->head = 0;
    way->length = got > 0 ? (size_t)got : 0;
  }
  if (way->length == 0) return true;
  ssize_t put = write(way->to, way->bytes + way->head, way->length);
  if (put < 0) return again();
  way->head += (size_t)put;
  way->length -= (size_t)put;
  return true;
}

static void set_nonblocking(int fd) { fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK); }

static bool done(const struct direction *way) { return way->ended && way->length == 0; }

int link_main(const char *path) {
  static struct direction in, out;
  prctl(PR_SET_DUMPABLE, 0);
  int fd = connect_patiently(path);
  if (fd < 0) {
    perror("keeper: no keeper answers");
    return 1;
  }
  in.from = 0;
  in.to = out.from = fd;
  out.to = 1;
  for (int i = 0; i < 2; i++) set_nonblocking(i);
  set_nonblocking(fd);
  while (!done(&in) && !done(&out)) {
    struct pollfd wait[4] = {
        {in.length || in.ended ? -1 : in.from, POLLIN, 0},
        {in.length ? in.to : -1, POLLOUT, 0},
        {out.length || out.ended ? -1 : out.from, POLLIN, 0},
        {out.to, out.length ? POLLOUT : 0, 0}, /* always: it tells when the reader is gone */
    };
    if (poll(wait, 4, -1) < 0 && errno != EINTR) return 1;
    if (!out.length && wait[3].revents & (POLLERR | POLLHUP)) return 0;
    if ((wait[0].revents || wait[1].revents) && !move(&in)) return 0;
    if ((wait[2].revents || wait[3].revents) && !move(&out)) return 0;
  }
  return 0;
}
