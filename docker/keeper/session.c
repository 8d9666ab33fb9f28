#include "keeper.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
  KILL_PAUSE_MS = 2,          /* a killed process needs a moment to be gone; doubled each time */
  KILL_PAUSE_MAX_MS = 100,
  KILL_PATIENCE_MS = 10000,   /* then something hangs in the kernel, and the session is forgotten all the same */
  WINDOW_DEFAULT = 256 << 10,
};

struct session sessions[MAX_SESSIONS];

struct session *session_find(uint32_t id) {
  for (int i = 0; i < MAX_SESSIONS; i++)
    if (sessions[i].used && sessions[i].id == id) return &sessions[i];
  return NULL;
}

static struct peer *opener_of(const struct session *session) {
  return session->opener < 0 ? NULL : &peers[session->opener];
}

static void close_descriptors(struct session *session) {
  watch_close(&session->status);
  watch_close(&session->input);
  for (int i = 0; i < 2; i++) watch_close(&session->output[i]);
}

static void session_free(struct session *session) {
  close_descriptors(session);
  ring_close(&session->ring);
  if (session->pending) munmap(session->pending, INPUT_MAX);
  session->used = false;
}

static void init(struct session *session, uint32_t id, const struct open_request *request, int opener) {
  memset(session, 0, sizeof *session);
  session->used = session->alive = session->starting = true;
  session->id = id;
  session->kind = request->kind;
  session->held = (request->flags & OPEN_HOLD) || request->kind == KIND_DIAL;
  session->leased = (request->flags & OPEN_LEASED) || request->kind == KIND_DIAL;
  session->opener = opener;
  session->started_at = now_ms();
  strncpy(session->key, request->key, KEY_MAX);
  session->tag = (uint64_t)(get32(boot_id) >> 1) << 32 | id; /* below half of what the kernel calls unlimited */
  session->status = (struct watch){-1, 0, ROLE_STATUS, 0, session};
  session->input = (struct watch){-1, 0, ROLE_INPUT, 0, session};
  for (uint8_t i = 0; i < 2; i++) session->output[i] = (struct watch){-1, 0, ROLE_OUTPUT, i, session};
}

/* A number that the kernel gives out anew belongs to no older session any more. */
static void retire_pid(pid_t pid, const struct session *owner) {
  for (int i = 0; i < MAX_SESSIONS; i++)
    if (sessions[i].used && &sessions[i] != owner && sessions[i].pid == pid) sessions[i].pid = 0;
}

/* Answers SESSION or ERROR once the program runs, the dial is connected, or not. */
void session_open(struct peer *peer, uint32_t id, const struct open_request *request) {
  struct session *session = NULL;
  for (int i = 0; i < MAX_SESSIONS && !session; i++)
    if (!sessions[i].used) session = &sessions[i];
  int error = session_find(id) ? EEXIST : session ? 0 : ENOSPC;
  if (!error) {
    init(session, id, request, (int)(peer - peers));
    if (!ring_open(&session->ring, request->ring)) error = ENOMEM;
    else if (request->kind == KIND_DIAL) error = spawn_dial(session, request);
    else error = spawn_program(session, request);
    if (error) session_free(session);
  }
  if (error) {
    peer_error(peer, id, REQUEST_OPEN, error, NULL);
    return;
  }
  if (session->pid) retire_pid(session->pid, session);
  watch_set(&session->status, session->kind == KIND_DIAL ? EPOLLOUT : EPOLLIN);
}

static int dial_result(struct session *session) {
  int error = 0;
  socklen_t length = sizeof error;
  if (getsockopt(session->status.fd, SOL_SOCKET, SO_ERROR, &error, &length) < 0) error = errno;
  if (error) return error;
  int copy = dup(session->status.fd); /* the two directions end independently */
  if (copy < 0) return errno;
  session->input.fd = copy;
  watch_set(&session->status, 0);
  session->output[0].fd = session->status.fd;
  session->status.fd = -1;
  return 0;
}

static int program_result(struct session *session) {
  int error = 0;
  ssize_t got = read(session->status.fd, &error, sizeof error);
  return got == (ssize_t)sizeof error ? error : 0;
}

/* The status descriptor is ready: the program was executed or the dial answered. */
void session_status(struct session *session) {
  int error = session->kind == KIND_DIAL ? dial_result(session) : program_result(session);
  watch_close(&session->status);
  session->starting = false;
  struct peer *opener = opener_of(session);
  if (!error) {
    if (opener) session_describe(opener, session);
    stream_write(session);
    return;
  }
  if (opener) peer_error(opener, session->id, REQUEST_OPEN, error, NULL);
  session_free(session);
}

/* The newest pacing link is the driver; an older one, perhaps of a dead server, no longer slows the program. */
void session_attach(struct peer *peer, struct session *session, uint64_t from, uint32_t window, bool paced) {
  paced |= session->kind == KIND_DIAL;
  for (int i = 0; paced && i < MAX_PEERS; i++) session->attachments[i].paced = false;
  if (from > session->ring.end) from = session->ring.end;
  session->attachments[peer - peers] = (struct attachment){
      .on = true,
      .paced = paced,
      .window = window == 0 ? WINDOW_DEFAULT : window,
      .sent = from,
      .acked = from,
      .consumed_told = UINT64_MAX,
  };
  session->held = false;
}

