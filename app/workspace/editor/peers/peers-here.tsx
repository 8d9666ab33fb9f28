"use client";
import { useTranslations } from "next-intl";
import { Avatar } from "#app/ui/avatar";
import type { Document } from "#app/workspace/editor/documents/open-document";
import { usePeers } from "#app/workspace/editor/peers/use-peers";
import { useMonaco } from "#app/workspace/editor/use-monaco";

/** Who else is in this file; a click goes to where they are. */
export function PeersHere({ document }: { document: Document }) {
  const t = useTranslations("editing.peers");
  const peers = usePeers(document);
  const module = useMonaco();
  const persons = [...new Map(peers.map((peer) => [peer.user, peer])).values()];
  if (persons.length === 0) return null;

  function goTo(place: Uint8Array): void {
    const model = module?.monaco.editor.getModel(module.uriOf(document.path));
    const offset = document.offsetOf(place);
    if (model == null || offset === null) return;
    const editors = module?.monaco.editor.getEditors().filter((one) => one.getModel() === model);
    for (const one of editors ?? []) one.revealPositionInCenter(model.getPositionAt(offset));
  }

  return (
    <ul aria-label={t("title")} className="absolute top-1 right-4 z-10 flex -space-x-1">
      {persons.map(({ user, name, color, at }) => (
        <li key={user}>
          <button
            type="button"
            aria-label={t("goTo", { name })}
            title={t("isHere", { name })}
            onClick={() => goTo(at.head)}
            className="rounded-full"
          >
            <Avatar name={name} color={color} className="ring-2 ring-surface" />
          </button>
        </li>
      ))}
    </ul>
  );
}
