import { Check, Download } from "lucide-react";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { requireUser } from "#app/_server/auth/current-user";
import { type AccountView, findAccount } from "#app/_server/queries/account";
import { listCourses } from "#app/_server/queries/courses";
import { services } from "#app/_server/services";
import { DeleteAccount } from "#app/account/delete-account";
import { LanguageForm } from "#app/account/language-form";
import { PasswordForm } from "#app/account/password-form";
import { PageFrame } from "#app/frame/page-frame";
import { refusalOf } from "#app/sign-in/refusal";
import { UniversityForm } from "#app/sign-in/university-form";
import { Button } from "#app/ui/button";
import { Notice } from "#app/ui/notice";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.page");
  return { title: t("title") };
}

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function AccountPage({ searchParams }: Props) {
  const t = await getTranslations("account.page");
  const refusals = await getTranslations("account.refusal");
  const roles = await getTranslations("ui.roles");
  const user = await requireUser("/account");
  const { config, db } = services();
  const [courses, account] = await Promise.all([
    listCourses(db, user.id),
    findAccount(db, user.id, config.universities),
  ]);
  const { error } = await searchParams;
  return (
    <PageFrame user={user} title={t("title")} summary={t("summary")}>
      <dl className="mb-4 grid grid-cols-[auto_1fr] gap-x-6 gap-y-1 rounded-lg border border-line bg-surface p-4">
        <dt className="text-muted">{t("name")}</dt>
        <dd>{user.name}</dd>
        <dt className="text-muted">{t("email")}</dt>
        <dd className="break-all">{user.email}</dd>
        <dt className="text-muted">{t("courses")}</dt>
        <dd>
          {courses.map(({ title, role }) => t("course", { title, role: roles(role) })).join(", ") || t("noCourses")}
        </dd>
      </dl>
      {account.universities.length > 0 ? (
        <Section title={t("university")}>
          {typeof error === "string" ? (
            <Notice kind="error" className="mb-3">
              {refusalOf(error, refusals)}
            </Notice>
          ) : null}
          <Universities account={account} csrfToken={(await headers()).get("x-csrf-token") ?? ""} />
        </Section>
      ) : null}
      <Section title={t("password")}>
        {account.hasPassword ? <PasswordForm /> : <p className="max-w-prose text-muted">{t("noPassword")}</p>}
      </Section>
      <Section title={t("language")}>
        <LanguageForm hint={t("languageHint")} />
      </Section>
      <Section title={t("signedIn")}>
        <p className="mb-3 max-w-prose text-muted">{t("signIns", { count: account.signIns })}</p>
        <form method="post" action="/api/sign-out">
          <input type="hidden" name="everywhere" value="1" />
          <Button type="submit" size="lg">
            {t("signOutEverywhere")}
          </Button>
        </form>
      </Section>
      <Section title={t("data")}>
        <p className="mb-3 max-w-prose text-muted">{t("dataHint")}</p>
        <form method="post" action="/api/account/export">
          <Button type="submit" size="lg" icon={<Download aria-hidden size={14} />}>
            {t("download")}
          </Button>
        </form>
      </Section>
      <section aria-label={t("deleteAccount")} className="rounded-lg border border-line bg-surface p-4">
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
  const t = useTranslations("account.page");
  return (
    <ul className="flex max-w-sm flex-col gap-3">
      {account.universities.map((university) => (
        <li key={university.id}>
          {university.connected ? (
            <p className="flex items-start gap-2">
              <Check aria-hidden size={16} className="mt-0.5 shrink-0 text-running" />
              <span>{t("connected", { university: university.name })}</span>
            </p>
          ) : (
            <>
              <UniversityForm
                university={university}
                csrfToken={csrfToken}
                callbackUrl="/account"
                label={t("connect", { university: university.name })}
              />
              <p className="mt-1 text-sm text-muted">{t("connectHint")}</p>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
