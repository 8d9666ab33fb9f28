"use client";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { ImagesPanel } from "#app/operator/images-panel";
import { MachineFacts } from "#app/operator/machine-facts";
import { createOperatorFeed, type OperatorFeed } from "#app/operator/operator-feed";
import { QuotasForm } from "#app/operator/quotas-form";
import { RunningPanel } from "#app/operator/running-panel";
import { Tabs } from "#app/ui/tabs";
import { Waiting } from "#app/ui/waiting";
import { FeedNotice } from "#app/workspace/connection/feed-notice";

/** The machine as it is at this moment: who uses what, its images, and what may run. */
export function OperatorPage() {
  const t = useTranslations("operator.page");
  const feed = useOwnFeed();
  return feed === null ? <Waiting stage={t("looking")} className="py-12" /> : <Live feed={feed} />;
}

type Part = "running" | "images" | "quotas";

function Live({ feed }: { feed: OperatorFeed }) {
  const t = useTranslations("operator.page");
  const snapshot = useStore(feed, (state) => state.snapshot);
  const [part, setPart] = useState<Part>("running");
  if (snapshot === null)
    return (
      <>
        <FeedNotice feed={feed} />
        <Waiting stage={t("measuring")} className="py-12" />
      </>
    );
  return (
    <>
      <FeedNotice feed={feed} />
      <MachineFacts snapshot={snapshot} />
      <Tabs<Part>
        label={t("parts")}
        value={part}
        onChange={setPart}
        tabs={[
          {
            value: "running",
            label: t("running"),
            content: <RunningPanel feed={feed} workspaces={snapshot.workspaces} />,
          },
          { value: "images", label: t("images"), content: <ImagesPanel feed={feed} /> },
          {
            value: "quotas",
            label: t("quotas"),
            content: <QuotasForm feed={feed} quotas={snapshot.quotas} memory={snapshot.memory.size} />,
          },
        ]}
      />
    </>
  );
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
