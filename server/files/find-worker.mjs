// Looks for a pattern in texts, in a thread of its own: a pattern that never ends is ended by ending the thread.
// Plain JavaScript, because it is loaded by its URL, from the sources as well as from the bundle.
import { parentPort, workerData } from "node:worker_threads";

const pattern = new RegExp(workerData.source, workerData.flags);
const { maxMatches, previewLength } = workerData;

parentPort?.on("message", ({ text, room }) => parentPort?.postMessage(search(text, Math.min(room, maxMatches))));

function search(text, room) {
  const matches = [];
  let lineStart = 0;
  for (let line = 1; lineStart <= text.length && matches.length < room; line += 1) {
    const newline = text.indexOf("\n", lineStart);
    const lineEnd = newline === -1 ? text.length : newline;
    const content = text.slice(lineStart, lineEnd).replace(/\r$/, "");
    searchLine(content, line, room, matches);
    lineStart = lineEnd + 1;
  }
  return matches;
}

function searchLine(content, line, room, matches) {
  for (const match of content.matchAll(pattern)) {
    if (match[0].length === 0) continue;
    const from = Math.max(0, match.index - Math.floor(previewLength / 2));
    const preview = content.slice(from, from + previewLength);
    matches.push({ line, column: match.index + 1, length: match[0].length, preview });
    if (matches.length >= room) return;
  }
}
