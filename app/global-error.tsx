"use client";

/** The last resort, when even the frame of the page fails: no styles of ours are there. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <body style={{ fontFamily: "system-ui, sans-serif", padding: "4rem 1rem", textAlign: "center" }}>
        <title>Varlab</title>
        <h1>This page could not be shown</h1>
        <p>The fault is ours; your files and instances are not touched by it.</p>
        {error.digest ? <p>Reference: {error.digest}</p> : null}
        <p>
          <a href="/">To your courses</a>
        </p>
      </body>
    </html>
  );
}
