#define _GNU_SOURCE
#include "keeper.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
  EVENTS = 64,
  REAP_QUANTUM = 64,    /* a storm of exits must not starve the terminals */
  SHUTDOWN_MS = 1000,   /* between TERM and KILL; well inside the ten seconds `docker stop` gives */
  SHUTDOWN_POLL_MS = 20,
};

uint8_t boot_id[16];
static int epoll_fd = -1;
static bool children_waiting;
static uint64_t stop_at; /* 0: not stopping */

uint64_t now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

/* An idle descriptor is taken out of the set, because epoll reports a hang-up even to who asked for nothing. */
void watch_set(struct watch *watch, uint32_t mask) {
  if (watch->fd < 0 || watch->mask == mask) return;
  struct epoll_event event = {.events = mask, .data.ptr = watch};
  int verb = mask == 0 ? EPOLL_CTL_DEL : watch->mask == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
  if (epoll_ctl(epoll_fd, verb, watch->fd, &event) == 0) watch->mask = mask;
}

void watch_close(struct watch *watch) {
  if (watch->fd < 0) return;
  watch_set(watch, 0);
  close(watch->fd);
  watch->fd = -1;
}

static void reap(void) {
  children_waiting = false;
  for (int i = 0; i < REAP_QUANTUM; i++) {
    int status;
    pid_t pid = waitpid(-1, &status, WNOHANG);
    if (pid <= 0) return;
    session_reaped(pid, status);
  }
  children_waiting = true;
}

static void signal_everyone(int signo) {
  if (getpid() == 1) {
    kill(-1, signo);
    return;
  }
  for (int i = 0; i < MAX_SESSIONS; i++)
    if (sessions[i].used) processes_signal(&sessions[i], signo);
}

/* A shell ignores TERM, so its terminal hangs up as well. */
static void begin_stop(void) {
  if (stop_at) return;
  stop_at = now_ms() + SHUTDOWN_MS;
  signal_everyone(SIGTERM);
  for (int i = 0; i < MAX_SESSIONS; i++) {
    if (!sessions[i].used || sessions[i].kind != KIND_PTY) continue;
    watch_close(&sessions[i].input);
    watch_close(&sessions[i].output[0]);
  }
}

static void read_signals(int fd) {
  struct signalfd_siginfo info[8];
  ssize_t got = read(fd, info, sizeof info);
  for (ssize_t i = 0; i < got / (ssize_t)sizeof info[0]; i++) {
    if (info[i].ssi_signo == SIGCHLD) children_waiting = true;
    else begin_stop();
  }
}

static void dispatch(struct watch *watch, uint32_t events) {
  if (watch->fd < 0 || watch->mask == 0) return; /* closed earlier in this turn */
  switch (watch->role) {
    case ROLE_SIGNALS: read_signals(watch->fd); break;
    case ROLE_LISTENER: peer_accept(watch->fd); break;
    case ROLE_STATUS: session_status(watch->owner); break;
    case ROLE_INPUT: stream_write(watch->owner); break;
    case ROLE_OUTPUT: stream_read(watch->owner, watch); break;
    case ROLE_PEER:
      /* A full input buffer is not read; then a hang-up is only noticed by the next write. */
      if (events & (EPOLLIN | EPOLLHUP | EPOLLERR)) peer_readable(watch->owner);
      break;
  }
}

static int turn(void) {
  struct epoll_event events[EVENTS];
  int timeout = children_waiting ? 0 : session_timeout();
  if (stop_at && (timeout < 0 || timeout > SHUTDOWN_POLL_MS)) timeout = SHUTDOWN_POLL_MS;
  int count = epoll_wait(epoll_fd, events, EVENTS, timeout);
  for (int i = 0; i < count; i++) dispatch(events[i].data.ptr, events[i].events);
  if (children_waiting) reap();
  for (int i = 0; i < MAX_SESSIONS; i++)
    if (sessions[i].used) session_settle(&sessions[i]);
  for (int i = 0; i < MAX_PEERS; i++)
    if (peers[i].used) peer_pump(&peers[i]);
  /* What the pump took from a link may have freed a source to be read. */
  for (int i = 0; i < MAX_SESSIONS; i++)
    if (sessions[i].used) session_settle(&sessions[i]);
  return count < 0 && errno != EINTR ? -1 : 0;
}

static int listen_at(const char *path) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (strlen(path) >= sizeof address.sun_path) return -1;
  strcpy(address.sun_path, path);
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) return -1;
  unlink(path);
  mode_t mask = umask(0177);
  int bound = bind(fd, (struct sockaddr *)&address, sizeof address);
  umask(mask);
  return bound < 0 || listen(fd, MAX_PEERS) < 0 ? -1 : fd;
}

static void make_directory(const char *path) {
  char directory[108];
  snprintf(directory, sizeof directory, "%s", path);
  char *slash = strrchr(directory, '/');
  if (!slash || slash == directory) return;
  *slash = 0;
  mkdir(directory, 0700);
}

static int open_signals(void) {
  sigset_t wanted;
  sigemptyset(&wanted);
  sigaddset(&wanted, SIGCHLD);
  sigaddset(&wanted, SIGTERM);
  sigaddset(&wanted, SIGINT);
  sigprocmask(SIG_BLOCK, &wanted, NULL);
  signal(SIGPIPE, SIG_IGN);
  signal(SIGHUP, SIG_IGN);
  return signalfd(-1, &wanted, SFD_NONBLOCK | SFD_CLOEXEC);
}

static bool everyone_gone(void) { return waitpid(-1, NULL, WNOHANG) < 0 && errno == ECHILD; }

int serve(const char *path) {
  if (getpid() != 1) prctl(PR_SET_CHILD_SUBREAPER, 1);
  prctl(PR_SET_DUMPABLE, 0); /* our uid is shared: nobody shall read or trace us */
  if (getrandom(boot_id, sizeof boot_id, 0) != sizeof boot_id) return 1;
  make_directory(path);
  struct watch signals = {open_signals(), 0, ROLE_SIGNALS, 0, NULL};
  struct watch listener = {listen_at(path), 0, ROLE_LISTENER, 0, NULL};
  epoll_fd = epoll_create1(EPOLL_CLOEXEC);
  if (signals.fd < 0 || listener.fd < 0 || epoll_fd < 0) {
    fprintf(stderr, "keeper: cannot serve at %s: %s\n", path, strerror(errno));
    return 1;
  }
  watch_set(&signals, EPOLLIN);
  watch_set(&listener, EPOLLIN);
  while (turn() == 0) {
    if (!stop_at) continue;
    if (now_ms() >= stop_at) signal_everyone(SIGKILL);
    if (everyone_gone() || now_ms() >= stop_at + SHUTDOWN_MS) break;
  }
  unlink(path);
  return 0;
}
