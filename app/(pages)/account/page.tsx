import { Check, Download } from "lucide-react";
import type { Metadata } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { requireUser } from "#app/_server/auth/current-user";
import { type AccountView, findAccount } from "#app/_server/queries/account";
import { listCourses } from "#app/_server/queries/courses";
import { services } from "#app/_server/services";
import { DeleteAccount } from "#app/account/delete-account";
import { PasswordForm } from "#app/account/password-form";
import { PageFrame } from "#app/frame/page-frame";
import { refusalOf } from "#app/sign-in/refusal";
import { UniversityForm } from "#app/sign-in/university-form";
import { Button } from "#app/ui/button";
import { Notice } from "#app/ui/notice";

export const metadata: Metadata = { title: "Account" };

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function AccountPage({ searchParams }: Props) {
  const user = await requireUser("/account");
  const { config, db } = services();
  const [courses, account] = await Promise.all([
    listCourses(db, user.id),
    findAccount(db, user.id, config.universities),
  ]);
  const { error } = await searchParams;
  return (
    <PageFrame user={user} title="Account" summary="Who you are here, and how you sign in.">
      <dl className="mb-4 grid grid-cols-[auto_1fr] gap-x-6 gap-y-1 rounded-lg border border-line bg-surface p-4">
        <dt className="text-muted">Name</dt>
        <dd>{user.name}</dd>
        <dt className="text-muted">E-mail</dt>
        <dd className="break-all">{user.email}</dd>
        <dt className="text-muted">Courses</dt>
        <dd>{courses.map((course) => `${course.title} (${course.role})`).join(", ") || "none yet"}</dd>
      </dl>
      {account.universities.length > 0 ? (
        <Section title="University">
          {typeof error === "string" ? (
            <Notice kind="error" className="mb-3">
              {refusalOf(error)}
            </Notice>
          ) : null}
          <Universities account={account} csrfToken={(await headers()).get("x-csrf-token") ?? ""} />
        </Section>
      ) : null}
      <Section title="Password">
        {account.hasPassword ? (
          <PasswordForm />
        ) : (
          <p className="max-w-prose text-muted">
            This account has no password: you sign in at your university, and change your password there.
          </p>
        )}
      </Section>
      <Section title="Signed in">
        <p className="mb-3 max-w-prose text-muted">
          {account.signIns === 1
            ? "This is the only browser in which you are signed in."
            : `There are ${account.signIns} browsers in which you are signed in.`}{" "}
          Signing out everywhere closes your workspaces wherever they are open; what runs goes on running.
        </p>
        <form method="post" action="/api/sign-out">
          <input type="hidden" name="everywhere" value="1" />
          <Button type="submit" size="lg">
            Sign out everywhere
          </Button>
        </form>
      </Section>
      <Section title="Your data">
        <p className="mb-3 max-w-prose text-muted">
          One zip of what you own: the files of all your workspaces, and what is written down about you and them.
        </p>
        <form method="post" action="/api/account/export">
          <Button type="submit" size="lg" icon={<Download aria-hidden size={14} />}>
            Download everything
          </Button>
        </form>
      </Section>
      <section aria-label="Delete the account" className="rounded-lg border border-line bg-surface p-4">
        <DeleteAccount email={user.email} hasPassword={account.hasPassword} />
      </section>
    </PageFrame>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mb-4 rounded-lg border border-line bg-surface p-4">
      <h2 className="mb-3 text-lg font-semibold">{title}</h2>
      {children}
    </section>
  );
}

function Universities({ account, csrfToken }: { account: AccountView; csrfToken: string }) {
  return (
    <ul className="flex max-w-sm flex-col gap-3">
      {account.universities.map((university) => (
        <li key={university.id}>
          {university.connected ? (
            <p className="flex items-start gap-2">
              <Check aria-hidden size={16} className="mt-0.5 shrink-0 text-running" />
              <span>Connected to {university.name}. You can sign in there.</span>
            </p>
          ) : (
            <>
              <UniversityForm
                university={university}
                csrfToken={csrfToken}
                callbackUrl="/account"
                label={`Connect ${university.name}`}
              />
              <p className="mt-1 text-sm text-muted">
                Sign in there once. It has to know you under the e-mail address of this account.
              </p>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
