/*
 * keeper: PID 1 of every Varlab container. It owns the terminals, programs and TCP dials of the container and offers them
 * on a Unix socket; `keeper link` carries that socket over stdin and stdout. The protocol is described once, in
 * server/keeper/protocol.ts; the numbers below mirror it.
 *
 * Only what the engine executes in the container may link. A peer may be hostile all the same: it can lose its own connection and end
 * sessions; it cannot make the keeper block, grow without bound or die.
 */
#ifndef KEEPER_H
#define KEEPER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum {
  PROTOCOL_VERSION = 1,
  FRAME_HEADER = 9,         /* u8 type, u32 session, u32 payload length; integers are big endian */
  PAYLOAD_MAX = 65536,      /* a longer frame is malformed */
  MAX_SESSIONS = 64,
  MAX_PEERS = 8,
  KEY_MAX = 64,             /* bytes of the name the client gives to a session */
  ARGUMENTS_MAX = 1024,     /* argv and env entries of one OPEN, each */
  INPUT_MAX = 65536,        /* input a session holds that its program has not yet read */
  RING_MIN = 4096,
  RING_MAX = 4 << 20,
  RING_DEFAULT = 256 << 10, /* about 3,000 full lines of 80 columns: a terminal's scrollback */
  RINGS_TOTAL = 64 << 20,   /* all rings with their indexes; address space, pages are touched only when written */
  READ_QUANTUM = 32 << 10,  /* what one source may deliver in one turn of the loop */
  SEND_QUANTUM = 16 << 10,  /* what one session may put on one link before the next has its turn */
  SMALL_BACKLOG = 4096,     /* sessions with less to say than this go first: echo before flood */
};

enum request {
  REQUEST_HELLO = 1,
  REQUEST_OPEN,
  REQUEST_ATTACH,
  REQUEST_DETACH,
  REQUEST_INPUT,
  REQUEST_EOF,
  REQUEST_RESIZE,
  REQUEST_SIGNAL,
  REQUEST_ACK,
  REQUEST_CLOSE,
  REQUEST_LIST,
};

enum answer {
  ANSWER_WELCOME = 65,
  ANSWER_SESSION,
  ANSWER_LISTED,
  ANSWER_DATA,
  ANSWER_GAP,
  ANSWER_EXIT,
  ANSWER_CONSUMED,
  ANSWER_ERROR,
  ANSWER_CLOSED,
};

enum kind { KIND_PIPES, KIND_PTY, KIND_DIAL };
enum ending { ENDING_NONE, ENDING_CODE, ENDING_SIGNAL, ENDING_ERROR };
enum { OPEN_HOLD = 1, OPEN_LEASED = 2, ATTACH_PACED = 1 };
enum scope { SCOPE_GROUP, SCOPE_SESSION };

/* A descriptor in the epoll set. `mask` is what is registered now; 0 means not registered. */
struct watch {
  int fd;
  uint32_t mask;
  enum role { ROLE_SIGNALS, ROLE_LISTENER, ROLE_PEER, ROLE_STATUS, ROLE_INPUT, ROLE_OUTPUT } role;
  uint8_t stream;
  void *owner;
};

/* One run of bytes in the ring with the same stream and about the same time. It ends where the next one starts. */
struct chunk {
  uint64_t offset;
  uint64_t stamp; /* milliseconds << 1 | stream */
};

/* The last `size` bytes of an endless stream, addressed by offset. */
struct ring {
  uint8_t *bytes;
  struct chunk *chunks;
  uint32_t size, chunk_cap;
  uint64_t first, end;             /* byte offsets held: [first, end) */
  uint64_t chunk_first, chunk_end; /* chunk numbers held */
};

/* What one link has seen of one session. */
struct attachment {
  bool on, paced, exit_told, end_told;
  uint32_t window;
  uint64_t sent, acked, consumed_told;
};

struct session {
  bool used, starting, alive, reaped, drained, held, leased, closing, input_eof, output_end;
  uint32_t id;
  enum kind kind;
  pid_t pid;
  char key[KEY_MAX + 1];
  uint64_t tag; /* the soft limit on file locks of this session's processes: inherited, and without effect since Linux 2.4 */
  struct watch status, input, output[2];
  int64_t drain_left[2];
  struct ring ring;
  uint8_t *pending; /* circular, INPUT_MAX bytes */
  uint32_t pending_head, pending_length;
  uint64_t input_accepted, input_consumed;
  struct attachment attachments[MAX_PEERS];
  int opener;             /* the link that opened it, or -1 */
  uint8_t closed_to;      /* links that asked for CLOSE, as bits */
  enum ending ending;
  int32_t ending_value;
  uint64_t started_at, ended_at, drain_until, kill_at, kill_until;
  uint32_t kill_pause;
};

