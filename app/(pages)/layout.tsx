import type { ReactNode } from "react";
import { Words } from "#app/i18n/words";

/** What is said on the pages outside the workspace. */
export default function PagesLayout({ children }: { children: ReactNode }) {
  const areas = ["account", "class", "courses", "experiment", "operator", "recordings", "submissions"] as const;
  return <Words areas={areas}>{children}</Words>;
}
