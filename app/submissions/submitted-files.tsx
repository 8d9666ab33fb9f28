"use client";
import { Download, MessageSquarePlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useMemo, useRef, useState } from "react";
import { toast } from "sonner";
import { useReview, useSubmission } from "#app/submissions/submission-context";
import { SubmissionViewer } from "#app/submissions/submission-viewer";
import { Button } from "#app/ui/button";
import { EmptyState } from "#app/ui/empty-state";
import { Notice } from "#app/ui/notice";
import { Waiting } from "#app/ui/waiting";
import { sentenceOf } from "#app/workspace/connection/call-error";
import { createLiveHttp, type LiveHttp } from "#app/workspace/connection/live-http";
import { fetchTicket } from "#app/workspace/connection/ticket";
import type { RowMark } from "#app/workspace/files/file-marks";
import { FileTree, type TreeHandle } from "#app/workspace/files/file-tree";
import { foldersAbove } from "#app/workspace/files/tree-data";
import { type SubmittedContent, submissionPaths } from "#shared/submissions/content";
import type { FileEntry } from "#shared/views";

/** What was handed in: the tree, and the file that is looked at, which nobody can change any more. */
export function SubmittedFiles() {
  const t = useTranslations("submissions.files");
  const { submission, desk } = useSubmission();
  const path = useReview((state) => state.path);
  const http = useLiveHttp(submission.workspace);
  const entries = useMemo(() => entriesOf(submission.files), [submission]);
  const tree = useRef<TreeHandle>(null);
  if (submission.files.length === 0) return <EmptyState title={t("none")} className="h-40" />;
  return (
    <div className="grid border-x border-b border-line bg-surface sm:grid-cols-[220px_minmax(0,1fr)] max-sm:border-x-0">
      <div className="flex min-h-0 flex-col border-line max-sm:max-h-48 max-sm:border-b sm:h-[72dvh] sm:border-r">
        <FileTree
          ref={tree}
          label={t("tree")}
          files={entries}
          marks={noMarks}
          active={path}
          mayDrive={false}
          memory={`varlab.submission.folders.${submission.id}`}
          actions={noActions}
          open={desk.openFile}
          report={(error) => toast.error(sentenceOf(error))}
          upload={nothing}
          onRemove={nothing}
        />
        <div className="border-t border-line p-1.5">
          <Button
            variant="ghost"
            size="sm"
            icon={<Download aria-hidden size={13} />}
            onClick={() =>
              void http
                .download(`${submissionPaths.zip}?id=${submission.id}`, `submission-${submission.number}.zip`)
                .catch((error: unknown) => toast.error(sentenceOf(error)))
            }
          >
            {t("download")}
          </Button>
        </div>
      </div>
      <div className="flex h-[72dvh] min-w-0 flex-col">
        {path === null ? null : <OneFile key={path} path={path} http={http} />}
      </div>
    </div>
  );
}

function OneFile({ path, http }: { path: string; http: LiveHttp }) {
  const t = useTranslations("submissions.files");
  const other = useTranslations("submissions.otherFile");
  const { submission, desk } = useSubmission();
  const [content, setContent] = useState<SubmittedContent | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [line, setLine] = useState(1);
  useEffect(() => {
    let current = true;
    const query = new URLSearchParams({ id: submission.id, path });
    http.text(`${submissionPaths.file}?${query}`).then(
      (text) => current && setContent(JSON.parse(text) as SubmittedContent),
      (error: unknown) => current && setFailure(sentenceOf(error)),
    );
    return () => {
      current = false;
    };
  }, [http, submission.id, path]);
  return (
    <>
      <div className="flex min-h-8 shrink-0 flex-wrap items-center gap-2 border-b border-line px-3 text-sm">
        <h2 className="min-w-0 flex-1 truncate font-medium" title={path}>
          {path}
        </h2>
        {submission.reviews && content?.kind === "text" ? (
          <Button
            size="sm"
            variant="ghost"
            icon={<MessageSquarePlus aria-hidden size={13} />}
            onClick={() => desk.compose({ kind: "line", path, line })}
          >
            {t("comment", { line })}
          </Button>
        ) : null}
      </div>
      {failure === null ? null : (
        <Notice kind="error" className="m-2">
          {failure}
        </Notice>
      )}
      {content === null && failure === null ? <Waiting stage={t("loading")} className="flex-1" /> : null}
      {content?.kind === "text" ? <SubmissionViewer path={path} text={content.text} onLine={setLine} /> : null}
      {content !== null && content.kind !== "text" ? (
        <EmptyState title={other(content.kind)} className="flex-1">
          {t("otherText")}
        </EmptyState>
      ) : null}
    </>
  );
}

const noMarks: ReadonlyMap<string, RowMark> = new Map();
const nothing = () => undefined;
/** Nothing of what was handed in can be changed: the tree offers none of this. */
const noActions = { create: async () => undefined, rename: async () => undefined, move: async () => undefined };

function entriesOf(files: readonly { path: string; size: number }[]): ReadonlyMap<string, FileEntry> {
  const rest = { modifiedAt: 0, version: "" };
  const folders = files.flatMap(({ path }) => foldersAbove(path));
  return new Map([
    ...folders.map((path): [string, FileEntry] => [path, { path, kind: "folder", size: 0, ...rest }]),
    ...files.map(({ path, size }): [string, FileEntry] => [path, { path, kind: "file", size, ...rest }]),
  ]);
}

/** The workspace server with a ticket for the student's workspace; asking joins nobody. */
export function useLiveHttp(workspace: string): LiveHttp {
  return useMemo(() => createLiveHttp(async () => (await fetchTicket(workspace)).ticket), [workspace]);
}
