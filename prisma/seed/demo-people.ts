import type { Role } from "#shared/roles";

/** What somebody is in the demo: a member of its course, or who looks after the machine and is in no course. */
export type DemoRole = Role | "operator";

/** The people of the demo. */
export const demoPeople: readonly { name: string; email: string; role: DemoRole }[] = [
  { name: "Laura Lehmann", email: "lecturer@demo.varlab", role: "lecturer" },
  { name: "Tobias Thoma", email: "tutor@demo.varlab", role: "tutor" },
  { name: "Anna Albers", email: "anna@demo.varlab", role: "student" },
  { name: "Ben Brandt", email: "ben@demo.varlab", role: "student" },
  { name: "Clara Conrad", email: "clara@demo.varlab", role: "student" },
  { name: "Olga Ohm", email: "operator@demo.varlab", role: "operator" },
];

/** The demo course. */
export const demoCourse = { slug: "var-2026", title: "VAR 2026" } as const;
