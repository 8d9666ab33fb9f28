import { describe, expect, it } from "vitest";
import { maxListedMembers, readMemberList } from "#app/_server/courses/member-list";

const sentences = (text: string) => readMemberList(text).problems.map(({ line, sentence }) => `${line}: ${sentence}`);

describe("a list of members", () => {
  it("is read as spreadsheets save it: headings in any order and language, semicolons, quotes, a byte order mark", () => {
    const text =
      '\ufeffName;E-Mail;Gruppe;Rolle\r\n"Meier; Eva";EVA@Example.org;A 1;\r\nTom Tutor;tom@example.org;;Tutor\r\n';
    expect(readMemberList(text)).toEqual({
      problems: [],
      members: [
        { line: 2, email: "eva@example.org", name: "Meier; Eva", role: undefined, group: "A 1" },
        { line: 3, email: "tom@example.org", name: "Tom Tutor", role: "tutor", group: "" },
      ],
    });
  });

  it("needs nothing but addresses", () => {
    expect(readMemberList("eva@example.org\n\n  tom@example.org  \n").members).toEqual([
      { line: 1, email: "eva@example.org", name: "", role: undefined, group: undefined },
      { line: 3, email: "tom@example.org", name: "", role: undefined, group: undefined },
    ]);
  });

  it("says of each line that cannot be taken why, and takes the others", () => {
    const text = [
      "eva@example.org,Eva,student,A",
      "no address,Tom,student",
      ",Nobody,student",
      "tom@example.org,Tom,professor",
      "EVA@example.org,Eva again",
      `ina@example.org,Ina,tutor,${"x".repeat(41)}`,
      "udo@example.org,Udo",
    ].join("\n");
    expect(sentences(text)).toEqual([
      "2: “no address” is not an e-mail address.",
      "3: There is no e-mail address.",
      "4: “professor” is no role. It is student, tutor or lecturer.",
      "5: eva@example.org is in line 1 already.",
      "6: The group's name has more than 40 characters.",
    ]);
    expect(readMemberList(text).members.map(({ email }) => email)).toEqual(["eva@example.org", "udo@example.org"]);
  });

  it.each([
    ["nothing", "", "1: There is nobody in this list."],
    ["headings only", "e-mail,name\n", "1: There is nobody in this list."],
    ["no column of addresses", "name,role\nEva,student\n", "1: No column is headed “e-mail”."],
    [
      "open quotes",
      'a@b.org,A\nb@b.org,"B\n',
      "2: The quotation marks of this line do not match, so the list cannot be read.",
    ],
  ])("with %s says one thing", (_name, text, sentence) => {
    expect(sentences(text)[0]?.replace(/^[23]:/, "2:")).toBe(sentence);
  });

  it("is refused when it is longer than any course", () => {
    const text = Array.from({ length: maxListedMembers + 1 }, (_, index) => `u${index}@example.org`).join("\n");
    expect(sentences(text)).toEqual(["1: A list has at most 1000 people; this one has 1001."]);
  });
});
