"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { createRoot } from "react-dom/client";
import { useSession } from "#app/workspace/session/session-context";
import { CopyButton } from "#app/workspace/task/copy-button";
import { linkedPath } from "#app/workspace/task/linked-path";
import { useSheet } from "#app/workspace/task/sheet-context";

/** The task sheet beside the code: links to files open them, other links open a new tab, code can be copied. */
export function TaskPanel() {
  const sheet = useSheet();
  const { openFiles, store } = useSession();
  const box = useRef<HTMLDivElement>(null);
  useCopyButtons(box);

  function follow(event: React.MouseEvent): void {
    const target = event.target instanceof Element ? event.target : null;
    const link = target?.closest("a");
    const written = link ? (link.getAttribute("href") ?? "") : target?.closest("code:not(pre code)")?.textContent;
    const path = written == null ? null : linkedPath(written, store.getState().files);
    if (path !== null) {
      event.preventDefault();
      openFiles.open(path.path, path.place);
    }
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: links are links; a path in code is also in the file tree and in quick open
    // biome-ignore lint/a11y/noStaticElementInteractions: the handler only listens to what bubbles from links
    <div
      ref={box}
      data-autofocus
      tabIndex={-1}
      onClick={follow}
      className="min-h-0 flex-1 overflow-auto px-4 py-3 outline-none"
    >
      {sheet}
    </div>
  );
}

/** Puts a copy button on every block of code; the sheet itself is the server's and is never rendered again here. */
function useCopyButtons(box: React.RefObject<HTMLDivElement | null>): void {
  const t = useTranslations("workspace.task");
  useEffect(() => {
    const ends: (() => void)[] = [];
    for (const block of box.current?.querySelectorAll("pre") ?? []) {
      const place = document.createElement("span");
      place.style.cssText = "position:absolute;top:4px;right:4px";
      block.style.position = "relative";
      block.append(place);
      const root = createRoot(place);
      root.render(<CopyButton t={t} text={() => block.querySelector("code")?.textContent ?? ""} />);
      ends.push(() => {
        setTimeout(() => root.unmount());
        place.remove();
      });
    }
    return () => {
      for (const end of ends) end();
    };
  }, [box, t]);
}
