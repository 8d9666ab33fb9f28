"use client";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "#app/ui/button";

/** Submits its form and says that it did, until the next page is there; a page that comes back from the history is fresh again. */
export function SubmitButton({
  label,
  variant = "primary",
  children,
}: {
  label: string;
  variant?: "primary" | "secondary";
  children: ReactNode;
}) {
  const [busy, setBusy] = useState(false);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    const form = button.current?.form;
    const begin = () => setBusy(true);
    const again = () => setBusy(false);
    form?.addEventListener("submit", begin);
    window.addEventListener("pageshow", again);
    return () => {
      form?.removeEventListener("submit", begin);
      window.removeEventListener("pageshow", again);
    };
  }, []);

  return (
    <Button
      ref={button}
      type="submit"
      variant={variant}
      size="lg"
      busy={busy}
      aria-label={label}
      className="max-sm:w-full"
    >
      {children}
    </Button>
  );
}
