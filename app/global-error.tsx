"use client";
import { useSyncExternalStore } from "react";
import { type Language, languageFor } from "#app/i18n/languages";

/** Here, since the failure may be that no texts could be had. */
const texts: Readonly<Record<Language, Readonly<Record<"title" | "what" | "reference" | "toCourses", string>>>> = {
  en: {
    title: "This page could not be shown",
    what: "The fault is ours; your files and instances are not touched by it.",
    reference: "Reference:",
    toCourses: "To your courses",
  },
  de: {
    title: "Diese Seite konnte nicht angezeigt werden",
    what: "Der Fehler liegt bei uns; deine Dateien und Instanzen sind davon nicht betroffen.",
    reference: "Kennung:",
    toCourses: "Zu deinen Kursen",
  },
};

const nothing = () => () => undefined;

/** The last resort, when even the frame of the page fails: no styles of ours are there. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  const language = useSyncExternalStore(
    nothing,
    () => languageFor(navigator.languages.join(",")),
    () => "en" as const,
  );
  const said = texts[language];
  return (
    <html lang={language}>
      <body style={{ fontFamily: "system-ui, sans-serif", padding: "4rem 1rem", textAlign: "center" }}>
        <title>Varlab</title>
        <h1>{said.title}</h1>
        <p>{said.what}</p>
        {error.digest ? (
          <p>
            {said.reference} {error.digest}
          </p>
        ) : null}
        <p>
          <a href="/">{said.toCourses}</a>
        </p>
      </body>
    </html>
  );
}
