"use client";
import { History, ListChecks, Square } from "lucide-react";
import { useStore } from "zustand";
import { Badge } from "#app/ui/badge";
import { Button } from "#app/ui/button";
import { IconButton } from "#app/ui/icon-button";
import { Menu, MenuItem, MenuLabel } from "#app/ui/menu";
import { TimeAgo } from "#app/workspace/builds/time-ago";
import { CheckMark } from "#app/workspace/checks/check-mark";
import { lookOnly } from "#app/workspace/session/rights";
import { useMayDrive, useSession } from "#app/workspace/session/session-context";
import { Elapsed } from "#app/workspace/topbar/elapsed";
import type { CheckRunView } from "#shared/checks/views";

/** How a run of the checks went, the way to another one, and the way out while it lasts. */
export function CheckRunHeader({ run }: { run: CheckRunView }) {
  const { checks, commands } = useSession();
  const mayDrive = useMayDrive();
  const runs = useStore(checks, (state) => state.runs);
  const running = run.state === "running";
  const passed = run.parts.slice(1).filter(({ state }) => state === "passed").length;
  const older = runs[0]?.id !== run.id;
  return (
    <div className="flex min-h-8 shrink-0 flex-wrap items-center gap-x-2 border-b border-line px-3 text-sm">
      <span role="status" className="flex shrink-0 items-center gap-2">
        <CheckMark state={run.state} word className="font-medium" />
        <span>
          {passed} of {run.parts.length - 1} {run.parts.length === 2 ? "check" : "checks"}
        </span>
      </span>
      <span className="text-muted">
        <Elapsed from={run.createdAt} to={run.endedAt} />
      </span>
      {older ? <Badge>an earlier run</Badge> : null}
      <span className="min-w-0 flex-1 truncate text-faint">
        <span className="max-sm:hidden">
          {running ? "The instances belong to the checks now" : <TimeAgo time={run.createdAt} />}
        </span>
      </span>
      {running ? (
        <Button
          size="sm"
          refusal={mayDrive ? null : lookOnly}
          icon={<Square aria-hidden size={12} />}
          onClick={() => commands.run("check.cancel")}
        >
          Cancel
        </Button>
      ) : (
        <Button
          size="sm"
          refusal={mayDrive ? null : lookOnly}
          icon={<ListChecks aria-hidden size={13} />}
          onClick={() => commands.run("check.run")}
        >
          Check again
        </Button>
      )}
      <Menu trigger={<IconButton size="sm" label="Earlier runs" icon={<History aria-hidden size={14} />} />}>
        <MenuLabel>Runs of the checks</MenuLabel>
        {runs.map((one, index) => (
          <MenuItem key={one.id} onSelect={() => checks.setState({ shown: index === 0 ? null : one.id })}>
            <span className="flex items-center gap-2">
              <CheckMark state={one.state} word />
              <span className="text-faint">
                <TimeAgo time={one.createdAt} />, by {one.by}
              </span>
              {one.id === run.id ? <span className="text-accent-text">✓</span> : null}
            </span>
          </MenuItem>
        ))}
      </Menu>
    </div>
  );
}
