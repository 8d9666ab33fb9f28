#define _GNU_SOURCE
#include "keeper.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

/* What the child's side needs: three standard descriptors and where to report an errno. */
struct child {
  int standard[3], report;
  bool terminal;
};

static void close_all(int *fds, int count) {
  for (int i = 0; i < count; i++)
    if (fds[i] >= 0) close(fds[i]);
}

static void set_nonblocking(int fd) { fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK); }

static void take(struct watch *watch, int fd) {
  set_nonblocking(fd);
  watch->fd = fd;
}

/* The kernel should end a student's program before it ends the keeper. We are not dumpable, so the file is root's until we say otherwise. */
static void prefer_as_victim(unsigned oom) {
  prctl(PR_SET_DUMPABLE, 1);
  int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  if (fd < 0) return;
  char text[8];
  int length = snprintf(text, sizeof text, "%u", oom);
  if (write(fd, text, (size_t)length) < 0) errno = 0;
  close(fd);
}

/* A name that all descendants carry. Where an administrator limits locks below it, they are found by their parents alone. */
static void put_tag(uint64_t tag) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_LOCKS, &limit) < 0) return;
  limit.rlim_cur = tag;
  setrlimit(RLIMIT_LOCKS, &limit);
}

static void default_signals(void) {
  for (int signo = 1; signo < NSIG; signo++) signal(signo, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Runs in the child and does not return. All other descriptors are close-on-exec. */
static _Noreturn void become(const struct child *child, const struct open_request *request, uint64_t tag) {
  setsid();
  /* Raise all above 2 first, so that no dup2 overwrites one that is still needed. */
  int standard[3], report = fcntl(child->report, F_DUPFD_CLOEXEC, 3);
  for (int i = 0; i < 3; i++) standard[i] = fcntl(child->standard[i], F_DUPFD_CLOEXEC, 3);
  for (int i = 0; i < 3; i++) dup2(standard[i], i);
  if (child->terminal) ioctl(0, TIOCSCTTY, 0);
  default_signals();
  put_tag(tag);
  if (request->oom) prefer_as_victim(request->oom);
  if (request->nice) setpriority(PRIO_PROCESS, 0, request->nice);
  if (*request->cwd == 0 || chdir(request->cwd) == 0) {
    environ = request->env;
    execvp(request->argv[0], request->argv);
  }
  int error = errno;
  if (write(report, &error, sizeof error) < 0) _exit(126);
  _exit(127);
}

/* fds: 0-2 the child's standard descriptors, 3-5 our ends of them. */
static int open_pipes(int *fds) {
  for (int i = 0; i < 3; i++) {
    int pair[2];
    if (pipe2(pair, O_CLOEXEC) < 0) return errno;
    fds[i] = i == 0 ? pair[0] : pair[1];
    fds[3 + i] = i == 0 ? pair[1] : pair[0];
  }
  return 0;
}

static int open_terminal(int *fds, const struct open_request *request) {
  int master = fds[3] = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (master < 0) return errno;
  char name[64];
  if (grantpt(master) < 0 || unlockpt(master) < 0) return errno;
  if (ptsname_r(master, name, sizeof name) != 0) return errno;
  struct winsize size = {.ws_col = request->cols, .ws_row = request->rows};
  ioctl(master, TIOCSWINSZ, &size);
  for (int i = 0; i < 3; i++)
    if ((fds[i] = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC)) < 0) return errno;
  fds[4] = fcntl(master, F_DUPFD_CLOEXEC, 3);
  return fds[4] < 0 ? errno : 0;
}

int spawn_program(struct session *session, const struct open_request *request) {
  int fds[8] = {-1, -1, -1, -1, -1, -1, -1, -1};
  bool terminal = request->kind == KIND_PTY;
  int error = terminal ? open_terminal(fds, request) : open_pipes(fds);
  if (!error && pipe2(fds + 6, O_CLOEXEC) < 0) error = errno;
  pid_t pid = -1;
  if (!error) {
    struct child child = {{fds[0], fds[1], fds[2]}, fds[7], terminal};
    pid = fork();
    if (pid == 0) become(&child, request, session->tag);
    if (pid < 0) error = errno;
  }
  if (error) {
    close_all(fds, 8);
    return error;
  }
  close_all(fds, 3);
  close(fds[7]);
  session->pid = pid;
  take(&session->status, fds[6]);
  take(&session->input, fds[3]);
  take(&session->output[0], fds[4]);
  if (!terminal) take(&session->output[1], fds[5]);
  return 0;
}

static int connect_to(int family, const struct sockaddr *address, socklen_t length, struct watch *watch) {
  int fd = socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) return errno;
  int on = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (connect(fd, address, length) < 0 && errno != EINPROGRESS) {
    int error = errno;
    close(fd);
    return error;
  }
  watch->fd = fd;
  return 0;
}

int spawn_dial(struct session *session, const struct open_request *request) {
  struct sockaddr_in four = {.sin_family = AF_INET, .sin_port = htons(request->port)};
  struct sockaddr_in6 six = {.sin6_family = AF_INET6, .sin6_port = htons(request->port)};
  if (inet_pton(AF_INET, request->cwd, &four.sin_addr) == 1)
    return connect_to(AF_INET, (struct sockaddr *)&four, sizeof four, &session->status);
  if (inet_pton(AF_INET6, request->cwd, &six.sin6_addr) == 1)
    return connect_to(AF_INET6, (struct sockaddr *)&six, sizeof six, &session->status);
  return EINVAL;
}
