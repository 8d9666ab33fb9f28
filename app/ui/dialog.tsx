"use client";
import { clsx } from "clsx";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Dialog as Primitive } from "radix-ui";
import type { ReactNode } from "react";

const widths = { sm: "max-w-sm", md: "max-w-lg", lg: "max-w-3xl", full: "max-w-[min(1400px,96vw)]" } as const;

/** A modal dialog; Escape and the scrim close it, the focus returns where it came from. `footer` holds its actions, the primary one last. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  footer,
  width = "md",
  children,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  footer?: ReactNode;
  width?: keyof typeof widths;
  children?: ReactNode;
}) {
  const t = useTranslations("ui.actions");
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Primitive.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          className={clsx(
            "fixed top-[12dvh] left-1/2 z-40 flex max-h-[80dvh] w-[calc(100vw-24px)] -translate-x-1/2 flex-col rounded-lg border border-line bg-raised shadow-raised",
            widths[width],
          )}
        >
          <div className="flex items-start gap-2 px-4 pt-3 pb-2">
            <div className="min-w-0 flex-1">
              <Primitive.Title className="text-lg font-semibold">{title}</Primitive.Title>
              {description ? (
                <Primitive.Description className="mt-1 text-muted">{description}</Primitive.Description>
              ) : null}
            </div>
            <Primitive.Close
              aria-label={t("close")}
              className="inline-flex size-6 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-text"
            >
              <X aria-hidden size={16} />
            </Primitive.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-auto px-4 pb-4">{children}</div>
          {footer ? (
            <div className="flex flex-wrap justify-end gap-2 border-t border-line px-4 py-3">{footer}</div>
          ) : null}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
