"use client";
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { ImagesPanel } from "#app/operator/images-panel";
import { MachineFacts } from "#app/operator/machine-facts";
import { createOperatorFeed, type OperatorFeed } from "#app/operator/operator-feed";
import { QuotasForm } from "#app/operator/quotas-form";
import { RunningPanel } from "#app/operator/running-panel";
import { Button } from "#app/ui/button";
import { Notice } from "#app/ui/notice";
import { Tabs } from "#app/ui/tabs";
import { Waiting } from "#app/ui/waiting";

/** The machine as it is at this moment: who uses what, its images, and what may run. */
export function OperatorPage() {
  const feed = useOwnFeed();
  return feed === null ? <Waiting stage="Looking at the machine" className="py-12" /> : <Live feed={feed} />;
}

type Part = "running" | "images" | "quotas";

function Live({ feed }: { feed: OperatorFeed }) {
  const snapshot = useStore(feed, (state) => state.snapshot);
  const [part, setPart] = useState<Part>("running");
  if (snapshot === null)
    return (
      <>
        <Connection feed={feed} />
        <Waiting stage="Measuring what runs" className="py-12" />
      </>
    );
  return (
    <>
      <Connection feed={feed} />
      <MachineFacts snapshot={snapshot} />
      <Tabs<Part>
        label="Parts of the page"
        value={part}
        onChange={setPart}
        tabs={[
          {
            value: "running",
            label: "What runs",
            content: <RunningPanel feed={feed} workspaces={snapshot.workspaces} />,
          },
          { value: "images", label: "Images", content: <ImagesPanel feed={feed} /> },
          {
            value: "quotas",
            label: "Quotas",
            content: <QuotasForm feed={feed} quotas={snapshot.quotas} memory={snapshot.memory.size} />,
          },
        ]}
      />
    </>
  );
}

function Connection({ feed }: { feed: OperatorFeed }) {
  const link = useStore(feed, (state) => state.link);
  const failure = useStore(feed, (state) => state.failure);
  const lost = useLasting(link.state === "offline");
  if (link.state !== "closed" && !lost && failure === null) return null;
  return (
    <Notice
      kind={link.state === "closed" ? "error" : "warning"}
      className="mb-3"
      action={
        <Button size="sm" onClick={feed.retry}>
          Try now
        </Button>
      }
    >
      {link.state === "closed"
        ? link.failure.sentence
        : (failure ?? "The connection is lost; trying again. What you see is how it was before.")}
    </Notice>
  );
}

/** A hiccup shorter than this is mended before anyone could read about it. */
const patience = 700;

function useLasting(value: boolean): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!value) {
      setLasting(false);
      return;
    }
    const timer = setTimeout(() => setLasting(true), patience);
    return () => clearTimeout(timer);
  }, [value]);
  return lasting;
}

function useOwnFeed(): OperatorFeed | null {
  const [feed, setFeed] = useState<OperatorFeed | null>(null);
  useEffect(() => {
    const own = createOperatorFeed();
    setFeed(own);
    return () => {
      own.dispose();
      setFeed(null);
    };
  }, []);
  return feed;
}
