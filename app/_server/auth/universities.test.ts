import { expect, it } from "vitest";
import { readUniversities } from "#app/_server/auth/universities";

const one = {
  VARLAB_OIDC_ISSUER: "https://login.example.edu",
  VARLAB_OIDC_CLIENT_ID: "varlab",
  VARLAB_OIDC_CLIENT_SECRET_FILE: "/etc/varlab/secret",
  VARLAB_OIDC_NAME: "Example University",
};
const readFile = () => "the secret\n";

it("has none where nothing is set", () => {
  expect(readUniversities({})).toEqual({ universities: [], problems: [] });
});

it("reads one, with its secret from the file, and lets in only whom somebody invited unless told otherwise", () => {
  const { universities, problems } = readUniversities(one, readFile);
  expect(problems).toEqual([]);
  expect(universities).toEqual([
    {
      id: "university",
      issuer: "https://login.example.edu",
      clientId: "varlab",
      clientSecret: "the secret",
      name: "Example University",
      signUp: false,
    },
  ]);
});

it("reads further ones from the same names with a number", () => {
  const second = Object.fromEntries(Object.entries(one).map(([name, value]) => [`${name}_2`, value]));
  const both = { ...one, ...second, VARLAB_OIDC_ISSUER_2: "https://id.example.org", VARLAB_OIDC_SIGN_UP_2: "yes" };
  const { universities } = readUniversities(both, readFile);
  expect(universities.map(({ id, signUp }) => [id, signUp])).toEqual([
    ["university", false],
    ["university-2", true],
  ]);
});

it("names each variable that is wrong, and what it is for", () => {
  const { problems } = readUniversities({ VARLAB_OIDC_ISSUER_2: "http://login.example.edu" }, readFile);
  expect(problems.join("\n")).toMatch(
    /OIDC_ISSUER_2: .*https[\s\S]*CLIENT_ID_2: [\s\S]*SECRET_FILE_2: [\s\S]*NAME_2: .*button/,
  );
});

it("takes an issuer without encryption on this machine only", () => {
  const local = { ...one, VARLAB_OIDC_ISSUER: "http://127.0.0.1:4000" };
  expect(readUniversities(local, readFile).problems).toEqual([]);
  const disguised = { ...one, VARLAB_OIDC_ISSUER: "http://127.0.0.1.example.edu" };
  expect(readUniversities(disguised, readFile).problems).toHaveLength(1);
});

it("refuses a secret that cannot be read or is empty, and the same issuer twice", () => {
  const missing = () => {
    throw new Error("ENOENT");
  };
  expect(readUniversities(one, missing).problems[0]).toContain("cannot be read");
  expect(readUniversities(one, () => " \n").problems[0]).toContain("cannot be read");
  const second = Object.fromEntries(Object.entries(one).map(([name, value]) => [`${name}_2`, value]));
  expect(readUniversities({ ...one, ...second }, readFile).problems[0]).toContain("ISSUER_2: Another university");
});
