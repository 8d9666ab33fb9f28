#define _GNU_SOURCE
#include "keeper.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
  PIPE_MERGE_MS = 1,    /* program output: exact times, for a merged view of several instances */
  PTY_MERGE_MS = 1000,  /* a terminal has no use for times; few chunks keep its whole ring usable */
  PTY_DRAIN_MS = 100,   /* the kernel hands the last output of a dead terminal over in the background */
  PTY_DRAIN_BYTES = 128 << 10, /* twice what the kernel buffers for a terminal */
};

static struct attachment *pacer(struct session *session) {
  for (int i = 0; i < MAX_PEERS; i++)
    if (session->attachments[i].on && session->attachments[i].paced) return &session->attachments[i];
  return NULL;
}

/* How much may be read now without breaking the promise to the pacing link. */
static size_t room(struct session *session) {
  size_t most = READ_QUANTUM < session->ring.size ? READ_QUANTUM : session->ring.size;
  const struct attachment *driver = pacer(session);
  if (!driver) return session->kind == KIND_DIAL ? 0 : most;
  uint32_t window = driver->window < session->ring.size ? driver->window : session->ring.size;
  uint64_t ahead = session->ring.end - driver->acked;
  if (ahead >= window || ring_index_full(&session->ring, driver->acked)) return 0;
  return window - ahead < most ? window - ahead : most;
}

/* One quantum from one source. A program's end of output closes the source; the rest is session_settle's. */
void stream_read(struct session *session, struct watch *watch) {
  static uint8_t buffer[READ_QUANTUM];
  size_t left = session->held ? 0 : room(session);
  int64_t *drain = &session->drain_left[watch->stream];
  if (session->reaped && (uint64_t)*drain < left) left = (size_t)*drain;
  size_t count = 0;
  bool end = session->reaped && *drain <= 0;
  while (count < left) { /* a terminal answers at most a page at a time */
    ssize_t got = read(watch->fd, buffer + count, left - count);
    if (got > 0) {
      count += (size_t)got;
      if (session->kind != KIND_PTY) break;
      continue;
    }
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 && errno == EAGAIN) {
      end |= session->reaped && (session->kind != KIND_PTY || now_ms() >= session->drain_until);
      break;
    }
    if (got < 0 && session->kind == KIND_DIAL) session_ended(session, ENDING_ERROR, errno);
    end = true;
    break;
  }
  uint32_t merge = session->kind == KIND_PIPES ? PIPE_MERGE_MS : PTY_MERGE_MS;
  ring_append(&session->ring, watch->stream, now_ms(), merge, buffer, count);
  if (session->reaped && count > 0) end |= (*drain -= (int64_t)count) <= 0;
  if (end) {
    watch_close(watch);
    session->output_end = true;
  }
}

/* The main process is gone: what it left in the pipes still counts, what its orphans add does not. */
void stream_drain(struct session *session) {
  session->drain_until = now_ms() + PTY_DRAIN_MS;
  for (int i = 0; i < 2; i++) {
    int waiting = 0;
    if (session->output[i].fd < 0) continue;
    if (session->kind == KIND_PTY) waiting = PTY_DRAIN_BYTES;
    else if (ioctl(session->output[i].fd, FIONREAD, &waiting) < 0) waiting = 0;
    session->drain_left[i] = waiting;
    if (waiting == 0) watch_close(&session->output[i]);
  }
}

static void end_input(struct session *session) {
  if (session->kind == KIND_DIAL) shutdown(session->input.fd, SHUT_WR);
  if (session->kind != KIND_PTY) {
    watch_close(&session->input);
    return;
  }
  session->input_eof = false; /* a terminal goes on after Ctrl-D */
  uint8_t end_of_file = 4;
  if (write(session->input.fd, &end_of_file, 1) < 0) errno = 0;
}

/* Gives pending input to the program as far as it takes it. Input nobody will read counts as consumed. */
void stream_write(struct session *session) {
  while (session->pending_length > 0) {
    uint32_t part = INPUT_MAX - session->pending_head;
    if (part > session->pending_length) part = session->pending_length;
    ssize_t put = part;
    if (session->input.fd >= 0) {
      if (session->starting) return;
      put = write(session->input.fd, session->pending + session->pending_head, part);
      if (put < 0 && errno == EINTR) continue;
      if (put < 0 && errno == EAGAIN) return;
      if (put < 0) {
        if (session->kind == KIND_DIAL) session_ended(session, ENDING_ERROR, errno);
        watch_close(&session->input);
        continue;
      }
      if (put == 0) return;
    }
    session->pending_head = (session->pending_head + (uint32_t)put) % INPUT_MAX;
    session->pending_length -= (uint32_t)put;
    session->input_consumed += (uint64_t)put;
  }
  if (session->input_eof && session->input.fd >= 0 && !session->starting) end_input(session);
}

/* Answers 0, or ENOBUFS when the client did not keep to its credit; then nothing was taken. */
int stream_input(struct session *session, const uint8_t *bytes, uint32_t length) {
  if (length > INPUT_MAX - session->pending_length) return ENOBUFS;
  if (!session->pending) {
    void *at = mmap(NULL, INPUT_MAX, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (at == MAP_FAILED) return ENOBUFS;
    session->pending = at;
  }
  uint32_t at = (session->pending_head + session->pending_length) % INPUT_MAX;
  uint32_t part = length < INPUT_MAX - at ? length : INPUT_MAX - at;
  memcpy(session->pending + at, bytes, part);
  memcpy(session->pending, bytes + part, length - part);
  session->pending_length += length;
  session->input_accepted += length;
  stream_write(session);
  return 0;
}

void stream_settle(struct session *session) {
  bool readable = !session->starting && !session->held && room(session) > 0;
  for (int i = 0; i < 2; i++) watch_set(&session->output[i], readable ? EPOLLIN : 0);
  watch_set(&session->input, session->pending_length > 0 && !session->starting ? EPOLLOUT : 0);
}
