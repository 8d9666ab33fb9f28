#define _GNU_SOURCE
#include "keeper.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { OPEN_HEAD = 19 };

static uint32_t at_least(uint32_t value, uint32_t least) { return value < least ? least : value; }

/* Cuts the next NUL-terminated string; NULL when there is none. */
static char *next_string(char **at, const char *end) {
  char *start = *at, *stop = memchr(start, 0, (size_t)(end - start));
  if (stop) *at = stop + 1;
  return stop;
}

static bool read_strings(char **to, uint32_t count, char **at, const char *end) {
  for (uint32_t i = 0; i < count; i++) {
    to[i] = *at;
    if (!next_string(at, end)) return false;
  }
  to[count] = NULL;
  return true;
}

static bool read_open(struct open_request *request, const uint8_t *payload, uint32_t length) {
  static char text[PAYLOAD_MAX];
  static char *argv[ARGUMENTS_MAX + 1], *env[ARGUMENTS_MAX + 1];
  if (length < OPEN_HEAD || payload[0] > KIND_DIAL) return false;
  uint32_t argc = get16(payload + 15), envc = get16(payload + 17);
  if (argc > ARGUMENTS_MAX || envc > ARGUMENTS_MAX) return false;
  memcpy(text, payload + OPEN_HEAD, length - OPEN_HEAD);
  char *at = text, *end = text + (length - OPEN_HEAD), *names[3];
  if (!read_strings(names, 2, &at, end) || strlen(names[0]) > KEY_MAX) return false;
  if (!read_strings(argv, argc, &at, end) || !read_strings(env, envc, &at, end) || at != end) return false;
  *request = (struct open_request){
      .kind = (enum kind)payload[0],
      .flags = payload[1],
      .cols = (uint16_t)at_least(get16(payload + 2), 1),
      .rows = (uint16_t)at_least(get16(payload + 4), 1),
      .ring = get32(payload + 6),
      .nice = payload[10] > 19 ? 19 : payload[10],
      .oom = get16(payload + 11) > 1000 ? 1000 : get16(payload + 11),
      .port = get16(payload + 13),
      .key = names[0],
      .cwd = names[1],
      .argv = argv,
      .env = env,
  };
  return request->kind == KIND_DIAL || argc > 0;
}

static void hello(struct peer *peer) {
  uint8_t head[2];
  peer->greeted = true;
  put16(head, PROTOCOL_VERSION);
  peer_send(peer, ANSWER_WELCOME, 0, head, sizeof head, boot_id, sizeof boot_id);
}

static void list(struct peer *peer) {
  uint32_t count = 0;
  for (int i = 0; i < MAX_SESSIONS && peer->used; i++) {
    if (!sessions[i].used || sessions[i].starting || sessions[i].closing) continue;
    session_describe(peer, &sessions[i]);
    count++;
  }
  uint8_t head[4];
  put32(head, count);
  peer_send(peer, ANSWER_LISTED, 0, head, sizeof head, NULL, 0);
}

static void resize(struct session *session, uint16_t cols, uint16_t rows) {
  struct winsize size = {.ws_col = cols, .ws_row = rows};
  if (session->kind == KIND_PTY && session->output[0].fd >= 0 && cols > 0 && rows > 0)
    ioctl(session->output[0].fd, TIOCSWINSZ, &size);
}

/* For a terminal the group is what stands in its foreground. Answers an errno. */
static int send_signal(struct session *session, int signo, enum scope scope) {
  if (session->pid <= 1) return ESRCH;
  if (scope == SCOPE_SESSION) return processes_signal(session, signo) > 0 ? 0 : ESRCH;
  pid_t group = 0;
  if (session->kind == KIND_PTY && session->output[0].fd >= 0) ioctl(session->output[0].fd, TIOCGPGRP, &group);
  if (group <= 1) group = session->pid;
  return kill(-group, signo) == 0 ? 0 : errno;
}

static bool open_session(struct peer *peer, uint32_t id, const uint8_t *payload, uint32_t length) {
  struct open_request request;
  if (id == 0 || !read_open(&request, payload, length)) return false;
  session_open(peer, id, &request);
  return true;
}

static void acknowledge(struct attachment *attachment, uint64_t offset) {
  if (attachment->on && offset > attachment->acked && offset <= attachment->sent) attachment->acked = offset;
}

static void input(struct peer *peer, struct session *session, const uint8_t *payload, uint32_t length) {
  int error = session->closing || session->input_eof ? EPIPE : stream_input(session, payload, length);
  if (error) peer_error(peer, session->id, REQUEST_INPUT, error, NULL);
}

static void signal_session(struct peer *peer, struct session *session, const uint8_t *payload) {
  int signo = payload[0], error = signo < 1 || signo > 64 ? EINVAL : 0;
  if (!error) error = send_signal(session, signo, payload[1] ? SCOPE_SESSION : SCOPE_GROUP);
  if (error) peer_error(peer, session->id, REQUEST_SIGNAL, error, NULL);
}

/* Late frames to a session that is gone are normal; only who waits for an answer is told. */
static bool without_session(struct peer *peer, enum request type, uint32_t id) {
  bool waits = type == REQUEST_ATTACH || type == REQUEST_SIGNAL || type == REQUEST_CLOSE;
  if (waits) peer_error(peer, id, type, ESRCH, NULL);
  return type >= REQUEST_ATTACH && type <= REQUEST_CLOSE;
}

static bool for_session(struct peer *peer, struct session *session, enum request type, const uint8_t *payload,
                        uint32_t length) {
  struct attachment *attachment = &session->attachments[peer - peers];
  switch (type) {
    case REQUEST_ATTACH:
      if (length != 13) return false;
      session_attach(peer, session, get64(payload), get32(payload + 8), payload[12] & ATTACH_PACED);
      return true;
    case REQUEST_DETACH:
      attachment->on = false;
      return length == 0;
    case REQUEST_INPUT:
      input(peer, session, payload, length);
      return true;
    case REQUEST_EOF:
      session->input_eof = true;
      stream_write(session);
      return length == 0;
    case REQUEST_RESIZE:
      if (length != 4) return false;
      resize(session, get16(payload), get16(payload + 2));
      return true;
    case REQUEST_SIGNAL:
      if (length != 2) return false;
      signal_session(peer, session, payload);
      return true;
    case REQUEST_ACK:
      if (length != 8) return false;
      acknowledge(attachment, get64(payload));
      return true;
    case REQUEST_CLOSE:
      session->closed_to |= (uint8_t)(1u << (peer - peers));
      session_close(session);
      return length == 0;
    default:
      return false;
  }
}

bool request_handle(struct peer *peer, uint8_t type, uint32_t id, const uint8_t *payload, uint32_t length) {
  if (type == REQUEST_HELLO) {
    if (length != 2) return false;
    hello(peer);
    return true;
  }
  if (!peer->greeted) return false;
  if (type == REQUEST_LIST) {
    list(peer);
    return length == 0;
  }
  if (type == REQUEST_OPEN) return open_session(peer, id, payload, length);
  struct session *session = session_find(id);
  if (!session) return without_session(peer, (enum request)type, id);
  return for_session(peer, session, (enum request)type, payload, length);
}