struct peer {
  bool used, greeted;
  struct watch watch;
  uint64_t arrival;
  uint32_t in_length, out_head, out_length, turn;
  uint8_t in[2 * (FRAME_HEADER + PAYLOAD_MAX)];
  uint8_t out[192 << 10];
};

struct open_request {
  enum kind kind;
  uint8_t flags, nice;
  uint16_t cols, rows, oom, port;
  uint32_t ring;
  const char *key, *cwd; /* for a dial `cwd` is the address */
  char **argv, **env;
};

extern struct session sessions[MAX_SESSIONS];
extern struct peer peers[MAX_PEERS];

/* loop.c */
int serve(const char *path);
void watch_set(struct watch *watch, uint32_t mask);
void watch_close(struct watch *watch);
uint64_t now_ms(void);
extern uint8_t boot_id[16];

/* link.c: copies stdin to the socket and the socket to stdout until one side ends. */
int link_main(const char *path);

/* ring.c: all functions are total; ring_open answers false when the cap or the memory is reached. */
bool ring_open(struct ring *ring, uint32_t size);
void ring_close(struct ring *ring);
void ring_append(struct ring *ring, uint8_t stream, uint64_t time, uint32_t merge_ms, const uint8_t *bytes, size_t length);
const struct chunk *ring_find(const struct ring *ring, uint64_t offset, uint64_t *chunk_end);
void ring_copy(const struct ring *ring, uint64_t offset, uint8_t *to, size_t length);
bool ring_index_full(const struct ring *ring, uint64_t acked);

/* spawn.c: answers 0 or an errno; on success the session's descriptors and pid are set. */
int spawn_program(struct session *session, const struct open_request *request);
int spawn_dial(struct session *session, const struct open_request *request);

/* session.c */
struct session *session_find(uint32_t id);
void session_open(struct peer *peer, uint32_t id, const struct open_request *request);
void session_attach(struct peer *peer, struct session *session, uint64_t from, uint32_t window, bool paced);
void session_close(struct session *session);
void session_peer_gone(int peer);
void session_reaped(pid_t pid, int status);
void session_settle(struct session *session);
int session_timeout(void);
void session_describe(struct peer *peer, const struct session *session);
void session_farewell(struct peer *peer, const struct session *session, enum answer answer);
void session_ended(struct session *session, enum ending ending, int32_t value);

/* streams.c: bytes between a session's descriptors and its buffers. */
void stream_read(struct session *session, struct watch *watch);
void stream_write(struct session *session);
void stream_drain(struct session *session);
int stream_input(struct session *session, const uint8_t *bytes, uint32_t length);
void stream_settle(struct session *session);
void session_status(struct session *session);

/* processes.c: signals every process of a session, their descendants and who carries its tag; answers how many were alive. */
int processes_signal(const struct session *session, int signo);
/* The parent of a process, 0 when it is outside of this PID namespace, -1 when the process is gone. */
pid_t process_parent(pid_t pid);

/* peer.c */
void peer_accept(int listener);
void peer_readable(struct peer *peer);
void peer_pump(struct peer *peer);
void peer_drop(struct peer *peer);
bool peer_send(struct peer *peer, enum answer type, uint32_t session, const void *head, size_t head_length,
               const void *tail, size_t tail_length);
void peer_error(struct peer *peer, uint32_t session, enum request request, int error, const char *text);

/* requests.c: false means malformed, and the link is dropped. */
bool request_handle(struct peer *peer, uint8_t type, uint32_t session, const uint8_t *payload, uint32_t length);

/* bytes.c: big endian integers. */
void put16(uint8_t *to, uint16_t value);
void put32(uint8_t *to, uint32_t value);
void put64(uint8_t *to, uint64_t value);
uint16_t get16(const uint8_t *from);
uint32_t get32(const uint8_t *from);
uint64_t get64(const uint8_t *from);

#endif
