"use client";
import { clsx } from "clsx";
import { Server, Square } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { byPerson, byWorkspace, type Consumer } from "#app/operator/consumers";
import type { OperatorFeed } from "#app/operator/operator-feed";
import { cpuWords, sizeWords } from "#app/operator/sizes";
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
  const [view, setView] = useState<View>("workspace");
  const [name, setName] = useState("");
  const [asked, setAsked] = useState<Consumer>();
  const [stopping, setStopping] = useState<ReadonlySet<string>>(new Set());
  const consumers = (view === "workspace" ? byWorkspace : byPerson)(workspaces);
  const wanted = name.trim().toLowerCase();
  const shown = consumers.filter(({ owner, title, course }) =>
    `${owner} ${title} ${course}`.toLowerCase().includes(wanted),
  );

  async function stop(consumer: Consumer): Promise<void> {
    setStopping((before) => new Set([...before, consumer.key]));
    try {
      await Promise.all(consumer.workspaces.map(({ id }) => feed.ask("operator:stop", { workspace: id })));
      toast(`Everything of ${consumer.owner} in ${consumer.title} is stopped.`);
    } catch (error) {
      toast.error(sentenceOf(error), { duration: 8000 });
    }
    setStopping((before) => new Set([...before].filter((key) => key !== consumer.key)));
  }

  return (
    <section aria-label="What runs" className="pt-3">
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <fieldset aria-label="Add up by" className="flex gap-1">
          <ViewButton chosen={view === "workspace"} onChoose={() => setView("workspace")}>
            By workspace
          </ViewButton>
          <ViewButton chosen={view === "person"} onChoose={() => setView("person")}>
            By person
          </ViewButton>
        </fieldset>
        <Input
          type="search"
          aria-label="Filter"
          placeholder="Filter"
          value={name}
          onChange={(event) => setName(event.target.value)}
          className="max-w-44"
        />
      </div>
      <Table
        caption="Who uses what"
        columns={columnsOf(view, stopping, setAsked)}
        rows={shown}
        rowKey={({ key }) => key}
        initialSort={{ key: "memory", descending: true }}
        empty={
          <EmptyState
            icon={<Server aria-hidden size={32} />}
            title={consumers.length === 0 ? "Nothing runs" : "Nothing here matches"}
            className="rounded-lg border border-line bg-surface py-10"
          >
            {consumers.length === 0 ? "Workspaces appear here as soon as somebody opens one." : null}
          </EmptyState>
        }
      />
      <Confirm
        open={asked !== undefined}
        onOpenChange={(open) => (open ? undefined : setAsked(undefined))}
        title={`Stop ${asked?.title}?`}
        description={`All programs, builds and terminals of ${asked?.owner} there end. Files stay, and they can start again. They can read that it was you.`}
        action="Stop"
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
): readonly Column<Consumer>[] {
  const person: Column<Consumer> = {
    key: "person",
    title: "Person",
    sortBy: ({ owner }) => owner.toLowerCase(),
    cell: ({ owner, viewers }) => (
      <span className="flex flex-col">
        <span className={view === "person" ? "font-medium" : undefined}>{owner}</span>
        <span className="text-sm whitespace-nowrap text-muted">{viewers > 0 ? "is there" : "nobody there"}</span>
      </span>
    ),
  };
  const workspace: Column<Consumer> = {
    key: "workspace",
    title: view === "workspace" ? "Workspace" : "Workspaces",
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
      title: "Containers",
      align: "right",
      wideOnly: true,
      sortBy: ({ containers }) => containers,
      cell: Containers,
    },
    {
      key: "cpu",
      title: "CPU",
      align: "right",
      sortBy: ({ cpu }) => cpu,
      cell: ({ cpu }) => <span className="whitespace-nowrap">{cpuWords(cpu)}</span>,
    },
    {
      key: "memory",
      title: "Memory",
      align: "right",
      sortBy: ({ memory }) => memory,
      cell: ({ memory, memoryLimit }) => (
        <span className="flex flex-col whitespace-nowrap">
          {sizeWords(memory)}
          <span className="text-sm text-muted max-sm:hidden">of {sizeWords(memoryLimit)}</span>
        </span>
      ),
    },
    {
      key: "disk",
      title: "Disk",
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
            aria-label={`Stop ${consumer.title} of ${consumer.owner}`}
            onClick={() => onStop(consumer)}
          >
            <span className="max-sm:sr-only">Stop</span>
          </Button>
        ),
    },
  ];
}

function Containers({ workspaces, containers }: Consumer) {
  const names = workspaces.flatMap(({ machines }) =>
    machines.map(
      ({ name, cpu, memory, paused }) => `${name}: ${cpuWords(cpu)}, ${sizeWords(memory)}${paused ? ", paused" : ""}`,
    ),
  );
  return <span title={names.join("\n")}>{containers}</span>;
}
