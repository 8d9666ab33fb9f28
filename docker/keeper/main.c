#include "keeper.h"

#include <stdio.h>
#include <string.h>

static const char *const DEFAULT_SOCKET = "/run/varlab/keeper.sock";

static int usage(void) {
  fputs("usage: keeper serve|link [--socket PATH]\n       keeper version\n", stderr);
  return 2;
}

int main(int argc, char **argv) {
  if (argc < 2) return usage();
  const char *path = DEFAULT_SOCKET;
  if (argc == 4 && strcmp(argv[2], "--socket") == 0) path = argv[3];
  else if (argc != 2) return usage();
  if (strcmp(argv[1], "serve") == 0) return serve(path);
  if (strcmp(argv[1], "link") == 0) return link_main(path);
  if (strcmp(argv[1], "version") != 0) return usage();
  printf("keeper protocol %d\n", PROTOCOL_VERSION);
  return 0;
}
