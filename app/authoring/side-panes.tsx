"use client";
import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { useStore } from "zustand";
import { type Side, useActivePath, useAuthoring, useDesk } from "#app/authoring/authoring-context";
import { DraftTopology } from "#app/authoring/draft-topology";
import { LaunchPreview } from "#app/authoring/launch-preview";
import { LimitsPane } from "#app/authoring/limits-pane";
import { Sheet } from "#app/sheet/sheet";
import { EmptyState } from "#app/ui/empty-state";
import { Tabs } from "#app/ui/tabs";
import { composePath, sheetPath } from "#shared/authoring/draft";
import type { Experiment } from "#shared/experiment/experiment";

/** What comes of the texts: the drawing, the sheet, the forms and the forecast; the pane follows the text that one writes. */
export function SidePanes() {
  const t = useTranslations("authoring.panes");
  const { front } = useAuthoring();
  const side = useStore(front, (state) => state.side);
  const path = useActivePath();
  useEffect(() => {
    if (path === sheetPath) front.setState({ side: "sheet" });
    else if (path === composePath && front.getState().side === "sheet") front.setState({ side: "drawing" });
  }, [path, front]);
  return (
    <section aria-label={t("preview")} className="flex h-full min-h-0 flex-col bg-surface">
      <Tabs<Side>
        className="min-h-0 flex-1 [&>[role=tablist]]:bg-canvas [&>[role=tablist]]:px-2"
        label={t("preview")}
        value={side}
        onChange={(value) => front.setState({ side: value })}
        tabs={[
          { value: "drawing", label: t("topology"), content: <OfExperiment view={DraftTopology} /> },
          { value: "sheet", label: t("sheet"), content: <SheetPreview /> },
          { value: "launch", label: t("launch"), content: <OfExperiment view={LaunchPreview} /> },
          { value: "limits", label: t("limits"), content: <OfExperiment view={LimitsPane} /> },
        ]}
      />
    </section>
  );
}

/** A view of the experiment: of the last one that could be read, and it says so, while the text has errors. */
function OfExperiment({ view: View }: { view: (props: { experiment: Experiment }) => React.ReactNode }) {
  const t = useTranslations("authoring.panes");
  const shown = useDesk((state) => state.shown);
  const isNow = useDesk((state) => state.reading.experiment !== null);
  if (shown === null) {
    return (
      <EmptyState className="h-full" icon={<TriangleAlert aria-hidden size={24} />} title={t("nothing")}>
        {t("nothingHint")}
      </EmptyState>
    );
  }
  return (
    <div className="flex h-full min-h-0 flex-col">
      {isNow ? null : (
        <p role="status" className="flex shrink-0 items-center gap-1.5 bg-waiting-soft px-3 py-1 text-sm">
          <TriangleAlert aria-hidden size={14} className="shrink-0 text-waiting" />
          {t("before")}
        </p>
      )}
      <div className="min-h-0 flex-1 overflow-y-auto">
        <View experiment={shown} />
      </div>
    </div>
  );
}

function SheetPreview() {
  const t = useTranslations("authoring.panes");
  const text = useDesk((state) => state.files.get(sheetPath)?.text ?? "");
  return (
    <div className="h-full overflow-y-auto p-4">
      {text.trim() === "" ? (
        <EmptyState title={t("emptySheet")}>{t("emptySheetHint")}</EmptyState>
      ) : (
        <Sheet markdown={text} />
      )}
    </div>
  );
}
