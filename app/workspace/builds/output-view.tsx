"use client";
import { clsx } from "clsx";
import { ArrowDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { memo, type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { Button } from "#app/ui/button";
import type { OutputLine } from "#app/workspace/builds/output-lines";
import { drawnPieces } from "#app/workspace/builds/output-links";
import type { TextPlace } from "#app/workspace/editor/open-files";
import { styleOf } from "#app/workspace/output/look-style";

/** So many lines share a box that the browser skips while it is out of sight. */
const blockLines = 100;
/** `leading-5` in pixels: the height that an unseen box keeps. */
const lineHeight = 20;

interface Props {
  readonly lines: readonly OutputLine[];
  /** Highlighted everywhere; "" for nothing. */
  readonly search: string;
  /** The line that the search stands on. */
  readonly found: number | null;
  readonly files: { has(path: string): boolean };
  readonly onOpen: (path: string, place: TextPlace) => void;
  readonly label: string;
  /** Shown before the first line. */
  readonly command: string;
  readonly children?: ReactNode;
}

/** Output that follows its end until one scrolls up, then says how much is new. */
export function OutputView({ lines, search, found, files, onOpen, label, command, children }: Props) {
  const t = useTranslations("editing.output");
  const box = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const lastTop = useRef(0);
  const [following, setFollowing] = useState(true);
  const [seen, setSeen] = useState(0);
  const blocks = useMemo(() => blocksOf(lines), [lines]);

  useLayoutEffect(() => {
    const [view, inner] = [box.current, content.current];
    if (!following || view === null || inner === null) return;
    const toEnd = () => {
      view.scrollTop = view.scrollHeight;
      lastTop.current = view.scrollTop;
    };
    toEnd();
    // Text that was out of sight gets its true height late, and what stands below the output comes and goes.
    const sizes = new ResizeObserver(toEnd);
    sizes.observe(view);
    sizes.observe(inner);
    return () => sizes.disconnect();
  }, [following]);
  useEffect(() => {
    if (found === null) return;
    setFollowing(false);
    box.current?.querySelector(`[data-line="${found}"]`)?.scrollIntoView({ block: "center" });
  }, [found]);

  function scrolled(): void {
    if (box.current === null) return;
    const { scrollTop, scrollHeight, clientHeight } = box.current;
    const atEnd = scrollHeight - scrollTop - clientHeight < lineHeight;
    // Only a reader scrolls up; that the end moved away is no wish to stay.
    const up = scrollTop < lastTop.current;
    lastTop.current = scrollTop;
    if (atEnd === following || (following && !up)) return;
    setFollowing(atEnd);
    setSeen(lines.length);
  }

  const fresh = lines.length - seen;
  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={box}
        role="log"
        aria-label={label}
        data-autofocus
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        onScroll={scrolled}
        className="h-full overflow-auto bg-surface py-1 font-mono text-sm leading-5 focus-visible:-outline-offset-2"
      >
        <div ref={content}>
          <pre className="border-l-2 border-transparent px-3 pb-1 break-words whitespace-pre-wrap text-faint">
            {command
              .trimEnd()
              .split("\n")
              .map((line) => `$ ${line}`)
              .join("\n")}
          </pre>
          {blocks.map((block) => (
            <div
              key={block[0]?.key}
              style={{ contentVisibility: "auto", containIntrinsicSize: `auto ${block.length * lineHeight}px` }}
            >
              {block.map((line) => (
                <Line
                  key={line.key}
                  line={line}
                  search={search}
                  current={line.key === found}
                  files={files}
                  onOpen={onOpen}
                />
              ))}
            </div>
          ))}
          {children}
        </div>
      </div>
      {following ? null : (
        <Button
          size="sm"
          className="absolute right-4 bottom-2 bg-raised shadow-raised"
          icon={<ArrowDown aria-hidden size={13} />}
          onClick={() => setFollowing(true)}
        >
          {fresh > 0 ? t("newLines", { count: fresh }) : t("toEnd")}
        </Button>
      )}
    </div>
  );
}

const Line = memo(function Line({
  line,
  search,
  current,
  files,
  onOpen,
}: { line: OutputLine; search: string; current: boolean } & Pick<Props, "files" | "onOpen">) {
  const hit = search !== "" && line.text.toLowerCase().includes(search.toLowerCase());
  return (
    <div
      data-line={line.key}
      className={clsx(
        "border-l-2 px-3 break-words whitespace-pre-wrap",
        line.stderr ? "border-stderr" : "border-transparent",
        current ? "bg-selected" : hit && "bg-waiting-soft",
      )}
    >
      {line.text === "" ? " " : null}
      {drawnPieces(line.pieces, files).map(({ text, start, link, look, leads }) => {
        const drawn = {
          style: styleOf(look),
          className: clsx(line.stderr && look.colour === undefined && "text-stderr"),
        };
        return link === null ? (
          <span key={start} {...drawn}>
            {text}
          </span>
        ) : (
          <button
            key={start}
            type="button"
            tabIndex={leads ? 0 : -1}
            style={drawn.style}
            className={clsx(drawn.className, "underline decoration-dotted underline-offset-2 hover:text-accent-text")}
            onClick={() => onOpen(link.path, link.place)}
          >
            {text}
          </button>
        );
      })}
    </div>
  );
});

function blocksOf(lines: readonly OutputLine[]): (readonly OutputLine[])[] {
  const blocks: (readonly OutputLine[])[] = [];
  for (let start = 0; start < lines.length; start += blockLines) blocks.push(lines.slice(start, start + blockLines));
  return blocks;
}
