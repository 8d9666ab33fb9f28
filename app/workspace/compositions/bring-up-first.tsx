"use client";
import { ArrowUpFromLine } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#app/ui/button";
import { isMoving } from "#app/workspace/compositions/composition-commands";
import { useComposition } from "#app/workspace/compositions/use-composition";
import { useMayDrive, useSession } from "#app/workspace/session/session-context";

/** What an instance says of which nothing is made yet, where Up makes it. */
export function BringUpFirst() {
  const t = useTranslations("workspaceImages");
  const { commands } = useSession();
  const mayDrive = useMayDrive();
  const moving = isMoving(useComposition());
  return (
    <div className="flex min-h-0 flex-1 flex-col items-center justify-center gap-1.5 overflow-auto px-3 py-1 text-center text-muted">
      <p>{t("up.first")}</p>
      {mayDrive ? (
        <Button
          size="sm"
          refusal={moving ? t("waits") : null}
          icon={<ArrowUpFromLine aria-hidden size={13} />}
          onClick={() => commands.run("composition.up")}
        >
          {t("up.button")}
        </Button>
      ) : null}
    </div>
  );
}
