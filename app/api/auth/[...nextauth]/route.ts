import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "#app/_server/auth/auth-options";
import { isSecure } from "#app/_server/auth/cookie-names";
import { services } from "#app/_server/services";

// The app answers under whatever name or address it was asked: next-auth takes the origin from the request.
process.env.AUTH_TRUST_HOST = "1";
delete process.env.NEXTAUTH_URL;

async function handle(request: NextRequest, context: { params: Promise<{ nextauth: string[] }> }): Promise<Response> {
  return NextAuth(request, context, authOptions(services(), isSecure(request.headers)));
}

export { handle as GET, handle as POST };
