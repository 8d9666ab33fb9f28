import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { quote, tokenize } from "#shared/experiment/arguments";

function words(line: string): string[] {
  const split = tokenize(line);
  if (!split.ok) throw new Error(split.sentence);
  return split.words;
}

/** A small generator with a seed (xorshift32), so that a failure can be repeated. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

const ALPHABET = [..."ab Zö9'\"\\$`*?~#;|&<>(){}[]!=%\t\n-", "🙂", "''", '""', "\\\\", "  "];

function randomWords(random: (below: number) => number): string[] {
  return Array.from({ length: random(6) }, () =>
    Array.from({ length: random(9) }, () => ALPHABET[random(ALPHABET.length)] ?? "").join(""),
  );
}

describe("tokenize", () => {
  test.each([
    ["", []],
    ["   \t\n ", []],
    ["Anton", ["Anton"]],
    ["  Anton   Berta ", ["Anton", "Berta"]],
    ["'Anton B'", ["Anton B"]],
    ['"Anton B"', ["Anton B"]],
    [`An't o'n`, ["Ant on"]],
    [`a"b c"'d e'f`, ["ab cd ef"]],
    ["''", [""]],
    ['a "" b', ["a", "", "b"]],
    ["a\\ b", ["a b"]],
    ["\\\\", ["\\"]],
    ["\\'", ["'"]],
    [`'a\\b'`, ["a\\b"]],
    [`"a\\b"`, ["a\\b"]],
    [`"a\\"b"`, ['a"b']],
    [`"a\\$b\\\`\\\\"`, ["a$b`\\"]],
    ["a\\\nb", ["ab"]],
    ["a \\\n b", ["a", "b"]],
    ['"a\\\nb"', ["ab"]],
    ["'a\nb'", ["a\nb"]],
  ])("splits %j as a shell would", (line, expected) => {
    expect(words(line)).toEqual(expected);
  });

  test("expands nothing", () => {
    const line = "$HOME #{HOME} $(id) `id` ~ * ? [a] {a,b} a;b a|b a&b a>b #c !d".replace("#{", "$\u007b");
    expect(words(line)).toEqual(line.split(" "));
  });

  test.each([
    ["a 'b", 2],
    ['"b c', 0],
    ["a b\\", 3],
    [`x "a\\"`, 2],
  ])("says where %j goes wrong", (line, position) => {
    const split = tokenize(line);
    expect(split).toMatchObject({ ok: false, position });
  });
});

describe("quote", () => {
  test.each([
    [["java", "-cp", "/app:/app/*", "var.rmi.chat.ChatServer"], "java -cp '/app:/app/*' var.rmi.chat.ChatServer"],
    [["it's"], `'it'\\''s'`],
    [[""], "''"],
    [[], ""],
    [["a=b", "x@y", "10%", "a,b", "a+b", "é"], "a=b x@y 10% a,b a+b 'é'"],
  ])("writes %j so that a person can read it", (list, expected) => {
    expect(quote(list)).toBe(expected);
  });

  test("is undone by tokenize for any words", () => {
    const random = createRandom(20_261_121);
    for (let round = 0; round < 5000; round += 1) {
      const list = randomWords(random);
      expect(words(quote(list))).toEqual(list);
    }
  });

  test("is understood by a real shell in the same way", () => {
    const random = createRandom(7);
    const list = Array.from({ length: 60 }, () => randomWords(random)).flat();
    const output = execFileSync("/bin/sh", ["-c", `printf '%s\\0' ${quote(list)}`], { encoding: "utf8" });
    expect(output.split("\0").slice(0, -1)).toEqual(list);
  });

  test("makes one line of what tokenize read, and that line means the same", () => {
    const random = createRandom(99);
    for (let round = 0; round < 2000; round += 1) {
      const line = Array.from({ length: random(20) }, () => ALPHABET[random(ALPHABET.length)] ?? "").join("");
      const split = tokenize(line);
      if (split.ok) expect(words(quote(split.words))).toEqual(split.words);
      else expect(split.position).toBeLessThan(line.length);
    }
  });
});
