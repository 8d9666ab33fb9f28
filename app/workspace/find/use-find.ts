"use client";
import { useEffect, useState } from "react";
import { sentenceOf } from "#app/workspace/connection/call-error";
import { useSession } from "#app/workspace/session/session-context";
import type { FindResult } from "#shared/socket/catalogue";

/** How a text is compared. */
export interface FindOptions {
  readonly caseSensitive: boolean;
  readonly wholeWord: boolean;
  readonly regex: boolean;
}

/** Typing a word should ask once, not once a letter. */
const delay = 220;

/** Searches a moment after the last change; the answer of an older question is never shown. */
export function useFind(text: string, options: FindOptions) {
  const { connection, documents } = useSession();
  const [answer, setAnswer] = useState<{ result: FindResult | null; failure: string | null; busy: boolean }>({
    result: null,
    failure: null,
    busy: false,
  });
  useEffect(() => {
    if (text === "") {
      setAnswer({ result: null, failure: null, busy: false });
      return;
    }
    let current = true;
    setAnswer((before) => ({ ...before, busy: true }));
    const timer = setTimeout(async () => {
      try {
        await documents.saveAll().catch(() => undefined);
        const result = await connection.call("files:find", { text, ...options });
        if (current) setAnswer({ result, failure: null, busy: false });
      } catch (error) {
        if (current) setAnswer({ result: null, failure: sentenceOf(error), busy: false });
      }
    }, delay);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [text, options, connection, documents]);
  return answer;
}
