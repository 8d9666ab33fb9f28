"use client";
import { Lock } from "lucide-react";
import { Badge } from "#app/ui/badge";
import type { ArtifactView, InstanceView } from "#shared/views";

/** Which build is deployed here, and whether the sources have moved on since. */
export function ArtifactBadge({ instance }: { instance: InstanceView }) {
  const { artifact, locked, stale } = instance;
  if (locked) {
    return (
      <Badge
        className="min-w-0 shrink-[1000] overflow-hidden"
        title="This instance belongs to the lecturer: you can start, stop and read it"
      >
        <Lock aria-hidden size={11} /> <span className="hidden @min-[460px]:inline">lecturer’s</span>
      </Badge>
    );
  }
  if (artifact === undefined) return null;
  return (
    <Badge className="min-w-0 shrink-[1000]" tone={stale ? "waiting" : "neutral"} title={titleOf(artifact, stale)}>
      <span className="truncate">
        {artifact.build === undefined ? "uploaded" : `build ${artifact.build.number}`}
        {stale ? " (stale)" : ""}
      </span>
    </Badge>
  );
}

function titleOf(artifact: ArtifactView, stale: boolean): string {
  const what = `${artifact.name}, ${artifact.sha256.slice(0, 8)}, ${new Date(artifact.createdAt).toLocaleString()}`;
  return stale ? `${what}. The sources are newer: build and deploy again.` : what;
}
