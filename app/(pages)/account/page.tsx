import { Download } from "lucide-react";
import type { Metadata } from "next";
import { requireUser } from "#app/_server/auth/current-user";
import { listCourses } from "#app/_server/queries/courses";
import { services } from "#app/_server/services";
import { DeleteAccount } from "#app/account/delete-account";
import { PasswordForm } from "#app/account/password-form";
import { PageFrame } from "#app/frame/page-frame";
import { Button } from "#app/ui/button";

export const metadata: Metadata = { title: "Account" };

export default async function AccountPage() {
  const user = await requireUser("/account");
  const { db } = services();
  const [courses, { passwordHash }] = await Promise.all([
    listCourses(db, user.id),
    db.user.findUniqueOrThrow({ where: { id: user.id }, select: { passwordHash: true } }),
  ]);
  return (
    <PageFrame user={user} title="Account" summary="Who you are here, and your password.">
      <dl className="mb-6 grid grid-cols-[auto_1fr] gap-x-6 gap-y-1 rounded-lg border border-line bg-surface p-4">
        <dt className="text-muted">Name</dt>
        <dd>{user.name}</dd>
        <dt className="text-muted">E-mail</dt>
        <dd className="break-all">{user.email}</dd>
        <dt className="text-muted">Courses</dt>
        <dd>{courses.map((course) => `${course.title} (${course.role})`).join(", ") || "none yet"}</dd>
      </dl>
      <section className="rounded-lg border border-line bg-surface p-4">
        <h2 className="mb-3 text-lg font-semibold">Password</h2>
        <PasswordForm />
      </section>
      <section className="mt-5 rounded-lg border border-line bg-surface p-4">
        <h2 className="text-lg font-semibold">Your data</h2>
        <p className="mt-0.5 mb-3 max-w-prose text-muted">
          One zip of what you own: the files of all your workspaces, and what is written down about you and them.
        </p>
        <form method="post" action="/api/account/export">
          <Button type="submit" icon={<Download aria-hidden size={14} />}>
            Download everything
          </Button>
        </form>
      </section>
      <section aria-label="Delete the account" className="mt-5 rounded-lg border border-line bg-surface p-4">
        <DeleteAccount email={user.email} hasPassword={passwordHash !== null} />
      </section>
    </PageFrame>
  );
}
