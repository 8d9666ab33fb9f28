import type { Metadata } from "next";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cookieNames, isSecure } from "#app/_server/auth/cookie-names";
import { currentUser } from "#app/_server/auth/current-user";
import { safePath } from "#app/_server/auth/safe-path";
import { BrandMark } from "#app/frame/brand";
import { SignInForm } from "#app/sign-in/sign-in-form";
import { Notice } from "#app/ui/notice";

export const metadata: Metadata = { title: "Sign in" };

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SignInPage({ searchParams }: Props) {
  const query = await searchParams;
  const target = await targetOf(query.callbackUrl, query.error !== undefined);
  if ((await currentUser()) !== null) redirect(target);
  return (
    <main className="flex min-h-dvh items-center justify-center p-4">
      <div className="w-full max-w-sm">
        <div className="mb-5 flex items-center gap-3">
          <BrandMark size={36} />
          <div>
            <h1 className="text-xl font-semibold">Sign in to Varlab</h1>
            <p className="text-muted">Workspaces for distributed systems</p>
          </div>
        </div>
        <div className="rounded-lg border border-line bg-surface p-5">
          {query.left !== undefined && query.error === undefined ? (
            <Notice className="mb-4">You are signed out. Your instances go on running.</Notice>
          ) : null}
          <SignInForm
            csrfToken={(await headers()).get("x-csrf-token") ?? ""}
            callbackUrl={target}
            error={typeof query.error === "string" ? query.error : undefined}
          />
        </div>
        <p className="mt-3 text-center text-sm text-muted">
          No account, or the password is lost? Ask the lecturer of your course.
        </p>
      </div>
    </main>
  );
}

/** Where to go afterwards. After a refused try the address has lost it, but next-auth kept it in its cookie. */
async function targetOf(asked: string | string[] | undefined, tried: boolean): Promise<string> {
  const all = await headers();
  const base = `${isSecure(all) ? "https" : "http"}://${all.get("host") ?? "localhost"}`;
  const kept = tried ? (await cookies()).get(cookieNames(isSecure(all)).callbackUrl)?.value : undefined;
  return safePath(typeof asked === "string" ? asked : kept, base);
}
