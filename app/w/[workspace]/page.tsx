import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { after } from "next/server";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { requireUser } from "#app/_server/auth/current-user";
import { findLayouts } from "#app/_server/queries/layouts";
import { type FoundWorkspace, findWorkspace } from "#app/_server/queries/workspace";
import { services } from "#app/_server/services";
import { signTicket, workspaceClaims } from "#app/_server/tickets/sign-ticket";
import { touchWorkspace } from "#app/_server/workspaces/touch-workspace";
import { DueNotice } from "#app/courses/due-time";
import type { Translator } from "#app/i18n/translator";
import { Sheet } from "#app/sheet/sheet";
import type { HandInPlace } from "#app/workspace/submission/submission-context";
import { Workspace } from "#app/workspace/workspace";

interface Props {
  params: Promise<{ workspace: string }>;
}

const find = cache(async (id: string) => {
  const user = await requireUser(`/w/${id}`);
  const workspace = await findWorkspace(services().db, user.id, id);
  return workspace === null ? notFound() : { user, workspace };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { workspace } = await find((await params).workspace);
  return { title: `${workspace.title} · ${workspace.course.title}` };
}

export default async function WorkspacePage({ params }: Props) {
  const { user, workspace } = await find((await params).workspace);
  // Not before the page: a database that somebody else writes to just now must not keep it, nor fail it.
  after(() => touchWorkspace(services().db, user.id, workspace));
  const [ticket, layouts, t] = await Promise.all([
    signTicket(workspaceClaims(user, workspace), services().config.ticketSecret),
    findLayouts(services().db, user.id, workspace.experimentId),
    getTranslations("workspace.page"),
  ]);
  return (
    <Workspace
      workspaceId={workspace.id}
      experimentId={workspace.experimentId}
      title={titleOf(workspace, user.id, t)}
      course={wayBack(workspace, t)}
      user={{ id: user.id, name: user.name }}
      ticket={ticket}
      layouts={layouts}
      handIn={handInPlaceOf(workspace)}
      sheet={
        <>
          {workspace.dueAt === null ? null : <DueNotice at={workspace.dueAt} className="mb-3" />}
          <Sheet markdown={workspace.sheet} />
        </>
      }
    />
  );
}

function titleOf(
  { title, trial, copyOf, owner }: FoundWorkspace,
  reader: string,
  t: Translator<"workspace.page">,
): string {
  if (copyOf !== null) return t("copyOf", { title, student: copyOf.student, number: copyOf.number });
  const named = trial ? t("trialOf", { title }) : title;
  return owner.id === reader ? named : t("ofOwner", { title: named, owner: owner.name });
}

/** A trial leads back to the draft that is tried, a copy to the submission that is run again. */
function wayBack(
  { course, trial, copyOf, experimentSlug }: FoundWorkspace,
  t: Translator<"workspace.page">,
): { title: string; href: string } {
  const href = `/courses/${course.slug}`;
  if (copyOf !== null)
    return { title: t("backToSubmission"), href: `${href}/${experimentSlug}/submissions/${copyOf.id}` };
  return trial ? { title: t("backToDraft"), href: `${href}/${experimentSlug}/edit` } : { title: course.title, href };
}

function handInPlaceOf({ course, trial, copyOf, relation, owner, experimentSlug }: FoundWorkspace): HandInPlace {
  const href = `/courses/${encodeURIComponent(course.slug)}/${encodeURIComponent(experimentSlug)}/submissions`;
  const mine = copyOf !== null ? "copy" : trial ? "trial" : course.archived ? "archived" : "may";
  return { standing: relation === "owner" ? mine : relation, href, owner: owner.name };
}
