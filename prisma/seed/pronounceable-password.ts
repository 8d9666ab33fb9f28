import { randomInt } from "node:crypto";

const consonants = "bdfghjklmnprstvz";
const vowels = "aeiou";

/** A password one can say aloud: four times two syllables and two digits, such as "tavo-nupi-keda-musi-42"; 57 random bits. */
export function pronounceablePassword(): string {
  const words = Array.from({ length: 4 }, () => syllable() + syllable());
  return [...words, String(randomInt(10, 100))].join("-");
}

function syllable(): string {
  return pick(consonants) + pick(vowels);
}

function pick(letters: string): string {
  return letters.charAt(randomInt(letters.length));
}
