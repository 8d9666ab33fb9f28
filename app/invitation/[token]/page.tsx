import type { Metadata } from "next";
import { findLink } from "#app/_server/auth/one-time-links";
import { services } from "#app/_server/services";
import { SmallFrame } from "#app/frame/small-frame";
import { LinkForm } from "#app/one-time-link/link-form";
import { SpentLink } from "#app/one-time-link/spent-link";

/** The address is a secret: it goes into no list and no other page's log. */
export const metadata: Metadata = { title: "Invitation", robots: "noindex", referrer: "no-referrer" };

interface Props {
  params: Promise<{ token: string }>;
}

export default async function InvitationPage({ params }: Props) {
  const { token } = await params;
  const found = await findLink(services().db, token);
  if (found?.kind !== "invitation")
    return (
      <SpentLink title="This invitation is not good any more">
        It was used already, or it has expired, or a newer one was made. If you have set a password with it, sign in.
        Else ask your lecturer for a new one.
      </SpentLink>
    );
  return (
    <SmallFrame title="Welcome to Varlab" summary="Say who you are and choose a password, then you are in.">
      <LinkForm token={token} email={found.email} name={found.name === found.email ? "" : found.name} />
    </SmallFrame>
  );
}
