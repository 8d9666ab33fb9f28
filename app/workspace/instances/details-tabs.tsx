import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { regions } from "#app/i18n/languages";
import { useSentence } from "#app/i18n/sentences";
import { sizeOf } from "#app/workspace/instances/size-of";
import type { InstanceDetails } from "#shared/socket/catalogue";

const cell = "border-b border-line px-2 py-1 align-top";

/** Labels and values, then the environment. */
export function ConfigTab({ details }: { details: InstanceDetails }) {
  const t = useTranslations("workspace.details");
  const inWords = useSentence();
  return (
    <>
      <dl className="grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1">
        {details.config.map(({ label, value }) => (
          <div key={label} className="contents">
            <dt className="text-muted">{inWords(label)}</dt>
            <dd className="min-w-0 font-mono text-[12.5px] break-words">{inWords(value)}</dd>
          </div>
        ))}
      </dl>
      <h3 className="mt-4 mb-1 font-medium">{t("environment")}</h3>
      {details.environment.length === 0 ? (
        <p className="text-muted">{t("noEnvironment")}</p>
      ) : (
        <pre className="overflow-x-auto rounded-md bg-sunken p-2 text-[12.5px]">{details.environment.join("\n")}</pre>
      )}
    </>
  );
}

/** What runs inside now. */
export function ProcessesTab({ details, off }: { details: InstanceDetails; off: boolean }) {
  const t = useTranslations("workspace.details");
  if (off) return <Quiet>{t("offProcesses")}</Quiet>;
  if (details.processes.length === 0) return <Quiet>{t("noProcesses")}</Quiet>;
  return (
    <Sheet head={[t("pid"), t("user"), t("cpu"), t("memory"), t("time"), t("command")]}>
      {details.processes.map(({ pid, user, cpu, memory, time, command }) => (
        <tr key={pid} className="font-mono text-[12px]">
          <td className={cell}>{pid}</td>
          <td className={cell}>{user}</td>
          <td className={cell}>{cpu}</td>
          <td className={cell}>{memory}</td>
          <td className={cell}>{time}</td>
          <td className={`${cell} break-all`}>{command}</td>
        </tr>
      ))}
    </Sheet>
  );
}

/** What the program has written inside. */
export function FilesTab({ details, off }: { details: InstanceDetails; off: boolean }) {
  const t = useTranslations("workspace.details");
  const language = useLocale();
  if (off) return <Quiet>{t("offFiles")}</Quiet>;
  if (details.files.length === 0) return <Quiet>{t("noFiles")}</Quiet>;
  return (
    <Sheet head={[t("file"), t("size"), t("changed")]}>
      {details.files.map(({ path, size, modifiedAt }) => (
        <tr key={path} className="font-mono text-[12px]">
          <td className={`${cell} break-all`}>{path}</td>
          <td className={cell}>{sizeOf(size, language)}</td>
          <td className={cell}>{new Date(modifiedAt).toLocaleTimeString(regions[language])}</td>
        </tr>
      ))}
    </Sheet>
  );
}

function Sheet({ head, children }: { head: readonly string[]; children: ReactNode }) {
  return (
    <table className="w-full text-left">
      <thead className="text-sm text-muted">
        <tr>
          {head.map((title) => (
            <th key={title} scope="col" className={`${cell} font-medium`}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

function Quiet({ children }: { children: ReactNode }) {
  return <p className="py-2 text-muted">{children}</p>;
}
