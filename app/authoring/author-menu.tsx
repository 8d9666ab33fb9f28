"use client";
import { Copy, Download, Ellipsis, Eye, EyeOff, GitCompareArrows, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "sonner";
import { useAuthoring, useDesk } from "#app/authoring/authoring-context";
import { DeleteDraft } from "#app/authoring/delete-draft";
import { sentenceOf } from "#app/authoring/draft-desk";
import { draftAddress } from "#app/authoring/draft-http";
import { NewExperimentDialog } from "#app/authoring/new-experiment";
import { VersionsDialog } from "#app/authoring/versions-dialog";
import { IconButton } from "#app/ui/icon-button";
import { Menu, MenuItem, MenuSeparator } from "#app/ui/menu";

const icon = { "aria-hidden": true, size: 14 } as const;

/** What one does less often with an experiment. */
export function AuthorMenu() {
  const t = useTranslations("authoring.menu");
  const deletes = useTranslations("authoring.deleteDraft");
  const { desk, page } = useAuthoring();
  const visible = useDesk((state) => state.visible);
  const published = useDesk((state) => state.versions.length > 0);
  const title = useDesk((state) => state.shown?.title ?? state.versions[0]?.title ?? page.slug);
  const [open, setOpen] = useState<"versions" | "copy" | "delete" | null>(null);
  const close = () => setOpen(null);
  function attempt(work: Promise<void>): void {
    work.catch((error: unknown) => toast.error(sentenceOf(error), { duration: 8000 }));
  }
  async function show(wanted: boolean): Promise<void> {
    await desk.http.setVisible(wanted);
    desk.state.setState({ visible: wanted });
    toast.success(t(wanted ? "seen" : "unseen"));
  }
  return (
    <>
      <Menu trigger={<IconButton label={t("more")} icon={<Ellipsis aria-hidden size={16} />} />}>
        <MenuItem icon={<GitCompareArrows {...icon} />} onSelect={() => setOpen("versions")}>
          {t("versions")}
        </MenuItem>
        <MenuItem icon={<Copy {...icon} />} onSelect={() => setOpen("copy")}>
          {t("duplicate")}
        </MenuItem>
        <MenuItem
          icon={<Download {...icon} />}
          onSelect={() =>
            attempt(
              desk.saveAll().then(() => window.location.assign(`${draftAddress(page.course.slug, page.slug)}/export`)),
            )
          }
        >
          {t("export")}
        </MenuItem>
        {published ? <MenuSeparator /> : null}
        {published ? (
          <MenuItem icon={visible ? <EyeOff {...icon} /> : <Eye {...icon} />} onSelect={() => attempt(show(!visible))}>
            {t(visible ? "hide" : "show")}
          </MenuItem>
        ) : null}
        {published ? null : (
          <MenuItem icon={<Trash2 {...icon} />} onSelect={() => setOpen("delete")}>
            {deletes("menu")}
          </MenuItem>
        )}
      </Menu>
      {open === "delete" ? <DeleteDraft title={title} onClose={close} /> : null}
      {open === "versions" ? <VersionsDialog onClose={close} /> : null}
      {open === "copy" ? (
        <NewExperimentDialog
          course={page.course.slug}
          sources={[{ slug: page.slug, title }]}
          copyOf={page.slug}
          onClose={close}
        />
      ) : null}
    </>
  );
}
