"use client";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { Waiting } from "#app/ui/waiting";
import { loadMonaco } from "#app/workspace/editor/monaco/load-monaco";
import type { DraftView } from "#shared/authoring/draft";
import type { MachineSize } from "#shared/authoring/forecast";

/** What the page knows from the server. */
export interface AuthoringProps {
  readonly course: { readonly slug: string; readonly title: string };
  readonly slug: string;
  readonly draft: DraftView;
  readonly user: { readonly name: string; readonly email: string };
  /** Students of the course, and the machine that they share. */
  readonly students: number;
  readonly machine: MachineSize;
}

const loadWorkbench = () => import("#app/authoring/author-workbench").then((module) => module.AuthorWorkbench);

// The two large parts are on their way while the rest of the page is still being read.
if (typeof window !== "undefined") {
  void loadWorkbench();
  void loadMonaco();
}

const AuthorWorkbench = dynamic(loadWorkbench, {
  ssr: false,
  loading: Opening,
});

function Opening() {
  return <Waiting stage={useTranslations("authoring.bar")("opening")} className="h-dvh" />;
}

/** The authoring page; fills the window. */
export function Authoring(props: AuthoringProps) {
  return <AuthorWorkbench {...props} />;
}
