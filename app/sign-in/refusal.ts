/** The sentence for next-auth's error code: what happened and what to do. */
export function refusalOf(error: string): string {
  const minutes = /^wait-(\d{1,3})$/.exec(error)?.[1];
  if (minutes !== undefined) {
    return `There were too many wrong passwords for this account. Wait ${minutes === "1" ? "a minute" : `${minutes} minutes`}, then try again.`;
  }
  if (error === "CredentialsSignin")
    return "This e-mail address and password do not belong together. Check both and try again.";
  if (error === "offline") return "The server cannot be reached. Check your connection and try again.";
  return "Signing in did not work. Reload the page and try again.";
}
