"use client";
import { useTheme } from "next-themes";
import { useEffect, useState } from "react";
import { loadMonaco, type MonacoModule } from "#app/workspace/editor/monaco/load-monaco";
import { applyTheme } from "#app/workspace/editor/monaco/theme";

/** The editor's code once it has arrived, else null. */
export function useMonaco(): MonacoModule | null {
  const [module, setModule] = useState<MonacoModule | null>(null);
  useEffect(() => {
    let current = true;
    loadMonaco().then((loaded) => {
      if (current) setModule(loaded);
    });
    return () => {
      current = false;
    };
  }, []);
  return module;
}

/** Keeps the editor's colours with the page's. */
export function useEditorTheme(): void {
  const module = useMonaco();
  const { resolvedTheme } = useTheme();
  useEffect(() => {
    if (module === null) return;
    // The attribute that carries the tokens changes in the same moment as the theme's name: read them a frame later.
    const frame = requestAnimationFrame(() => applyTheme(module, resolvedTheme === "dark"));
    return () => cancelAnimationFrame(frame);
  }, [module, resolvedTheme]);
}
