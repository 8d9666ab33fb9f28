import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { requireUser } from "#app/_server/auth/current-user";
import { findWorkspace } from "#app/_server/queries/workspace";
import { services } from "#app/_server/services";
import { PageFrame } from "#app/frame/page-frame";
import { RecordingsPage } from "#app/recordings/recordings-page";

interface Props {
  params: Promise<{ workspace: string }>;
}

/** A guest may join the work, but not look back at what its owner did alone. */
const find = cache(async (id: string) => {
  const user = await requireUser(`/w/${id}/recordings`);
  const workspace = await findWorkspace(services().db, user.id, id);
  return workspace === null || workspace.relation === "guest" ? notFound() : { user, workspace };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations("workspace.recordings");
  return { title: t("titleOf", { title: (await find((await params).workspace)).workspace.title }) };
}

export default async function WorkspaceRecordingsPage({ params }: Props) {
  const { user, workspace } = await find((await params).workspace);
  const t = await getTranslations("workspace");
  const { title, owner } = workspace;
  const own = owner.id === user.id;
  const named = own ? title : t("page.ofOwner", { title, owner: owner.name });
  return (
    <PageFrame
      user={user}
      width="full"
      crumbs={[
        { title: workspace.course.title, href: `/courses/${workspace.course.slug}` },
        { title: named, href: `/w/${workspace.id}` },
      ]}
      title={t("recordings.title")}
      summary={own ? t("recordings.own") : t("recordings.others", { owner: owner.name })}
    >
      <RecordingsPage workspaceId={workspace.id} />
    </PageFrame>
  );
}
