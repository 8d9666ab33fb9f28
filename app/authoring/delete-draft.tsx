"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toast } from "sonner";
import { useAuthoring } from "#app/authoring/authoring-context";
import { courseApi, send } from "#app/courses/send";
import { Confirm } from "#app/ui/confirm";

/** Asks before a draft that was never published is deleted for good, and leads back to the course. */
export function DeleteDraft({ title, onClose }: { title: string; onClose: () => void }) {
  const t = useTranslations("authoring.deleteDraft");
  const { page } = useAuthoring();
  const router = useRouter();

  async function remove(): Promise<void> {
    const sent = await send("DELETE", courseApi(page.course.slug, "experiments", page.slug));
    if (sent.ok) router.push(`/courses/${page.course.slug}`);
    else toast.error(sent.sentence, { duration: 8000 });
  }

  return (
    <Confirm
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t("title", { title })}
      description={t("text")}
      action={t("action")}
      onConfirm={() => void remove()}
    />
  );
}
