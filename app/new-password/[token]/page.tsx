import type { Metadata } from "next";
import { findLink } from "#app/_server/auth/one-time-links";
import { services } from "#app/_server/services";
import { SmallFrame } from "#app/frame/small-frame";
import { LinkForm } from "#app/one-time-link/link-form";
import { SpentLink } from "#app/one-time-link/spent-link";

/** The address is a secret: it goes into no list and no other page's log. */
export const metadata: Metadata = { title: "New password", robots: "noindex", referrer: "no-referrer" };

interface Props {
  params: Promise<{ token: string }>;
}

export default async function NewPasswordPage({ params }: Props) {
  const { token } = await params;
  const found = await findLink(services().db, token);
  if (found?.kind !== "reset")
    return (
      <SpentLink title="This link is not good any more">
        It was used already, or it has expired, or a newer one was made. Ask whoever runs this Varlab for a new one.
      </SpentLink>
    );
  return (
    <SmallFrame title="Choose a new password" summary={`For ${found.name}. All other browsers are signed out then.`}>
      <LinkForm token={token} email={found.email} />
    </SmallFrame>
  );
}
