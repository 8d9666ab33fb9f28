import { expect, it } from "vitest";
import { byPerson, byWorkspace } from "#app/operator/consumers";
import { cpuWords, sizeWords } from "#app/operator/sizes";
import { OperatorWorkspace } from "#shared/operator";

const workspace = (id: string, owner: string, machines: number) =>
  OperatorWorkspace.parse({
    ...{ id, title: `Title ${id}`, state: "ready", viewers: 1 },
    course: { slug: "c", title: "Course" },
    owner: { user: owner, name: owner },
    machines: Array.from({ length: machines }, (_, index) => ({
      ...{ name: `m${index}`, paused: false, cpu: 0.25, memory: 100, memoryLimit: 1000 },
    })),
    disk: { used: 10, size: 100 },
  });
const all = [workspace("a", "anna", 2), workspace("b", "anna", 1), workspace("c", "ben", 0)];

it("counts what each workspace uses", () => {
  expect(byWorkspace(all)).toMatchObject([
    { key: "a", containers: 2, cpu: 0.5, memory: 200, memoryLimit: 2000, disk: 10 },
    { key: "b", containers: 1 },
    { key: "c", containers: 0, cpu: 0, disk: 10 },
  ]);
});

it("and what each person does, in all their workspaces together", () => {
  expect(byPerson(all, (count) => `${count} of them`)).toMatchObject([
    { key: "anna", title: "2 of them", containers: 3, memory: 300, disk: 20, viewers: 2 },
    { key: "ben", title: "Title c", containers: 0 },
  ]);
});

it.each([
  [0, "0 MB"],
  [1000, "< 1 MB"],
  [512 * 1024 * 1024, "512 MB"],
  [1536 * 1024 * 1024, "1.5 GB"],
])("%i bytes are %s", (bytes, words) => {
  expect(sizeWords(bytes, "en")).toBe(words);
});

it("says shares of one processor in percent and more in processors", () => {
  const said = [0, 0.124, 0.99, 1, 1.44].map((share) => cpuWords(share, "en"));
  expect(said).toEqual(["0 %", "12 %", "99 %", "1.0 CPU", "1.4 CPU"]);
});

it("writes numbers as the reader's language does", () => {
  expect([sizeWords(1536 * 1024 * 1024, "de"), cpuWords(1.44, "de")]).toEqual(["1,5 GB", "1,4 CPU"]);
});
