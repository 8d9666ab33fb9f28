"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { nameProblem } from "#app/workspace/files/file-path";

/** The row where the name of a new file or folder is typed; Enter makes it, Escape does not. `a/b.txt` makes the folder too. */
export function NewRow({
  kind,
  level,
  onName,
  onCancel,
}: {
  kind: "file" | "folder";
  level: number;
  onName: (name: string) => void;
  onCancel: () => void;
}) {
  const t = useTranslations("editing.naming");
  const [name, setName] = useState("");
  const problem = name === "" ? null : nameProblem(name);
  return (
    <form
      className="pr-2"
      style={{ paddingLeft: 24 + level * 14 }}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== "" && problem === null) onName(name.trim());
      }}
    >
      <input
        // biome-ignore lint/a11y/noAutofocus: it appears because one asked to type a name
        autoFocus
        aria-label={kind === "file" ? t("newFile") : t("newFolder")}
        aria-invalid={problem !== null}
        placeholder={kind === "file" ? t("fileName") : t("folderName")}
        value={name}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === "Escape") onCancel();
        }}
        onBlur={() => (name.trim() === "" || problem !== null ? onCancel() : onName(name.trim()))}
        className="h-6 w-full min-w-0 rounded-sm border border-focus bg-sunken px-1"
      />
      {problem === null ? null : <p className="text-sm text-failed">{t(problem)}</p>}
    </form>
  );
}
