"use client";
import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { copyText } from "#app/workspace/task/copy-text";

/** Copies a text and says so for a moment. */
export function CopyButton({ text }: { text: () => string }) {
  const [copied, setCopied] = useState(false);
  return (
    <button
      type="button"
      aria-label={copied ? "Copied" : "Copy the code"}
      title="Copy"
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
