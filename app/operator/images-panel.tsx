"use client";
import { Trash2 } from "lucide-react";
import { useEffect, useState } from "react";
import { toast } from "sonner";
import type { OperatorFeed } from "#app/operator/operator-feed";
import { sizeWords } from "#app/operator/sizes";
import { Badge } from "#app/ui/badge";
import { Button } from "#app/ui/button";
import { Confirm } from "#app/ui/confirm";
import { Notice } from "#app/ui/notice";
import { type Column, Table } from "#app/ui/table";
import { Waiting } from "#app/ui/waiting";
import { sentenceOf } from "#app/workspace/connection/call-error";
import type { OperatorImage } from "#shared/operator";

const columns: readonly Column<OperatorImage>[] = [
  {
    key: "name",
    title: "Image",
    sortBy: ({ names, id }) => names[0] ?? `\uffff${id}`,
    cell: ({ names, id }) => (
      <span className="flex flex-col">
        <span className="font-medium break-all">
          {names.map((name) => name.replace(/:latest$/, "")).join(", ") || "an older build without a name"}
        </span>
        <span className="font-mono text-sm text-muted">{id.replace("sha256:", "").slice(0, 12)}</span>
      </span>
    ),
  },
  {
    key: "size",
    title: "Size",
    align: "right",
    sortBy: ({ bytes }) => bytes,
    cell: ({ bytes }) => <span className="whitespace-nowrap">{sizeWords(bytes)}</span>,
  },
  {
    key: "created",
    title: "Made",
    wideOnly: true,
    sortBy: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => new Date(createdAt).toLocaleDateString("en-GB", { dateStyle: "medium" }),
  },
  {
    key: "kept",
    title: "Needed",
    sortBy: ({ keptFor }) => keptFor ?? "",
    cell: ({ keptFor }) =>
      keptFor === undefined ? <Badge tone="waiting">not needed</Badge> : <span className="text-muted">{keptFor}</span>,
  },
];

/** Our images on this machine, and the removal of those that nothing needs. */
export function ImagesPanel({ feed }: { feed: OperatorFeed }) {
  const [images, setImages] = useState<readonly OperatorImage[]>();
  const [failure, setFailure] = useState<string>();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    let isOver = false;
    feed.ask("operator:images", {}).then(
      (answer) => isOver || setImages(answer.images),
      (error: unknown) => isOver || setFailure(sentenceOf(error)),
    );
    return () => {
      isOver = true;
    };
  }, [feed]);

  const unused = (images ?? []).filter(({ keptFor }) => keptFor === undefined);

  async function clean(): Promise<void> {
    setBusy(true);
    try {
      const answer = await feed.ask("operator:remove-images", { ids: unused.map(({ id }) => id) });
      setImages(answer.images);
      toast(`Removed; up to ${sizeWords(answer.freed)} are free again.`);
    } catch (error) {
      toast.error(sentenceOf(error), { duration: 8000 });
    }
    setBusy(false);
  }

  if (failure !== undefined)
    return (
      <Notice kind="error" className="mt-3">
        {failure}
      </Notice>
    );
  if (images === undefined) return <Waiting stage="Asking the engine for its images" className="py-8" />;
  return (
    <section aria-label="Images" className="pt-3">
      <div className="mb-3 flex flex-wrap items-center gap-3">
        <p className="min-w-0 flex-1 basis-64 text-muted">
          {unused.length === 0
            ? "Every image here is needed. Images share layers, so together they take less than the sum."
            : `${unused.length === 1 ? "One image is" : `${unused.length} images are`} not needed any more: no container is made of them, and no experiment may use them.`}
        </p>
        <Button
          busy={busy}
          icon={<Trash2 aria-hidden size={14} />}
          refusal={unused.length === 0 ? "Every image is needed." : null}
          onClick={() => setAsking(true)}
        >
          Remove what is not needed
        </Button>
      </div>
      <Table
        caption="Images of Varlab on this machine"
        columns={columns}
        rows={images}
        rowKey={({ id }) => id}
        initialSort={{ key: "size", descending: true }}
      />
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        title={unused.length === 1 ? "Remove one image?" : `Remove ${unused.length} images?`}
        description="They are removed from this machine. ./varlab up builds the ones that Varlab needs again, should you change your mind."
        action="Remove"
        onConfirm={() => void clean()}
      />
    </section>
  );
}
