"use client";
import { Send } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#app/ui/button";
import { MenuItem } from "#app/ui/menu";
import { Tooltip } from "#app/ui/tooltip";
import { useCommands } from "#app/workspace/session/session-context";
import { useSubmissions } from "#app/workspace/submission/submission-context";

/** Hand in, or why not; not there for those who look over somebody's shoulder. */
export function HandInButton() {
  const t = useTranslations("submissions.handIn");
  const { standing, store } = useSubmissions();
  const refusal = useRefusal();
  const begin = () => store.setState({ handingIn: true });
  useCommands(
    () => [{ id: "submission.handIn", title: t("command"), group: "Build", when: () => refusal === null, run: begin }],
    [refusal, t],
  );
  if (standing === "teacher" || standing === "guest") return null;
  return (
    <div className="max-xl:hidden">
      <Tooltip label={refusal ?? t("tooltip")}>
        <Button variant="ghost" refusal={refusal} icon={<Send aria-hidden size={14} />} onClick={begin}>
          {t("button")}
        </Button>
      </Tooltip>
    </div>
  );
}

/** The same in the menu of what has no room in the bar. */
export function HandInItem() {
  const t = useTranslations("submissions.handIn");
  const { standing, store } = useSubmissions();
  if (standing !== "may") return null;
  return (
    <div className="xl:hidden">
      <MenuItem icon={<Send aria-hidden size={14} />} onSelect={() => store.setState({ handingIn: true })}>
        {t("button")}
      </MenuItem>
    </div>
  );
}

/** Why the reader cannot hand in here; null when they can. */
export function useRefusal(): string | null {
  const t = useTranslations("submissions.refusal");
  const { standing, owner } = useSubmissions();
  return standing === "may" ? null : t(standing, { name: owner });
}
