import type { HelpAbout } from "#shared/help";

/** A place of the workspace page that an address can name: `/w/<id>?at=<place>`. */
export type PagePlace =
  | { readonly kind: "build"; readonly id: string }
  | { readonly kind: "console"; readonly name: string }
  /** The terminal of an instance, or of the toolchain when there is no name. */
  | { readonly kind: "terminal"; readonly name: string | undefined };

/** The value of `at` for what a raised hand is about: the terminal beside it, or the build or console itself. */
export function placeParameter(about: HelpAbout | undefined, wanted: "terminal" | "itself"): string {
  if (about?.kind === "instance") return `${wanted === "terminal" ? "terminal" : "console"}.${about.name}`;
  return about !== undefined && wanted === "itself" ? `build.${about.id}` : "terminal";
}

/** The place that `at` names; undefined for what no page of ours has written. */
export function readPlace(at: string | null): PagePlace | undefined {
  const [kind, rest] = at?.split(".", 2) ?? [];
  if (kind === "terminal") return { kind, name: rest };
  if (kind === "build" && rest) return { kind, id: rest };
  return kind === "console" && rest ? { kind, name: rest } : undefined;
}
