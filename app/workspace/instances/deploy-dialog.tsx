"use client";
import { clsx } from "clsx";
import { FileArchive, Folder, PackagePlus } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#app/ui/button";
import { Dialog } from "#app/ui/dialog";
import { TimeAgo } from "#app/ui/time-ago";
import { deploy, newestOf } from "#app/workspace/instances/actions";
import { choosePackage } from "#app/workspace/instances/package-upload";
import { sizeOf } from "#app/workspace/instances/size-of";
import { useSession, useWorkspace } from "#app/workspace/session/session-context";
import type { ArtifactView, InstanceView } from "#shared/views";

/** Which build or upload goes on an instance, or on all of them. */
export function DeployDialog({ instance, onClose }: { instance: InstanceView; onClose: () => void }) {
  const t = useTranslations("workspace");
  const language = useLocale();
  const session = useSession();
  const artifacts = useWorkspace((state) => state.artifacts);
  const instances = useWorkspace((state) => state.instances);
  const [chosen, setChosen] = useState<ArtifactView | undefined>(() => newestOf(artifacts));
  const all = instances.filter(({ locked }) => !locked).map(({ name }) => name);

  function put(names: typeof all): void {
    onClose();
    void deploy(session, names, chosen);
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t("deploy.title", { name: instance.name })}
      description={t("deploy.description")}
      footer={
        <>
          <Button
            icon={<PackagePlus aria-hidden size={14} />}
            onClick={() => {
              onClose();
              choosePackage(session, instance.name);
            }}
          >
            {t("deploy.upload")}
          </Button>
          <span className="flex-1" />
          <Button disabled={chosen === undefined} onClick={() => put(all)}>
            {t("deploy.toAll", { count: all.length })}
          </Button>
          <Button variant="primary" disabled={chosen === undefined} onClick={() => put([instance.name])}>
            {t("deploy.to", { name: instance.name })}
          </Button>
        </>
      }
    >
      <div role="radiogroup" aria-label={t("deploy.what")} className="flex flex-col gap-1">
        {artifacts.map((artifact) => (
          <label
            key={artifact.id}
            className={clsx(
              "flex cursor-pointer items-center gap-2 rounded-md border px-2 py-1.5 max-sm:flex-wrap",
              chosen?.id === artifact.id ? "border-accent bg-accent-soft" : "border-line hover:bg-hover",
            )}
          >
            <input
              type="radio"
              name="artifact"
              autoFocus={chosen?.id === artifact.id}
              className="accent-accent"
              checked={chosen?.id === artifact.id}
              onChange={() => setChosen(artifact)}
            />
            {artifact.kind === "folder" ? <Folder aria-hidden size={15} /> : <FileArchive aria-hidden size={15} />}
            <span className="min-w-0 flex-1 truncate font-medium">{artifact.name}</span>
            <span className="shrink-0 text-sm text-muted max-sm:w-full max-sm:shrink max-sm:pl-5">
              {artifact.build === undefined
                ? t("instances.uploaded")
                : t("instances.build", { number: artifact.build.number })}{" "}
              · {sizeOf(artifact.size, language)} · <code className="text-xs">{artifact.sha256.slice(0, 8)}</code> ·{" "}
              <TimeAgo date={new Date(artifact.createdAt)} />
              {instance.artifact?.id === artifact.id ? ` · ${t("deploy.deployedNow")}` : ""}
            </span>
          </label>
        ))}
      </div>
    </Dialog>
  );
}
