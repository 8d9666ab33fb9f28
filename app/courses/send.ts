import { wordsOf } from "#app/i18n/outside-react";
import { inReadersLanguage } from "#app/i18n/sentences";
/** What became of a request: its answer, or the sentence that says why not. */
export type Sent = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly sentence: string };

/** Sends JSON to the web app; a refusal comes with the server's own sentence in the reader's language. Never throws. */
export async function send(method: "POST" | "PUT" | "PATCH" | "DELETE", path: string, body?: unknown): Promise<Sent> {
  try {
    const response = await fetch(path, {
      method,
      headers: { "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: "no-store",
    });
    const value: unknown = await response.json();
    if (response.ok) return { ok: true, value };
    const said = value !== null && typeof value === "object" && "sentence" in value ? String(value.sentence) : "";
    return { ok: false, sentence: said === "" ? wordsOf("ui.requests")("refused") : inReadersLanguage(said) };
  } catch {
    return { ok: false, sentence: wordsOf("ui.requests")("unreachable") };
  }
}

/** The address of a course's interface, or of something in it. */
export function courseApi(slug: string, ...parts: string[]): string {
  return ["/api/courses", slug, ...parts]
    .map((part, index) => (index === 0 ? part : encodeURIComponent(part)))
    .join("/");
}
