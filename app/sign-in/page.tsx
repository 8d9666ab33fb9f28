import type { Metadata } from "next";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cookieNames, isSecure } from "#app/_server/auth/cookie-names";
import { currentUser } from "#app/_server/auth/current-user";
import { safePath } from "#app/_server/auth/safe-path";
import { originOf } from "#app/_server/same-origin";
import { services } from "#app/_server/services";
import { SmallFrame } from "#app/frame/small-frame";
import { refusalOf } from "#app/sign-in/refusal";
import { SignInForm } from "#app/sign-in/sign-in-form";
import { UniversityForm } from "#app/sign-in/university-form";
import { Notice } from "#app/ui/notice";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.signIn");
  return { title: t("tab") };
}

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SignInPage({ searchParams }: Props) {
  const t = await getTranslations("account.signIn");
  const refusals = await getTranslations("account.refusal");
  const query = await searchParams;
  const target = await targetOf(query.callbackUrl, query.error !== undefined);
  if ((await currentUser()) !== null) redirect(target);
  const { universities } = services().config;
  const csrfToken = (await headers()).get("x-csrf-token") ?? "";
  const error = typeof query.error === "string" ? query.error : undefined;
  // Of somebody who has just signed out; `state` is what a university sends back.
  const left = error === undefined ? (query.left ?? query.state) : undefined;
  return (
    <SmallFrame title={t("title")} summary={t("summary")} below={t("below")}>
      {left === undefined ? null : (
        <Notice className="mb-4">{t(left === "everywhere" ? "leftEverywhere" : "left")}</Notice>
      )}
      {universities.length > 0 ? (
        <>
          {isUniversityError(error) ? (
            <Notice kind="error" className="mb-4">
              {refusalOf(error, refusals)}
            </Notice>
          ) : null}
          <div className="flex flex-col gap-2">
            {universities.map((university, index) => (
              <UniversityForm
                key={university.id}
                university={university}
                csrfToken={csrfToken}
                callbackUrl={target}
                label={t("with", { university: university.name })}
                primary={index === 0}
              />
            ))}
          </div>
          <p className="my-4 flex items-center gap-3 text-sm text-muted before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
            {t("orPassword")}
          </p>
        </>
      ) : null}
      <SignInForm
        csrfToken={csrfToken}
        callbackUrl={target}
        error={universities.length > 0 && isUniversityError(error) ? undefined : error}
        first={universities.length === 0}
      />
    </SmallFrame>
  );
}

function isUniversityError(error: string | undefined): error is string {
  return error !== undefined && (error.startsWith("university-") || /^(OAuth|Callback)/.test(error));
}

/** Where to go afterwards. After a refused try the address has lost it, but next-auth kept it in its cookie. */
async function targetOf(asked: string | string[] | undefined, tried: boolean): Promise<string> {
  const all = await headers();
  const base = originOf(all);
  const kept = tried ? (await cookies()).get(cookieNames(isSecure(all)).callbackUrl)?.value : undefined;
  return safePath(typeof asked === "string" ? asked : kept, base);
}
