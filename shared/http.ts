/**
 * The workspace server's HTTP side, below `/live` on the app's origin. Every request but health carries
 * `Authorization: Bearer <ticket>` (the same ticket as the socket's handshake); failures are JSON of `Failure`.
 *
 * GET  /live/health                        { ok: true }
 * GET  /live/files/raw?path=P              the bytes, as an attachment, never rendered on this origin
 * GET  /live/files/zip[?path=P]            a zip of the workspace or of one folder
 * PUT  /live/files/raw?path=P              body = bytes; makes missing folders; answers FileEntry
 * POST /live/instances/package?name=N&file=F   body = bytes of a jar, zip or file: stored as an artifact and deployed on N; answers ArtifactView
 * GET  /live/runs/log?run=R                the run's log as text with stream marks
 */
export const httpPaths = {
  health: "/live/health",
  raw: "/live/files/raw",
  zip: "/live/files/zip",
  package: "/live/instances/package",
  runLog: "/live/runs/log",
} as const;

/** Largest upload of one file or program package: 100 MB. */
export const maxUploadBytes = 100 * 1000 * 1000;
