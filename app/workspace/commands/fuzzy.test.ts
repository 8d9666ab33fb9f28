import { describe, expect, it } from "vitest";
import { fuzzyMatch, rank } from "#app/workspace/commands/fuzzy";

describe("fuzzy search", () => {
  it("finds letters in order and nothing else", () => {
    expect(fuzzyMatch("chsrv", "src/var/rmi/chat/ChatServer.java")).not.toBeNull();
    expect(fuzzyMatch("srvch", "ChatServer")).toBeNull();
  });

  it("prefers the file's own name to its folders", () => {
    const files = ["chat/notes/other.md", "src/Chat.java"];
    expect(rank("chat", files, (file) => file, 9)[0]?.item).toBe("src/Chat.java");
  });

  it("prefers capitals at the start of words", () => {
    const files = ["src/cscript.txt", "src/ChatServer.java"];
    expect(rank("cs", files, (file) => file, 9).map(({ item }) => item)).toContain("src/ChatServer.java");
    expect(fuzzyMatch("cs", "src/ChatServer.java")?.at).toEqual([4, 8]);
  });

  it("says which characters answered", () => {
    expect(fuzzyMatch("ab", "xaxb")?.at).toEqual([1, 3]);
  });
});
