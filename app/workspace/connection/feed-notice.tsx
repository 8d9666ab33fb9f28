"use client";
import { useTranslations } from "next-intl";
import { type StoreApi, useStore } from "zustand";
import { useSentence } from "#app/i18n/sentences";
import { Button } from "#app/ui/button";
import { Notice } from "#app/ui/notice";
import { useLasting } from "#app/ui/use-lasting";
import type { Link } from "#app/workspace/connection/connection";

/** A live page's feed, as far as its connection goes. */
export interface Feed extends Pick<StoreApi<FeedState>, "getState" | "getInitialState" | "subscribe"> {
  retry(): void;
}

interface FeedState {
  readonly link: Link;
  /** Why the page could not be opened, for a reader. */
  readonly failure: string | null;
}

/** A hiccup shorter than this is mended before anyone could read about it. */
const patience = 700;

/** Says over a live page that its connection is lost, or why it could not be opened; nothing while all is well. */
export function FeedNotice({ feed }: { feed: Feed }) {
  const t = useTranslations("ui.feed");
  const inWords = useSentence();
  const { link, failure } = useStore(feed);
  const lost = useLasting(link.state === "offline", patience);
  if (link.state !== "closed" && !lost && failure === null) return null;
  return (
    <Notice
      kind={link.state === "closed" ? "error" : "warning"}
      className="sticky top-2 z-20 mb-3 border border-line shadow-raised"
      action={
        <Button size="sm" onClick={feed.retry}>
          {t("tryNow")}
        </Button>
      }
    >
      {link.state === "closed" ? inWords(link.failure.sentence) : (failure ?? t("lost"))}
    </Notice>
  );
}
