"use client";
import { useEffect } from "react";
import { BrandMark } from "#app/frame/brand";
import { Button, buttonClass } from "#app/ui/button";

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  useEffect(() => console.error(error), [error]);
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-3 p-6 text-center">
      <BrandMark size={36} />
      <h1 className="text-xl font-semibold">This page could not be shown</h1>
      <p className="max-w-prose text-muted">
        The fault is ours; your files and instances are not touched by it. Try again.
        {error.digest ? (
          <>
            {" "}
            If it stays, tell your lecturer this reference: <code className="font-mono text-text">{error.digest}</code>
          </>
        ) : null}
      </p>
      <div className="flex gap-2">
        <Button variant="primary" size="lg" onClick={reset}>
          Try again
        </Button>
        <a href="/" className={buttonClass("secondary", "lg")}>
          To your courses
        </a>
      </div>
    </main>
  );
}
