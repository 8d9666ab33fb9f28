"use client";
import type { editor } from "monaco-editor/editor/editor.api.js";
import { useTranslations } from "next-intl";
import { useEffect, useMemo, useState } from "react";
import { useStore } from "zustand";
import type { Document } from "#app/workspace/editor/documents/open-document";
import type { Peer } from "#app/workspace/editor/documents/text-link";
import { createPeerCursors, type PeerCursors, type PeerPlace } from "#app/workspace/editor/peers/peer-cursors";
import { useMonaco } from "#app/workspace/editor/use-monaco";
import { usePeople } from "#app/workspace/people/use-people";
import { useSession, useWorkspace } from "#app/workspace/session/session-context";
import "#app/workspace/editor/peers/peers.css";

/** Somebody in a text, with the name and colour that they have everywhere on the page. */
export type NamedPeer = Peer & { readonly color: number };

/** The others in a text, one page each. */
export function usePeers(document: Document): readonly NamedPeer[] {
  const t = useTranslations("editing.peers");
  const peers = useStore(document.peers);
  const people = usePeople();
  const self = useWorkspace((state) => state.people?.you.user);
  return useMemo(
    () =>
      peers.map((peer) => ({
        ...peer,
        name: peer.user === self ? t("youElsewhere") : peer.name,
        color: people.find(({ user }) => user === peer.user)?.color ?? 0,
      })),
    [peers, people, self, t],
  );
}

/** Shows the others in an editor, and them where the cursor of this one is. */
export function usePeerCursors(own: editor.IStandaloneCodeEditor | null, path: string): void {
  const { documents } = useSession();
  const module = useMonaco();
  const document = documents.get(path);
  const peers = usePeers(document);

  useEffect(() => {
    if (own === null) return;
    const point = () => {
      const [model, selection] = [own.getModel(), own.getSelection()];
      if (model === null || selection === null) return;
      const { selectionStartLineNumber: lineNumber, selectionStartColumn: column } = selection;
      const anchor = model.getOffsetAt({ lineNumber, column });
      document.point({ anchor, head: model.getOffsetAt(selection.getPosition()) });
    };
    const ends = [own.onDidChangeCursorSelection(point), own.onDidFocusEditorText(point)];
    if (own.hasTextFocus()) point();
    return () => {
      for (const end of ends) end.dispose();
      document.point(null);
    };
  }, [own, document]);

  const [cursors, setCursors] = useState<PeerCursors | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text in the same editor begins without cursors
  useEffect(() => {
    if (own === null || module === null) return;
    const created = createPeerCursors(module, own);
    setCursors(created);
    return () => created.dispose();
  }, [own, module, document]);

  useEffect(() => {
    if (cursors === null || own === null) return;
    const show = () => cursors.show(peers.flatMap((peer) => placeOf(document, peer)));
    show();
    const moving = own.onDidChangeModelContent(show);
    return () => moving.dispose();
  }, [cursors, own, document, peers]);
}

function placeOf(document: Document, { page, name, color, at }: NamedPeer): PeerPlace[] {
  const [anchor, head] = [document.offsetOf(at.anchor), document.offsetOf(at.head)];
  return anchor === null || head === null ? [] : [{ page, name, color, anchor, head }];
}
