"use client";
import { Container } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#app/ui/button";
import { EmptyState } from "#app/ui/empty-state";
import { isMoving } from "#app/workspace/compositions/composition-commands";
import { useComposition } from "#app/workspace/compositions/use-composition";
import { useMayDrive, useSession, useWorkspace } from "#app/workspace/session/session-context";

/** What stands where instances would, while nothing of the student's Compose file is up. */
export function NothingUp() {
  const t = useTranslations("workspaceImages");
  const { commands, openFiles } = useSession();
  const mayDrive = useMayDrive();
  const moving = isMoving(useComposition());
  const hasFile = useWorkspace((state) => state.files.has("compose.yaml"));
  return (
    <EmptyState
      className="h-full"
      icon={<Container aria-hidden size={24} />}
      title={t("nothingUp.title")}
      action={
        mayDrive && hasFile ? (
          <>
            <Button refusal={moving ? t("waits") : null} onClick={() => commands.run("composition.up")}>
              {t("up.button")}
            </Button>
            <Button variant="ghost" onClick={() => openFiles.open("compose.yaml")}>
              {t("nothingUp.open")}
            </Button>
          </>
        ) : null
      }
    >
      {hasFile ? t("nothingUp.up") : t("nothingUp.write")}
    </EmptyState>
  );
}
