"use client";
import { Command as Menu } from "cmdk";
import { useTranslations } from "next-intl";
import { Dialog } from "radix-ui";
import { useRef, useState } from "react";
import { useStore } from "zustand";
import { Kbd } from "#app/ui/kbd";
import { type Command, isAvailable } from "#app/workspace/commands/commands";
import { rank } from "#app/workspace/commands/fuzzy";
import { Highlighted } from "#app/workspace/commands/highlighted";
import { maxAnswers, PaletteEmpty, PaletteItem } from "#app/workspace/commands/palette-item";
import { inPaletteOrder, paletteName } from "#app/workspace/commands/palette-order";
import { QuickOpenList } from "#app/workspace/commands/quick-open-list";
import { useCommands, useSession } from "#app/workspace/session/session-context";

/** The command palette (F1) and quick open (Ctrl+P): one box, `>` at its start makes it the palette. */
export function Palette() {
  const t = useTranslations("workspace.palette");
  const [text, setText] = useState<string | null>(null);
  const opening = useRef<(() => void) | null>(null);
  useCommands(
    () => [
      { id: "palette", title: t("all"), group: "Go", key: "F1", inTerminal: true, run: () => setText(">") },
      {
        id: "palette.alternative",
        title: t("allAsInVsCode"),
        group: "Go",
        key: "Ctrl+Shift+P",
        run: () => setText(">"),
      },
      { id: "go.file", title: t("toFile"), group: "Go", key: "Ctrl+P", run: () => setText("") },
    ],
    [t],
  );
  const close = () => setText(null);
  return (
    <Dialog.Root open={text !== null} onOpenChange={(open) => (open ? undefined : close())}>
      <Dialog.Portal>
        <Dialog.Content
          aria-describedby={undefined}
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            const input = event.target instanceof Element ? event.target.querySelector("input") : null;
            input?.focus();
            input?.setSelectionRange(input.value.length, input.value.length);
          }}
          onCloseAutoFocus={(event) => {
            if (opening.current === null) return;
            // Only now: while the box is there it takes the focus back from the file.
            event.preventDefault();
            opening.current();
            opening.current = null;
          }}
          className="fixed top-12 left-1/2 z-50 w-[calc(100vw-16px)] max-w-xl -translate-x-1/2 overflow-hidden rounded-lg border border-line bg-raised shadow-raised outline-none"
        >
          <Dialog.Title className="sr-only">{text?.startsWith(">") ? t("commands") : t("toFile")}</Dialog.Title>
          <Menu label={t("label")} shouldFilter={false} loop>
            <Menu.Input
              value={text ?? ""}
              onValueChange={setText}
              placeholder={t("placeholder")}
              className="h-10 w-full border-b border-line bg-transparent px-3 outline-none placeholder:text-faint"
            />
            <Menu.List className="max-h-[min(60dvh,420px)] overflow-auto p-1">
              {text?.startsWith(">") ? (
                <CommandList query={text.slice(1).trim()} onDone={close} />
              ) : (
                <QuickOpenList
                  query={text ?? ""}
                  onChoose={(open) => {
                    opening.current = open;
                    close();
                  }}
                />
              )}
            </Menu.List>
          </Menu>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function CommandList({ query, onDone }: { query: string; onDone: () => void }) {
  const t = useTranslations("workspace");
  const { commands } = useSession();
  const all = inPaletteOrder(useStore(commands.all).filter(isAvailable));
  const nameOf = ({ title, group }: Command) => paletteName(title, t(`groups.${group}`));
  const answers = rank(query, all, nameOf, maxAnswers);
  if (answers.length === 0) return <PaletteEmpty>{t("palette.noCommand")}</PaletteEmpty>;
  return answers.map(({ item, match }) => (
    <PaletteItem
      key={item.id}
      value={item.id}
      onSelect={() => {
        onDone();
        commands.run(item.id);
      }}
    >
      <Highlighted text={nameOf(item)} at={match.at} />
      {item.key ? <Kbd keys={item.key} className="ml-auto" /> : null}
    </PaletteItem>
  ));
}
