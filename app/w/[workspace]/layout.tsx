import type { ReactNode } from "react";
import { Words } from "#app/i18n/words";

/** What is said on the pages of a workspace. */
export default function WorkspaceLayout({ children }: { children: ReactNode }) {
  return <Words areas={["workspace", "editing", "workspaceImages", "submissions", "recordings"]}>{children}</Words>;
}
