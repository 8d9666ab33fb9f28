import type { Metadata } from "next";
import { notFound } from "next/navigation";
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
  return { title: `Recordings · ${(await find((await params).workspace)).workspace.title}` };
}

export default async function WorkspaceRecordingsPage({ params }: Props) {
  const { user, workspace } = await find((await params).workspace);
  const own = workspace.owner.id === user.id;
  return (
    <PageFrame
      user={user}
      width="full"
      crumbs={[
        { title: workspace.course.title, href: `/courses/${workspace.course.slug}` },
        { title: own ? workspace.title : `${workspace.title} (${workspace.owner.name})`, href: `/w/${workspace.id}` },
      ]}
      title="Recordings"
      summary={
        own
          ? "What your terminals and consoles showed. You and those who teach the course can play it."
          : `What the terminals and consoles of ${workspace.owner.name} showed. Looking at it does not join their workspace.`
      }
    >
      <RecordingsPage workspaceId={workspace.id} />
    </PageFrame>
  );
}
