import {
  Braces,
  Coffee,
  File,
  FileArchive,
  FileCode,
  FileImage,
  FileTerminal,
  FileText,
  type LucideIcon,
  Settings2,
} from "lucide-react";

const byExtension: Readonly<Record<string, LucideIcon>> = {
  java: Coffee,
  jar: FileArchive,
  zip: FileArchive,
  gz: FileArchive,
  js: FileCode,
  mjs: FileCode,
  ts: FileCode,
  py: FileCode,
  c: FileCode,
  h: FileCode,
  cpp: FileCode,
  hpp: FileCode,
  html: FileCode,
  css: FileCode,
  json: Braces,
  yaml: Settings2,
  yml: Settings2,
  xml: FileCode,
  properties: Settings2,
  sh: FileTerminal,
  md: FileText,
  txt: FileText,
  png: FileImage,
  jpg: FileImage,
  jpeg: FileImage,
  gif: FileImage,
  svg: FileImage,
  webp: FileImage,
};

/** A small picture of a file's kind, by its name; decoration beside the name. */
export function FileIcon({ path }: { path: string }) {
  const Icon = byExtension[path.slice(path.lastIndexOf(".") + 1).toLowerCase()] ?? File;
  return <Icon aria-hidden size={14} className="shrink-0 text-faint" />;
}
