#define _GNU_SOURCE
#include "keeper.h"

#include <errno.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
  OUT_TARGET = 64 << 10,   /* enough to keep a link busy; more would only delay the next echo */
  SOCKET_BUFFER = 64 << 10, /* for the same reason */
  ROUNDS = 4,              /* fill-and-write rounds of one link in one turn of the loop */
  DATA_HEAD = 17,
};

struct peer peers[MAX_PEERS];

/* A free slot, else that of the link that is silent for longest, else none: who has said hello stays. */
static struct peer *find_slot(void) {
  struct peer *silent = NULL;
  for (int i = 0; i < MAX_PEERS; i++) {
    if (!peers[i].used) return &peers[i];
    if (!peers[i].greeted && (!silent || peers[i].arrival < silent->arrival)) silent = &peers[i];
  }
  if (silent) peer_drop(silent);
  return silent;
}

/*
 * In a container a link begins as the engine's exec, whose parent is outside. No process of the container can have such a
 * parent: orphans become ours. The kernel notes the process at its connect, so a socket that is handed on keeps its origin.
 */
static bool is_from_outside(int fd) {
  struct ucred origin;
  socklen_t length = sizeof origin;
  if (getpid() != 1) return true;
  if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &origin, &length) < 0 || origin.pid <= 1) return false;
  return process_parent(origin.pid) == 0;
}

void peer_accept(int listener) {
  static uint64_t arrivals;
  int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (fd < 0) return;
  struct peer *peer = is_from_outside(fd) ? find_slot() : NULL;
  if (!peer) {
    close(fd);
    return;
  }
  int size = SOCKET_BUFFER;
  setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
  peer->used = true;
  peer->greeted = false;
  peer->arrival = arrivals++;
  peer->in_length = peer->out_head = peer->out_length = peer->turn = 0;
  peer->watch = (struct watch){fd, 0, ROLE_PEER, 0, peer};
  watch_set(&peer->watch, EPOLLIN);
}

void peer_drop(struct peer *peer) {
  if (!peer->used) return;
  watch_close(&peer->watch);
  peer->used = false;
  session_peer_gone((int)(peer - peers));
}

/* Queues one frame. A link that lets answers pile up beyond its buffer is dropped; then false. */
bool peer_send(struct peer *peer, enum answer type, uint32_t session, const void *head, size_t head_length,
               const void *tail, size_t tail_length) {
  size_t length = FRAME_HEADER + head_length + tail_length;
  if (!peer->used) return false;
  if (peer->out_head + peer->out_length + length > sizeof peer->out) {
    memmove(peer->out, peer->out + peer->out_head, peer->out_length);
    peer->out_head = 0;
  }
  if (peer->out_length + length > sizeof peer->out) {
    peer_drop(peer);
    return false;
  }
  uint8_t *to = peer->out + peer->out_head + peer->out_length;
  to[0] = (uint8_t)type;
  put32(to + 1, session);
  put32(to + 5, (uint32_t)(head_length + tail_length));
  if (head_length) memcpy(to + FRAME_HEADER, head, head_length);
  if (tail_length) memcpy(to + FRAME_HEADER + head_length, tail, tail_length);
  peer->out_length += (uint32_t)length;
  return true;
}

void peer_error(struct peer *peer, uint32_t session, enum request request, int error, const char *text) {
  uint8_t head[5];
  put32(head, (uint32_t)error);
  head[4] = (uint8_t)request;
  if (!text) text = strerror(error);
  peer_send(peer, ANSWER_ERROR, session, head, sizeof head, text, strlen(text));
}

/* Answers whether a frame was taken. A link with full answers has to read first. */
static bool parse(struct peer *peer) {
  uint32_t at = 0;
  while (peer->used && peer->out_length < OUT_TARGET && peer->in_length - at >= FRAME_HEADER) {
    const uint8_t *frame = peer->in + at;
    uint32_t length = get32(frame + 5);
    if (length > PAYLOAD_MAX) {
      peer_drop(peer);
      return false;
    }
    if (peer->in_length - at < FRAME_HEADER + length) break;
    if (!request_handle(peer, frame[0], get32(frame + 1), frame + FRAME_HEADER, length)) {
      peer_drop(peer);
      return false;
    }
    at += FRAME_HEADER + length;
  }
  if (!peer->used || at == 0) return false;
  peer->in_length -= at;
  memmove(peer->in, peer->in + at, peer->in_length);
  return true;
}

void peer_readable(struct peer *peer) {
  size_t space = sizeof peer->in - peer->in_length;
  if (space == 0) return;
  ssize_t got = read(peer->watch.fd, peer->in + peer->in_length, space);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (got <= 0) {
    peer_drop(peer);
    return;
  }
  peer->in_length += (uint32_t)got;
  parse(peer);
}

static uint64_t sendable(const struct session *session, const struct attachment *attachment) {
  uint64_t flight = attachment->sent - attachment->acked;
  if (session->closing || flight >= attachment->window) return 0;
  uint64_t left = session->ring.end - attachment->sent, space = attachment->window - flight;
  return left < space ? left : space;
}

