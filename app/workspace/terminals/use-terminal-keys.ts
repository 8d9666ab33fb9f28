"use client";
import { type RefObject, useEffect } from "react";
import { copyText } from "#app/workspace/task/copy-text";
import type { Screen } from "#app/workspace/terminals/screen";

/** More lines than this are asked about: nobody pastes six lines into a shell by accident twice. */
const quietLines = 5;
/** And more characters than this. */
const quietCharacters = 2000;

/** Copies with Ctrl+Shift+C; asks before large pastes, which come with Ctrl+Shift+V from the browser itself. */
export function useTerminalKeys(box: RefObject<HTMLElement | null>, screen: Screen, ask: (text: string) => void): void {
  useEffect(() => {
    const element = box.current;
    if (element === null) return;

    function paste(text: string): void {
      if (text === "") return;
      const large = text.trimEnd().split("\n").length > quietLines || text.length > quietCharacters;
      if (large) ask(text);
      else screen.paste(text);
    }

    function pasted(event: ClipboardEvent): void {
      event.preventDefault();
      event.stopPropagation();
      paste(event.clipboardData?.getData("text/plain") ?? "");
    }

    function pressed(event: KeyboardEvent): void {
      if (!event.ctrlKey || !event.shiftKey || event.key.toLowerCase() !== "c") return;
      event.preventDefault();
      event.stopPropagation();
      if (screen.selection !== "") void copyText(screen.selection);
    }

    element.addEventListener("paste", pasted, { capture: true });
    element.addEventListener("keydown", pressed, { capture: true });
    return () => {
      element.removeEventListener("paste", pasted, { capture: true });
      element.removeEventListener("keydown", pressed, { capture: true });
    };
  }, [box, screen, ask]);
}
