"use client";
import { Check, Copy } from "lucide-react";
import { useState } from "react";
import type { Translator } from "#app/i18n/translator";
import { copyText } from "#app/workspace/task/copy-text";

/** Copies a text and says so for a moment; it may stand in a root of its own, where no page says its language. */
export function CopyButton({ text, t }: { text: () => string; t: Translator<"workspace.task"> }) {
  const [copied, setCopied] = useState(false);
  return (
    <button
      type="button"
      aria-label={copied ? t("copied") : t("copyCode")}
      title={t("copy")}
      onClick={() => {
        void copyText(text()).then(() => {
          setCopied(true);
          setTimeout(() => setCopied(false), 1500);
        });
      }}
      className="inline-flex size-6 items-center justify-center rounded-md border border-line bg-raised text-muted hover:text-text"
    >
      {copied ? <Check aria-hidden size={13} /> : <Copy aria-hidden size={13} />}
    </button>
  );
}