static void send_gap(struct peer *peer, struct session *session, struct attachment *attachment) {
  uint8_t head[16];
  put64(head, attachment->sent);
  put64(head + 8, session->ring.first);
  attachment->sent = session->ring.first;
  if (attachment->acked < attachment->sent) attachment->acked = attachment->sent;
  peer_send(peer, ANSWER_GAP, session->id, head, sizeof head, NULL, 0);
}

static void send_data(struct peer *peer, struct session *session, struct attachment *attachment, uint32_t quantum) {
  static uint8_t buffer[SEND_QUANTUM];
  while (quantum > 0 && peer->used && peer->out_length < OUT_TARGET) {
    uint64_t limit, length = sendable(session, attachment);
    if (length == 0) return;
    if (attachment->sent < session->ring.first) {
      send_gap(peer, session, attachment);
      continue;
    }
    const struct chunk *chunk = ring_find(&session->ring, attachment->sent, &limit);
    if (length > limit - attachment->sent) length = limit - attachment->sent;
    if (length > quantum) length = quantum;
    ring_copy(&session->ring, attachment->sent, buffer, length);
    uint8_t head[DATA_HEAD];
    put64(head, attachment->sent);
    put64(head + 8, chunk->stamp >> 1);
    head[16] = chunk->stamp & 1;
    attachment->sent += length;
    quantum -= (uint32_t)length;
    peer_send(peer, ANSWER_DATA, session->id, head, sizeof head, buffer, length);
  }
}

static void send_state(struct peer *peer, struct session *session, struct attachment *attachment) {
  if (attachment->consumed_told != session->input_consumed) {
    uint8_t total[8];
    attachment->consumed_told = session->input_consumed;
    put64(total, session->input_consumed);
    peer_send(peer, ANSWER_CONSUMED, session->id, total, sizeof total, NULL, 0);
  }
  bool all_sent = attachment->sent == session->ring.end || session->closing;
  if (session->kind == KIND_DIAL && session->output_end && all_sent && !attachment->end_told) {
    uint8_t head[DATA_HEAD] = {0};
    attachment->end_told = true;
    put64(head, session->ring.end);
    put64(head + 8, now_ms());
    peer_send(peer, ANSWER_DATA, session->id, head, sizeof head, NULL, 0);
  }
  if (all_sent && session->drained && !attachment->exit_told) {
    attachment->exit_told = true;
    session_farewell(peer, session, ANSWER_EXIT);
  }
}

static struct attachment *attachment_of(struct peer *peer, struct session *session) {
  struct attachment *attachment = &session->attachments[peer - peers];
  return session->used && attachment->on ? attachment : NULL;
}

static void fill_small(struct peer *peer) {
  for (int i = 0; i < MAX_SESSIONS && peer->used; i++) {
    struct attachment *attachment = attachment_of(peer, &sessions[i]);
    if (!attachment) continue;
    if (sendable(&sessions[i], attachment) <= SMALL_BACKLOG) send_data(peer, &sessions[i], attachment, SMALL_BACKLOG);
    if (peer->used) send_state(peer, &sessions[i], attachment);
  }
}

/* Small talk first, then one quantum for each flood in turn. Answers whether something is left to send. */
static bool fill(struct peer *peer) {
  fill_small(peer);
  bool more = false;
  for (uint32_t i = 0, first = peer->turn; i < MAX_SESSIONS && peer->used; i++) {
    uint32_t at = (first + i) % MAX_SESSIONS;
    struct attachment *attachment = attachment_of(peer, &sessions[at]);
    if (!attachment || sendable(&sessions[at], attachment) == 0) continue;
    if (peer->out_length >= OUT_TARGET) return true;
    send_data(peer, &sessions[at], attachment, SEND_QUANTUM);
    peer->turn = (at + 1) % MAX_SESSIONS;
    if (!peer->used) return false;
    send_state(peer, &sessions[at], attachment);
    more |= sendable(&sessions[at], attachment) > 0;
  }
  return more;
}

static void flush(struct peer *peer) {
  while (peer->used && peer->out_length > 0) {
    ssize_t put = send(peer->watch.fd, peer->out + peer->out_head, peer->out_length, MSG_NOSIGNAL);
    if (put < 0 && errno == EINTR) continue;
    if (put < 0 && errno == EAGAIN) return;
    if (put < 0) {
      peer_drop(peer);
      return;
    }
    peer->out_head += (uint32_t)put;
    peer->out_length -= (uint32_t)put;
  }
  peer->out_head = 0;
}

void peer_pump(struct peer *peer) {
  bool more = true;
  for (int round = 0; round < ROUNDS && more && peer->used; round++) {
    if (peer->greeted) more = fill(peer);
    flush(peer);
    if (peer->out_length > 0) break;
  }
  if (peer->used) more |= parse(peer);
  if (!peer->used) return;
  bool room = peer->out_length < OUT_TARGET && peer->in_length < sizeof peer->in;
  watch_set(&peer->watch, (room ? EPOLLIN : 0u) | (peer->out_length > 0 || more ? EPOLLOUT : 0u));
}
