import type { Translator } from "#app/i18n/translator";
import type { Command } from "#app/workspace/commands/commands";
import type { Session } from "#app/workspace/session/session";

/** What the keyboard does with open files. */
export function editorCommands({ documents, openFiles }: Session, t: Translator<"editing.commands">): Command[] {
  const open = () => openFiles.active() !== null;
  return [
    { id: "file.save", title: t("save"), group: "File", key: "Ctrl+S", run: () => documents.saveAll() },
    {
      id: "file.close",
      title: t("close"),
      group: "File",
      key: "Alt+W",
      when: open,
      run: () => openFiles.close(openFiles.active() ?? "", openFiles.state.getState().activeGroup),
    },
    { id: "file.close-all", title: t("closeAll"), group: "File", when: open, run: () => openFiles.closeAll() },
    {
      id: "file.close-others",
      title: t("closeOthers"),
      group: "File",
      when: open,
      run: () => openFiles.closeOthers(openFiles.active() ?? "", openFiles.state.getState().activeGroup),
    },
    {
      id: "editor.split",
      title: t("split"),
      group: "View",
      key: "Ctrl+\\",
      when: open,
      run: () => openFiles.split(),
    },
    {
      id: "editor.next",
      title: t("nextFile"),
      group: "Go",
      key: "Alt+PageDown",
      when: open,
      run: () => openFiles.step(1),
    },
    {
      id: "editor.previous",
      title: t("previousFile"),
      group: "Go",
      key: "Alt+PageUp",
      when: open,
      run: () => openFiles.step(-1),
    },
  ];
}
