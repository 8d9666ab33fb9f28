import { FolderOpen } from "lucide-react";
import { Button } from "#app/ui/button";
import { EmptyState } from "#app/ui/empty-state";

/** What an empty workspace says. */
export function FilesEmpty({
  mayDrive,
  onNew,
  onUpload,
}: {
  mayDrive: boolean;
  onNew: () => void;
  onUpload: () => void;
}) {
  return (
    <EmptyState
      icon={<FolderOpen aria-hidden size={24} />}
      title="No files yet"
      action={
        mayDrive ? (
          <>
            <Button onClick={onNew}>New file</Button>
            <Button onClick={onUpload}>Upload files</Button>
          </>
        ) : null
      }
    >
      {mayDrive ? "Make a file, or drop files and folders here." : "The owner of this workspace has no files."}
    </EmptyState>
  );
}
