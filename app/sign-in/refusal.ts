/** What happened at a university's sign-in, and what to do; the keys are `IdentityRefusal`s and next-auth's own codes. */
const universitySentences: Record<string, string> = {
  "university-address":
    "Your university did not tell your e-mail address, so your account cannot be found. Ask your lecturer for an invitation.",
  "university-unverified":
    "Your university has not confirmed your e-mail address, so it may not be yours. Confirm it there, or ask your lecturer for an invitation.",
  "university-unknown":
    "Your sign-in at the university worked, but nobody has invited you here yet. Ask the lecturer of your course.",
  "university-password":
    "There is an account with your e-mail address and a password. Sign in with the password once, then connect your university on the page “Account”.",
  "university-taken":
    "Another university sign-in belongs to the account with your e-mail address. Use that one, or ask the operator of this Varlab.",
  "university-other":
    "Your university knows you under another e-mail address than this account has, so it was not connected. Ask the operator of this Varlab to change the address.",
  "university-failed": "Your sign-in could not be written down. Try again in a moment.",
  OAuthSignin: "Your university's sign-in page cannot be reached just now. Try again in a moment.",
  OAuthCallback:
    "Your university's answer could not be used, or you waited too long. Try again; if it stays so, tell the operator.",
  Callback: "Your university did not let you in, or you went back before the end. Try again.",
};

/** The sentence for next-auth's error code: what happened and what to do. */
export function refusalOf(error: string): string {
  const minutes = /^wait-(\d{1,3})$/.exec(error)?.[1];
  if (minutes !== undefined) {
    return `There were too many wrong passwords for this account. Wait ${minutes === "1" ? "a minute" : `${minutes} minutes`}, then try again.`;
  }
  if (error === "CredentialsSignin")
    return "This e-mail address and password do not belong together. Check both and try again.";
  if (error === "offline") return "The server cannot be reached. Check your connection and try again.";
  const sentence = Object.hasOwn(universitySentences, error) ? universitySentences[error] : undefined;
  return sentence ?? "Signing in did not work. Reload the page and try again.";
}
