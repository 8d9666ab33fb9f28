import { FolderOpen } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#app/ui/button";
import { EmptyState } from "#app/ui/empty-state";

/** What an empty workspace says. */
export function FilesEmpty({
  mayDrive,
  onNew,
  onUpload,
}: {
  mayDrive: boolean;
  onNew: () => void;
  onUpload: () => void;
}) {
  const t = useTranslations("editing.files");
  return (
    <EmptyState
      icon={<FolderOpen aria-hidden size={24} />}
      title={t("none")}
      action={
        mayDrive ? (
          <>
            <Button onClick={onNew}>{t("newFile")}</Button>
            <Button onClick={onUpload}>{t("upload")}</Button>
          </>
        ) : null
      }
    >
      {mayDrive ? t("noneOfMine") : t("noneOfOwner")}
    </EmptyState>
  );
}
