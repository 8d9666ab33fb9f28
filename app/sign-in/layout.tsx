import type { ReactNode } from "react";
import { Words } from "#app/i18n/words";

/** What is said to somebody who is not signed in yet. */
export default function SignInLayout({ children }: { children: ReactNode }) {
  return <Words areas={["account"]}>{children}</Words>;
}
