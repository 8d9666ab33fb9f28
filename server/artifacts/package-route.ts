import type { Artifacts } from "#server/artifacts/artifacts";
import type { Route } from "#server/http/route";
import { UserError } from "#shared/failures";
import { httpPaths, maxUploadBytes } from "#shared/http";
import { type ArtifactId, InstanceName, type WorkspaceId } from "#shared/ids";

/** Upload of a program package straight onto one instance. `check` throws when nothing may be put there; `deploy` puts it there. */
export function createPackageRoute(parts: {
  readonly artifacts: Pick<Artifacts, "addUpload">;
  readonly check: (workspace: WorkspaceId, name: InstanceName) => Promise<void>;
  readonly deploy: (workspace: WorkspaceId, name: InstanceName, artifact: ArtifactId) => Promise<void>;
}): Route {
  return {
    method: "POST",
    path: httpPaths.package,
    right: "drive",
    maxBody: maxUploadBytes,
    handle: async ({ workspace, query, body }) => {
      const name = InstanceName.safeParse(query.get("name") ?? "");
      if (!name.success) throw new UserError("invalid", "The instance's name is missing.");
      await parts.check(workspace, name.data);
      const artifact = await parts.artifacts.addUpload(workspace, query.get("file") ?? "", body);
      await parts.deploy(workspace, name.data, artifact.id);
      return artifact;
    },
  };
}
