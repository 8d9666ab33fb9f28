/** "user@host:directory$ ", the PS1 of our images. */
const ours = /^\S+@\S+:\S.*[$#] $/;

/** Whether a line up to the cursor is our shells' prompt with nothing typed behind it. Who sets another prompt is asked once more. */
export function isPrompt(line: string): boolean {
  return ours.test(line);
}
