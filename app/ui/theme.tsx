"use client";
import { ThemeProvider as Provider } from "next-themes";
import type { ReactNode } from "react";

/** Light, dark or the system's choice, kept in the browser; sets `data-theme` before the first paint. */
export function ThemeProvider({ nonce, children }: { nonce?: string; children: ReactNode }) {
  return (
    <Provider attribute="data-theme" defaultTheme="system" enableSystem disableTransitionOnChange nonce={nonce}>
      {children}
    </Provider>
  );
}
