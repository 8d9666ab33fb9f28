"use client";
import { clsx } from "clsx";
import { Server, Square } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "sonner";
import { byPerson, byWorkspace, type Consumer } from "#app/operator/consumers";
import type { OperatorFeed } from "#app/operator/operator-feed";
import { useSizes } from "#app/operator/sizes";
import { Button } from "#app/ui/button";
import { Confirm } from "#app/ui/confirm";
import { EmptyState } from "#app/ui/empty-state";
import { Input } from "#app/ui/input";
import { type Column, Table } from "#app/ui/table";
import { sentenceOf } from "#app/workspace/connection/call-error";
import type { OperatorWorkspace } from "#shared/operator";

type View = "workspace" | "person";

/** Who uses what now, by workspace or by person, and the way to stop it. */
export function RunningPanel({ feed, workspaces }: { feed: OperatorFeed; workspaces: readonly OperatorWorkspace[] }) {
  const t = useTranslations("operator.running");
  const sizes = useSizes();
  const [view, setView] = useState<View>("workspace");
  const [name, setName] = useState("");
  const [asked, setAsked] = useState<Consumer>();
  const [stopping, setStopping] = useState<ReadonlySet<string>>(new Set());
  const consumers =
    view === "workspace" ? byWorkspace(workspaces) : byPerson(workspaces, (count) => t("several", { count }));
  const wanted = name.trim().toLowerCase();
  const shown = consumers.filter(({ owner, title, course }) =>
    `${owner} ${title} ${course}`.toLowerCase().includes(wanted),
  );

  async function stop(consumer: Consumer): Promise<void> {
    setStopping((before) => new Set([...before, consumer.key]));
    try {
      await Promise.all(consumer.workspaces.map(({ id }) => feed.ask("operator:stop", { workspace: id })));
      toast(t("stopped", { owner: consumer.owner, title: consumer.title }));
    } catch (error) {
      toast.error(sentenceOf(error), { duration: 8000 });
    }
    setStopping((before) => new Set([...before].filter((key) => key !== consumer.key)));
  }

  return (
    <section aria-label={t("title")} className="pt-3">
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <fieldset aria-label={t("addUp")} className="flex gap-1">
          <ViewButton chosen={view === "workspace"} onChoose={() => setView("workspace")}>
            {t("byWorkspace")}
          </ViewButton>
          <ViewButton chosen={view === "person"} onChoose={() => setView("person")}>
            {t("byPerson")}
          </ViewButton>
        </fieldset>
        <Input
          type="search"
          aria-label={t("filter")}
          placeholder={t("filter")}
          value={name}
          onChange={(event) => setName(event.target.value)}
          className="max-w-44"
        />
      </div>
      <Table
        caption={t("caption")}
        columns={columnsOf(view, stopping, setAsked, t, sizes)}
        rows={shown}
        rowKey={({ key }) => key}
        initialSort={{ key: "memory", descending: true }}
        empty={
          <EmptyState
            icon={<Server aria-hidden size={32} />}
            title={t(consumers.length === 0 ? "none" : "noMatch")}
            className="rounded-lg border border-line bg-surface py-10"
          >
            {consumers.length === 0 ? t("noneHint") : null}
          </EmptyState>
        }
      />
      <Confirm
        open={asked !== undefined}
        onOpenChange={(open) => (open ? undefined : setAsked(undefined))}
        title={t("ask", { title: asked?.title ?? "" })}
        description={t("askHint", { owner: asked?.owner ?? "" })}
        action={t("stop")}
        onConfirm={() => asked && void stop(asked)}
      />
    </section>
  );
}

function ViewButton({ chosen, onChoose, children }: { chosen: boolean; onChoose: () => void; children: string }) {
  return (
    <button
      type="button"
      aria-pressed={chosen}
      onClick={onChoose}
      className={clsx(
        "inline-flex h-7 items-center rounded-md px-2",
        chosen ? "bg-selected text-accent-text" : "text-muted hover:bg-hover hover:text-text",
      )}
    >
      {children}
    </button>
  );
}

function columnsOf(
  view: View,
  stopping: ReadonlySet<string>,
  onStop: (consumer: Consumer) => void,
  t: ReturnType<typeof useTranslations<"operator.running">>,
  { sizeWords, cpuWords }: ReturnType<typeof useSizes>,
): readonly Column<Consumer>[] {
  const person: Column<Consumer> = {
    key: "person",
    title: t("person"),
    sortBy: ({ owner }) => owner.toLowerCase(),
    cell: ({ owner, viewers }) => (
      <span className="flex flex-col">
        <span className={view === "person" ? "font-medium" : undefined}>{owner}</span>
        <span className="text-sm whitespace-nowrap text-muted">{t(viewers > 0 ? "isThere" : "nobodyThere")}</span>
      </span>
    ),
  };
  const workspace: Column<Consumer> = {
    key: "workspace",
    title: t(view === "workspace" ? "workspace" : "workspaces"),
    sortBy: ({ title }) => title.toLowerCase(),
    cell: ({ title, course, owner }) => (
      <span className="flex flex-col">
        <span className={view === "workspace" ? "font-medium" : undefined}>{title}</span>
        <span className="text-sm text-muted">{course}</span>
        {view === "workspace" ? <span className="text-sm sm:hidden">{owner}</span> : null}
      </span>
    ),
  };
  return [
    ...(view === "workspace" ? [workspace, { ...person, wideOnly: true }] : [person, { ...workspace, wideOnly: true }]),
    {
      key: "containers",
      title: t("containers"),
      align: "right",
      wideOnly: true,
      sortBy: ({ containers }) => containers,
      cell: (consumer) => <Containers {...consumer} />,
    },
    {
      key: "cpu",
      title: t("cpu"),
      align: "right",
      sortBy: ({ cpu }) => cpu,
      cell: ({ cpu }) => <span className="whitespace-nowrap">{cpuWords(cpu)}</span>,
    },
    {
      key: "memory",
      title: t("memory"),
      align: "right",
      sortBy: ({ memory }) => memory,
      cell: ({ memory, memoryLimit }) => (
        <span className="flex flex-col whitespace-nowrap">
          {sizeWords(memory)}
          <span className="text-sm text-muted max-sm:hidden">{t("ofSize", { size: sizeWords(memoryLimit) })}</span>
        </span>
      ),
    },
    {
      key: "disk",
      title: t("disk"),
      align: "right",
      wideOnly: true,
      sortBy: ({ disk }) => disk,
      cell: ({ disk }) => sizeWords(disk),
    },
    {
      key: "stop",
      title: "",
      align: "right",
      cell: (consumer) =>
        consumer.containers === 0 ? null : (
          <Button
            size="sm"
            busy={stopping.has(consumer.key)}
            icon={<Square aria-hidden size={12} />}
            aria-label={t("stopOf", { title: consumer.title, owner: consumer.owner })}
            onClick={() => onStop(consumer)}
          >
            <span className="max-sm:sr-only">{t("stop")}</span>
          </Button>
        ),
    },
  ];
}

function Containers({ workspaces, containers }: Consumer) {
  const t = useTranslations("operator.running");
  const { sizeWords, cpuWords } = useSizes();
  const names = workspaces.flatMap(({ machines }) =>
    machines.map(({ name, cpu, memory, paused }) =>
      t(paused ? "pausedContainer" : "container", { name, cpu: cpuWords(cpu), memory: sizeWords(memory) }),
    ),
  );
  return <span title={names.join("\n")}>{containers}</span>;
}
