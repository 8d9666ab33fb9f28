import { cp } from "node:fs/promises";
import path from "node:path";
import { createInstallation } from "../support/installation";

/** What both processes wrote, kept beside the reports after the installation is gone. */
const logs = path.resolve(import.meta.dirname, "../../test-results/e2e-logs");

/** One installation for all tests, since each has its own students; answers what removes it again. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const installation = await createInstallation();
  const { data, id, origin, serverOrigin } = installation;
  process.env.VARLAB_E2E = JSON.stringify({ data, id, origin, serverOrigin });
  return async () => {
    await cp(path.join(data, "logs"), logs, { recursive: true, force: true });
    await installation.remove();
  };
}
