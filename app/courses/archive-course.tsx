"use client";
import { Archive, ArchiveRestore } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { courseApi, send } from "#app/courses/send";
import { Button } from "#app/ui/button";
import { Confirm } from "#app/ui/confirm";

/** Archives a course after asking, or opens it again. */
export function ArchiveCourse({ slug, title, archived }: { slug: string; title: string; archived: boolean }) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const [refused, setRefused] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function become(state: "open" | "archived"): Promise<void> {
    setBusy(true);
    const sent = await send("PATCH", courseApi(slug), { state });
    setBusy(false);
    setRefused(sent.ok ? undefined : sent.sentence);
    if (sent.ok) router.refresh();
  }

  return (
    <div className="flex flex-col items-start gap-3">
      <p className="max-w-prose text-muted">
        {archived
          ? "The course is archived: everything in it can be read, but nothing changed or started. Opened again, everybody goes on where they were."
          : "For the end of the semester: everything in the course stays readable for its members, but nothing can be changed or started any more. What runs is stopped; nothing is deleted, and you can open it again."}
      </p>
      {refused ? <p className="text-sm text-failed">{refused}</p> : null}
      {archived ? (
        <Button busy={busy} icon={<ArchiveRestore aria-hidden size={14} />} onClick={() => void become("open")}>
          Open the course again
        </Button>
      ) : (
        <Button busy={busy} icon={<Archive aria-hidden size={14} />} onClick={() => setAsking(true)}>
          Archive the course
        </Button>
      )}
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        title={`Archive ${title}?`}
        description="Everything that runs in it is stopped at once. It stays readable, and you can open it again."
        action="Archive"
        danger={false}
        onConfirm={() => void become("archived")}
      />
    </div>
  );
}
