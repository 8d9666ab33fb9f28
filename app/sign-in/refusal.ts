import type { Messages } from "#app/i18n/messages";

type Key = keyof Messages["account"]["refusal"];

/** What happened at a university's sign-in is named by `IdentityRefusal`s, the rest by next-auth's own codes. */
const known: readonly Key[] = [
  ...(["university-address", "university-unverified", "university-unknown", "university-password"] as const),
  ...(["university-taken", "university-other", "university-failed"] as const),
  ...(["OAuthSignin", "OAuthCallback", "Callback", "CredentialsSignin", "offline"] as const),
];

/** The sentence for next-auth's error code: what happened and what to do; `t` speaks "account.refusal". */
export function refusalOf(error: string, t: (key: Key, values?: { minutes: number }) => string): string {
  const minutes = /^wait-(\d{1,3})$/.exec(error)?.[1];
  if (minutes !== undefined) return t("wait", { minutes: Number(minutes) });
  return t(known.find((code) => code === error) ?? "other");
}
