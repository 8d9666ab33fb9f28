import { ArtifactId, BuildId } from "#shared/ids";
import type { ArtifactView } from "#shared/views";

/** An artifact as the database gives it with its build's number. */
export interface ArtifactRow {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly kind: string;
  readonly size: number;
  readonly sha256: string;
  readonly createdAt: Date;
  readonly build: { readonly id: string; readonly number: number } | null;
}

/** What to select for `presentArtifact`. */
export const artifactFields = {
  id: true,
  name: true,
  path: true,
  kind: true,
  size: true,
  sha256: true,
  createdAt: true,
  build: { select: { id: true, number: true } },
} as const;

/** What a page sees of an artifact. */
export function presentArtifact(row: ArtifactRow): ArtifactView {
  return {
    id: ArtifactId.parse(row.id),
    name: row.name,
    path: row.path,
    kind: row.kind === "folder" ? "folder" : "file",
    size: row.size,
    sha256: row.sha256,
    createdAt: row.createdAt.getTime(),
    build: row.build === null ? undefined : { id: BuildId.parse(row.build.id), number: row.build.number },
  };
}
