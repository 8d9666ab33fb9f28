/** The text with `$$` made `$`, as Compose does; a dollar sign that stands alone is reported, because Compose would read a variable there. */
export function withoutDollars(text: string, report: (sentence: string, instead: string) => void): string {
  const alone = /\$(?!\$)/.exec(text.replaceAll("$$", "\0\0"));
  if (alone !== null) {
    const found = /^\$(\{[^}]{0,40}\}?|\w{0,40})/.exec(text.slice(alone.index))?.[0] ?? "$";
    const sentence = `Interpolation is off: \`${found}\` would read a variable of the server.`;
    report(sentence, "Write the value out, or `$$` for a dollar sign.");
  }
  return text.replaceAll("$$", "$");
}
