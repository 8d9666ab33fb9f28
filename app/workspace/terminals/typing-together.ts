/** What xterm.js itself sends when a program asks it something, or when the focus or the mouse moves: nobody typed it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what terminals say
const answer = /^\u001b(?:\[[?>=]?[\d;]*[cRnt]|\[\?[\d;]+\$y|\[[IO]|\[<[\d;]+[Mm]|\[M[\s\S]{3}|\]|P)/;

/** Whether a text that a terminal sends was typed or pasted by a person, and so may go into other terminals too. */
export function isTyped(text: string): boolean {
  return !answer.test(text);
}
