/** Evaluation of text as code is for React's messages in development only. */
const evaluation = process.env.NODE_ENV === "development" ? " 'unsafe-eval'" : "";

/**
 * The content policy of every page: scripts only with this answer's nonce, or loaded by such a script; connections only to the
 * app itself. Styles may be inline, since Monaco and xterm.js write them; workers may come from blobs, since bundlers wrap them.
 */
export function contentPolicy(nonce: string, host: string): string {
  // Browsers that do not count sockets to the same host as 'self' need it by name.
  const sockets = /^[\w.:[\]-]+$/.test(host) ? ` ws://${host} wss://${host}` : "";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${evaluation}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "worker-src 'self' blob:",
    `connect-src 'self'${sockets}`,
    "frame-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
