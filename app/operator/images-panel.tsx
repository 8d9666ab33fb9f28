"use client";
import { Trash2 } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { toast } from "sonner";
import { regions } from "#app/i18n/languages";
import type { OperatorFeed } from "#app/operator/operator-feed";
import { useSizes } from "#app/operator/sizes";
import { Badge } from "#app/ui/badge";
import { Button } from "#app/ui/button";
import { Confirm } from "#app/ui/confirm";
import { Notice } from "#app/ui/notice";
import { type Column, Table } from "#app/ui/table";
import { Waiting } from "#app/ui/waiting";
import { sentenceOf } from "#app/workspace/connection/call-error";
import type { OperatorImage } from "#shared/operator";

function useColumns(): readonly Column<OperatorImage>[] {
  const t = useTranslations("operator.images");
  const { sizeWords } = useSizes();
  const region = regions[useLocale()];
  return [
    {
      key: "name",
      title: t("image"),
      sortBy: ({ names, id }) => names[0] ?? `\uffff${id}`,
      cell: ({ names, id }) => (
        <span className="flex flex-col">
          <span className="font-medium break-all">
            {names.map((name) => name.replace(/:latest$/, "")).join(", ") || t("nameless")}
          </span>
          <span className="font-mono text-sm text-muted">{id.replace("sha256:", "").slice(0, 12)}</span>
        </span>
      ),
    },
    {
      key: "size",
      title: t("size"),
      align: "right",
      sortBy: ({ bytes }) => bytes,
      cell: ({ bytes }) => <span className="whitespace-nowrap">{sizeWords(bytes)}</span>,
    },
    {
      key: "created",
      title: t("made"),
      wideOnly: true,
      sortBy: ({ createdAt }) => createdAt,
      cell: ({ createdAt }) => new Date(createdAt).toLocaleDateString(region, { dateStyle: "medium" }),
    },
    {
      key: "kept",
      title: t("needed"),
      sortBy: ({ keptFor }) => keptFor ?? "",
      cell: ({ keptFor, containers }) =>
        keptFor === undefined ? (
          <Badge tone="waiting">{t("notNeeded")}</Badge>
        ) : (
          <span className="text-muted">{t(keptFor, { count: containers })}</span>
        ),
    },
  ];
}

/** Our images on this machine, and the removal of those that nothing needs. */
export function ImagesPanel({ feed }: { feed: OperatorFeed }) {
  const t = useTranslations("operator.images");
  const columns = useColumns();
  const { sizeWords } = useSizes();
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
      toast(t("removed", { size: sizeWords(answer.freed) }));
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
  if (images === undefined) return <Waiting stage={t("asking")} className="py-8" />;
  return (
    <section aria-label={t("title")} className="pt-3">
      <div className="mb-3 flex flex-wrap items-center gap-3">
        <p className="min-w-0 flex-1 basis-64 text-muted">{t("unused", { count: unused.length })}</p>
        <Button
          busy={busy}
          icon={<Trash2 aria-hidden size={14} />}
          refusal={unused.length === 0 ? t("allNeeded") : null}
          onClick={() => setAsking(true)}
        >
          {t("remove")}
        </Button>
      </div>
      <Table
        caption={t("caption")}
        columns={columns}
        rows={images}
        rowKey={({ id }) => id}
        initialSort={{ key: "size", descending: true }}
      />
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        title={t("ask", { count: unused.length })}
        description={t("askHint")}
        action={t("action")}
        onConfirm={() => void clean()}
      />
    </section>
  );
}
