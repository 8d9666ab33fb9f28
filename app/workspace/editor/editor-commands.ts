import type { Command } from "#app/workspace/commands/commands";
import type { Session } from "#app/workspace/session/session";

/** What the keyboard does with open files. */
export function editorCommands({ documents, openFiles }: Session): Command[] {
  const open = () => openFiles.active() !== null;
  return [
    { id: "file.save", title: "Save", group: "File", key: "Ctrl+S", run: () => documents.saveAll() },
    {
      id: "file.close",
      title: "Close the file",
      group: "File",
      key: "Alt+W",
      when: open,
      run: () => openFiles.close(openFiles.active() ?? "", openFiles.state.getState().activeGroup),
    },
    { id: "file.close-all", title: "Close all files", group: "File", when: open, run: () => openFiles.closeAll() },
    {
      id: "file.close-others",
      title: "Close other files",
      group: "File",
      when: open,
      run: () => openFiles.closeOthers(openFiles.active() ?? "", openFiles.state.getState().activeGroup),
    },
    {
      id: "editor.split",
      title: "Split the editor",
      group: "View",
      key: "Ctrl+\\",
      when: open,
      run: () => openFiles.split(),
    },
    {
      id: "editor.next",
      title: "Next open file",
      group: "Go",
      key: "Alt+PageDown",
      when: open,
      run: () => openFiles.step(1),
    },
    {
      id: "editor.previous",
      title: "Previous open file",
      group: "Go",
      key: "Alt+PageUp",
      when: open,
      run: () => openFiles.step(-1),
    },
  ];
}
