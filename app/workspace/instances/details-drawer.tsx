"use client";
import { RefreshCw, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Dialog as Primitive } from "radix-ui";
import { useCallback, useEffect, useState } from "react";
import { IconButton } from "#app/ui/icon-button";
import { Notice } from "#app/ui/notice";
import { Tabs } from "#app/ui/tabs";
import { Waiting } from "#app/ui/waiting";
import { sentenceOf } from "#app/workspace/connection/call-error";
import { ConfigTab, FilesTab, ProcessesTab } from "#app/workspace/instances/details-tabs";
import { RunsTab } from "#app/workspace/instances/runs-tab";
import { useConnection } from "#app/workspace/session/session-context";
import type { InstanceDetails } from "#shared/socket/catalogue";
import type { InstanceView } from "#shared/views";

type TabName = "config" | "processes" | "files" | "runs";

/** Everything about one instance, at the right side of the window: configuration, processes, files, runs. */
export function DetailsDrawer({ instance, onClose }: { instance: InstanceView; onClose: () => void }) {
  const t = useTranslations("workspace");
  const ui = useTranslations("ui.actions");
  const [tab, setTab] = useState<TabName>("config");
  const { details, failure, load } = useDetails(instance);
  const off = instance.machine === "off";

  const content = (show: (details: InstanceDetails) => React.ReactNode) => {
    if (failure !== null) return <Notice kind="error">{failure}</Notice>;
    return details === null ? <Waiting stage={t("details.looking")} /> : show(details);
  };

  return (
    <Primitive.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Primitive.Content
          aria-describedby={undefined}
          onOpenAutoFocus={focusContent}
          className="outline-none fixed inset-y-0 right-0 z-40 flex w-[min(640px,100vw)] flex-col border-l border-line bg-raised shadow-raised"
        >
          <div className="flex items-center gap-1 px-4 pt-3 pb-1">
            <Primitive.Title className="min-w-0 flex-1 truncate text-lg font-semibold">
              {t("actions.details", { name: instance.name })}
            </Primitive.Title>
            <IconButton label={t("details.lookAgain")} icon={<RefreshCw aria-hidden size={14} />} onClick={load} />
            <Primitive.Close asChild>
              <IconButton label={ui("close")} keys="Escape" icon={<X aria-hidden size={15} />} />
            </Primitive.Close>
          </div>
          {instance.description === undefined ? null : <p className="px-4 pb-2 text-muted">{instance.description}</p>}
          <Tabs
            label={t("details.label")}
            value={tab}
            onChange={setTab}
            className="flex-1 px-4 [&>[role=tabpanel]]:overflow-auto [&>[role=tabpanel]]:py-3"
            tabs={[
              { value: "config", label: t("details.config"), content: content((it) => <ConfigTab details={it} />) },
              {
                value: "processes",
                label: t("details.processes"),
                content: content((it) => <ProcessesTab details={it} off={off} />),
              },
              {
                value: "files",
                label: t("details.files"),
                content: content((it) => <FilesTab details={it} off={off} />),
              },
              { value: "runs", label: t("details.runs"), content: <RunsTab instance={instance} /> },
            ]}
          />
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

/** The drawer itself takes the focus: on its first button a tooltip would open, and take the first Escape. */
function focusContent(event: Event): void {
  event.preventDefault();
  if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
}

function useDetails(instance: InstanceView) {
  const connection = useConnection();
  const [details, setDetails] = useState<InstanceDetails | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const { name } = instance;
  const load = useCallback(() => {
    setFailure(null);
    connection.call("instance:details", { name }).then(setDetails, (error: unknown) => setFailure(sentenceOf(error)));
  }, [connection, name]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: looks again when the program or the container changes
  useEffect(load, [load, instance.state, instance.machine]);
  return { details, failure, load };
}
