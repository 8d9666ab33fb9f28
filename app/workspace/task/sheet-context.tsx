"use client";
import { createContext, type ReactNode, useContext } from "react";

const SheetContext = createContext<ReactNode>(null);

/** Hands the task sheet, rendered by the server, to the pane that shows it. */
export function SheetProvider({ sheet, children }: { sheet: ReactNode; children: ReactNode }) {
  return <SheetContext value={sheet}>{children}</SheetContext>;
}

/** The rendered task sheet. */
export function useSheet(): ReactNode {
  return useContext(SheetContext);
}
