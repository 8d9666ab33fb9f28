#define _GNU_SOURCE
#include "keeper.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * Only /proc/PID/stat and /proc/PID/limits are read: the kernel answers them from its own memory. What lies in the memory of
 * a process (environ, cmdline, maps) is the process's to withhold, and whoever reads it waits with it.
 */
enum { PROCESSES_MAX = 32768 }; /* Linux's own default for pid_max: no container of ours comes near it */

struct process {
  pid_t pid, parent, session;
  bool zombie, marked;
};

static struct process table[PROCESSES_MAX];

static bool read_process(const char *name, struct process *process) {
  char path[64], text[1024];
  snprintf(path, sizeof path, "/proc/%.20s/stat", name);
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return false;
  ssize_t length = read(fd, text, sizeof text - 1);
  close(fd);
  if (length <= 0) return false;
  text[length] = 0;
  /* The name in parentheses is the program's to choose; what follows the last one is the kernel's. */
  const char *rest = strrchr(text, ')');
  char state;
  int parent, group, session;
  if (!rest || sscanf(rest, ") %c %d %d %d", &state, &parent, &group, &session) != 4) return false;
  *process = (struct process){(pid_t)atoi(name), parent, session, state == 'Z' || state == 'X', false};
  return process->pid > 1 && process->pid != getpid();
}

static int read_table(void) {
  DIR *directory = opendir("/proc");
  if (!directory) return 0;
  int count = 0;
  struct dirent *entry;
  while (count < PROCESSES_MAX && (entry = readdir(directory)))
    if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9' && read_process(entry->d_name, &table[count])) count++;
  closedir(directory);
  return count;
}

static bool is_marked(int count, pid_t pid) {
  for (int i = 0; i < count; i++)
    if (table[i].pid == pid) return table[i].marked;
  return false;
}

/* A daemon has left its session and its parent, but not its limits. */
static bool has_tag(pid_t pid, uint64_t tag) {
  static char text[4096];
  static const char name[] = "\nMax file locks ";
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/limits", (int)pid);
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return false;
  ssize_t length = read(fd, text, sizeof text - 1);
  close(fd);
  if (length <= 0) return false;
  text[length] = 0;
  const char *line = strstr(text, name);
  return line && strtoull(line + strlen(name), NULL, 10) == tag;
}

/* Marks the session's processes and, however often they called setsid, what its members started. */
static void mark(int count, const struct session *session) {
  for (int i = 0; i < count; i++) {
    /* Once it was reaped its number may be somebody else's. */
    bool leads = table[i].pid == session->pid && !session->reaped;
    table[i].marked = leads || table[i].session == session->pid;
    if (!table[i].marked && !table[i].zombie) table[i].marked = has_tag(table[i].pid, session->tag);
  }
  for (bool grown = true; grown;) {
    grown = false;
    for (int i = 0; i < count; i++) {
      if (table[i].marked || table[i].parent <= 1 || table[i].parent == getpid()) continue;
      if (is_marked(count, table[i].parent) || is_marked(count, table[i].session)) table[i].marked = grown = true;
    }
  }
}

int processes_signal(const struct session *session, int signo) {
  if (session->pid <= 1) return 0;
  int count = read_table(), alive = 0;
  mark(count, session);
  for (int i = 0; i < count; i++) {
    if (!table[i].marked || table[i].zombie) continue;
    if (kill(table[i].pid, signo) == 0) alive++;
  }
  return alive;
}

pid_t process_parent(pid_t pid) {
  struct process process;
  char name[16];
  snprintf(name, sizeof name, "%d", (int)pid);
  return read_process(name, &process) ? process.parent : -1;
}
