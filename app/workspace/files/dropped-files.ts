/** A file to upload and where it goes below the chosen folder. */
export interface FileToUpload {
  readonly path: string;
  readonly file: File;
}

/** What was dropped or pasted, folders walked to their files. Call it in the event itself: the browser forgets afterwards. */
export async function droppedFiles(transfer: DataTransfer): Promise<FileToUpload[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const plain = [...transfer.files];
  if (entries.length === 0) return plain.map((file) => ({ path: file.name, file }));
  return (await Promise.all(entries.map((entry) => filesBelow(entry, "")))).flat();
}

/** What was chosen in a file dialog; a folder's files bring their paths. */
export function chosenFiles(list: FileList | null): FileToUpload[] {
  return [...(list ?? [])].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}

async function filesBelow(entry: FileSystemEntry, folder: string): Promise<FileToUpload[]> {
  const path = folder + entry.name;
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return [{ path, file }];
  }
  if (!isFolder(entry)) return [];
  const children = await childrenOf(entry);
  return (await Promise.all(children.map((child) => filesBelow(child, `${path}/`)))).flat();
}

/** A reader answers in pieces of at most 100 entries, an empty one at the end. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const piece = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (piece.length === 0) return all;
    all.push(...piece);
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
