"use client";
import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { Tooltip } from "#app/ui/tooltip";
import { useSession, useWorkspace } from "#app/workspace/session/session-context";

/** Says that what is printed here is recorded, and leads the owner and those who teach to the recordings; nothing when the course does not record. */
export function RecordingMark() {
  const t = useTranslations("workspace.recordings");
  const { workspaceId } = useSession();
  const recorded = useWorkspace((state) => state.recorded);
  const guest = useWorkspace((state) => state.people?.you.relation === "guest");
  if (!recorded) return null;
  const content = (
    <>
      <span aria-hidden className="size-2 shrink-0 rounded-full bg-failed" />
      <span className="max-lg:sr-only">{t("mark")}</span>
    </>
  );
  const className = "inline-flex shrink-0 items-center gap-1.5 rounded-md px-1.5 text-sm text-failed";
  return (
    <Tooltip label={t("meaning")}>
      {guest ? (
        <span className={className}>{content}</span>
      ) : (
        <a
          href={`/w/${workspaceId}/recordings`}
          target="_blank"
          rel="noopener"
          className={clsx(className, "hover:bg-hover")}
        >
          {content}
        </a>
      )}
    </Tooltip>
  );
}
