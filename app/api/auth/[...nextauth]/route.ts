import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "#app/_server/auth/auth-options";
import { isSecure } from "#app/_server/auth/cookie-names";
import { currentUser } from "#app/_server/auth/current-user";
import { handOver } from "#app/_server/auth/hand-over";
import { services } from "#app/_server/services";

// The app answers under whatever name or address it was asked: next-auth takes the origin from the request.
process.env.AUTH_TRUST_HOST = "1";
delete process.env.NEXTAUTH_URL;

interface Context {
  params: Promise<{ nextauth: string[] }>;
}

async function handle(request: NextRequest, context: Context): Promise<Response> {
  return NextAuth(request, context, authOptions(services(), isSecure(request.headers), await currentUser()));
}

/** Forms: the password's, and the button that leads to a university. */
async function handleForm(request: NextRequest, context: Context): Promise<Response> {
  const { nextauth } = await context.params;
  // next-auth would pass on what the address says to the university: scope, place of return and all.
  if (nextauth[0] === "signin")
    for (const name of [...request.nextUrl.searchParams.keys()]) request.nextUrl.searchParams.delete(name);
  const answered = await handle(request, context);
  const target = answered.headers.get("Location");
  const leavesUs = nextauth[0] === "signin" && target !== null && services().config.universities.length > 0;
  return leavesUs && new URL(target, request.nextUrl).host !== hostOf(request)
    ? handOver(target, answered.headers)
    : answered;
}

function hostOf(request: NextRequest): string {
  return request.headers.get("x-forwarded-host")?.split(",")[0]?.trim() ?? request.headers.get("host") ?? "";
}

export { handle as GET, handleForm as POST };
