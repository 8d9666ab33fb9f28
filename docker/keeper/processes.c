#define _GNU_SOURCE
#include "keeper.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
  PROCESSES_MAX = 32768, /* Linux's own default for pid_max: no container of ours comes near it */
  ENVIRONMENT_MAX = 32 << 10, /* where the tag is looked for; environments are seldom a quarter of it */
};

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

/* A daemon has left its session and its parent, but seldom its environment. */
static bool has_tag(pid_t pid, const char *tag) {
  static char text[ENVIRONMENT_MAX];
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/environ", (int)pid);
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return false;
  size_t length = 0;
  for (ssize_t got; (got = read(fd, text + length, sizeof text - length)) > 0;) length += (size_t)got;
  close(fd);
  return memmem(text, length, tag, strlen(tag) + 1) != NULL;
}

/* Marks the session's processes and, however often they called setsid, what its members started. */
static void mark(int count, pid_t leader, const char *tag) {
  for (int i = 0; i < count; i++) {
    table[i].marked = table[i].pid == leader || table[i].session == leader;
    if (!table[i].marked && !table[i].zombie) table[i].marked = has_tag(table[i].pid, tag);
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
  mark(count, session->pid, session->tag);
  for (int i = 0; i < count; i++) {
    if (!table[i].marked || table[i].zombie) continue;
    if (kill(table[i].pid, signo) == 0) alive++;
  }
  return alive;
}
