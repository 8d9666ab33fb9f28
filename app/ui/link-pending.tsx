"use client";
import { useLinkStatus } from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Spinner } from "#app/ui/spinner";

/** Inside a `Link`: turns while the next page is on its way, and shows `children` otherwise. Room is kept, so nothing jumps. */
export function LinkPending({ size = 16, children }: { size?: number; children?: ReactNode }) {
  const t = useTranslations("ui.linkPending");
  const { pending } = useLinkStatus();
  return (
    <span className="inline-flex shrink-0 items-center justify-center" style={{ width: size, height: size }}>
      {pending ? <Spinner size={size} /> : children}
      <span role="status" className="sr-only">
        {pending ? t("loading") : ""}
      </span>
    </span>
  );
}
