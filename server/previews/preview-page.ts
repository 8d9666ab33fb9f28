import type { ServerResponse } from "node:http";

/** A page of ours on a preview's origin: what happened and what to do. All text is escaped. */
export function answerPage(
  response: ServerResponse,
  status: number,
  title: string,
  sentences: readonly string[],
): void {
  const body = previewPage(title, sentences);
  response.writeHead(status, {
    "content-type": "text/html; charset=utf-8",
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    connection: "close",
  });
  response.end(body);
}

function previewPage(title: string, sentences: readonly string[]): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
:root { color-scheme: light dark; --canvas: #f1f3f6; --surface: #fff; --text: #171c24; --muted: #475060; --line: #dce0e7; --mark: #b82530; }
@media (prefers-color-scheme: dark) { :root { --canvas: #0f1318; --surface: #171c23; --text: #e8ebef; --muted: #a9b2bf; --line: #2b3340; --mark: #ff8a8f; } }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--canvas); color: var(--text); font: 14px/22px system-ui, sans-serif; }
main { box-sizing: border-box; width: min(30rem, calc(100vw - 2rem)); padding: 1.5rem 1.75rem; background: var(--surface); border: 1px solid var(--line); border-left: 3px solid var(--mark); border-radius: 6px; }
h1 { margin: 0 0 .5rem; font-size: 16px; line-height: 24px; }
p { margin: .25rem 0; color: var(--muted); }
</style></head>
<body><main><h1>${escapeHtml(title)}</h1>${sentences.map((sentence) => `<p>${escapeHtml(sentence)}</p>`).join("")}</main></body></html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
