import type { ReactNode } from "react";
import { Words } from "#app/i18n/words";

/** What is said on the page that writes an experiment; it shows parts of the workspace too. */
export default function EditLayout({ children }: { children: ReactNode }) {
  return <Words areas={["account", "authoring", "editing", "experiment", "workspace"]}>{children}</Words>;
}
