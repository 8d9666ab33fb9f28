import type { Role } from "#shared/roles";

/** The people of the demo course. */
export const demoPeople: readonly { name: string; email: string; role: Role }[] = [
  { name: "Laura Lehmann", email: "lecturer@demo.varlab", role: "lecturer" },
  { name: "Tobias Thoma", email: "tutor@demo.varlab", role: "tutor" },
  { name: "Anna Albers", email: "anna@demo.varlab", role: "student" },
  { name: "Ben Brandt", email: "ben@demo.varlab", role: "student" },
  { name: "Clara Conrad", email: "clara@demo.varlab", role: "student" },
];

/** The demo course. */
export const demoCourse = { slug: "var-2026", title: "VAR 2026" } as const;
