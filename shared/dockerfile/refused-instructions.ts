import type { Refusal } from "#shared/experiment/refused-keys";

/** Instructions that Docker knows and images here cannot have. */
export const refusedInstructions: Readonly<Record<string, Refusal>> = {
  ADD: {
    sentence: "`ADD` would fetch addresses and unpack archives.",
    instead: "Write `COPY`, for files of the workspace.",
  },
  ONBUILD: {
    sentence: "`ONBUILD` would run in images that are built on this one, which nobody does here.",
    instead: "Delete the line, or write the instruction without `ONBUILD`.",
  },
  VOLUME: {
    sentence: "`VOLUME` would make a folder without a size.",
    instead: "Give the service a volume in the Compose file.",
  },
  HEALTHCHECK: {
    sentence: "`HEALTHCHECK` belongs to the service here, where everybody looks for it.",
    instead: "Write `healthcheck:` in the Compose file.",
  },
  SHELL: {
    sentence: "`SHELL` is not possible here: `/bin/sh` reads the lines.",
    instead: 'Write `RUN ["bash", "-c", "…"]`.',
  },
  MAINTAINER: { sentence: "`MAINTAINER` is obsolete.", instead: "Write `LABEL maintainer=…`, or delete the line." },
};