void session_close(struct session *session) {
  if (session->closing) return;
  session->closing = true;
  session->kill_pause = KILL_PAUSE_MS;
  session->kill_at = now_ms();
  session->kill_until = session->kill_at + KILL_PATIENCE_MS;
  close_descriptors(session);
  session->starting = false;
  if (session->kind == KIND_DIAL) session_ended(session, ENDING_CODE, 0);
}

void session_peer_gone(int peer) {
  for (int i = 0; i < MAX_SESSIONS; i++) {
    struct session *session = &sessions[i];
    if (!session->used) continue;
    session->attachments[peer].on = false;
    session->closed_to &= (uint8_t)~(1u << peer);
    if (session->opener != peer) continue;
    session->opener = -1;
    session->held = false;
    if (session->leased) session_close(session);
  }
}

void session_ended(struct session *session, enum ending ending, int32_t value) {
  if (session->reaped) return;
  session->reaped = true;
  session->alive = false;
  session->ending = ending;
  session->ending_value = value;
  session->ended_at = now_ms();
}

void session_reaped(pid_t pid, int status) {
  for (int i = 0; i < MAX_SESSIONS; i++) {
    struct session *session = &sessions[i];
    if (!session->used || session->pid != pid || session->reaped) continue;
    bool signalled = WIFSIGNALED(status);
    session_ended(session, signalled ? ENDING_SIGNAL : ENDING_CODE, signalled ? WTERMSIG(status) : WEXITSTATUS(status));
    stream_drain(session);
    watch_close(&session->input);
    return;
  }
}

void session_farewell(struct peer *peer, const struct session *session, enum answer answer) {
  uint8_t head[21];
  head[0] = (uint8_t)session->ending;
  put32(head + 1, (uint32_t)session->ending_value);
  put64(head + 5, session->ended_at);
  put64(head + 13, session->ring.end);
  peer_send(peer, answer, session->id, head, sizeof head, NULL, 0);
}

static void finish_close(struct session *session) {
  for (int i = 0; i < MAX_PEERS; i++) {
    bool asked = session->closed_to >> i & 1;
    if (!peers[i].used || !(asked || session->attachments[i].on)) continue;
    session_farewell(&peers[i], session, ANSWER_CLOSED);
  }
  session_free(session);
}

static void settle_close(struct session *session) {
  uint64_t now = now_ms();
  if (now < session->kill_at) return;
  int alive = processes_signal(session, SIGKILL);
  if ((alive == 0 && session->reaped) || now >= session->kill_until) {
    finish_close(session);
    return;
  }
  session->kill_at = now + session->kill_pause;
  session->kill_pause = session->kill_pause * 2 < KILL_PAUSE_MAX_MS ? session->kill_pause * 2 : KILL_PAUSE_MAX_MS;
}

static bool is_silent(const struct session *session) {
  return session->output[0].fd < 0 && session->output[1].fd < 0;
}

/* Brings interest and state up to date; called for every session in every turn. */
void session_settle(struct session *session) {
  if (session->closing) {
    settle_close(session);
    return;
  }
  if (session->pending_length > 0 && session->input.fd < 0) stream_write(session);
  bool silent = is_silent(session);
  if (session->kind == KIND_DIAL && !session->starting && silent && session->input.fd < 0)
    session_ended(session, ENDING_CODE, 0);
  if (session->kind == KIND_DIAL && session->reaped) close_descriptors(session);
  if (session->reaped && session->kind == KIND_PTY && session->output[0].fd >= 0 && now_ms() >= session->drain_until)
    stream_read(session, &session->output[0]);
  session->drained = session->reaped && !session->starting && is_silent(session);
  stream_settle(session);
}

/* Milliseconds until a session wants to be settled again, or -1. */
int session_timeout(void) {
  uint64_t now = now_ms(), next = UINT64_MAX;
  for (int i = 0; i < MAX_SESSIONS; i++) {
    const struct session *session = &sessions[i];
    if (!session->used) continue;
    if (session->closing && session->kill_at < next) next = session->kill_at;
    if (!session->closing && session->reaped && session->kind == KIND_PTY && session->output[0].mask &&
        session->drain_until < next)
      next = session->drain_until;
  }
  return next == UINT64_MAX ? -1 : next <= now ? 0 : (int)(next - now);
}

void session_describe(struct peer *peer, const struct session *session) {
  uint8_t head[2 + 4 + 1 + 4 + 5 * 8];
  head[0] = (uint8_t)session->kind;
  head[1] = session->alive;
  put32(head + 2, (uint32_t)session->pid);
  head[6] = (uint8_t)session->ending;
  put32(head + 7, (uint32_t)session->ending_value);
  put64(head + 11, session->ring.first);
  put64(head + 19, session->ring.end);
  put64(head + 27, session->input_accepted);
  put64(head + 35, session->started_at);
  put64(head + 43, session->ended_at);
  peer_send(peer, ANSWER_SESSION, session->id, head, sizeof head, session->key, strlen(session->key));
}
