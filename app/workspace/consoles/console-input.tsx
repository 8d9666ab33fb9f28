"use client";
import { CornerDownLeft } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ClipboardEvent, type KeyboardEvent, useRef, useState } from "react";
import type { Translator } from "#app/i18n/translator";
import { IconButton } from "#app/ui/icon-button";
import { useLink, useMayDrive, useSession } from "#app/workspace/session/session-context";
import type { RunId } from "#shared/ids";
import type { InstanceView } from "#shared/views";

/** Lines that the up arrow brings back, per console. */
const remembered = 200;
const histories = new Map<string, string[]>();

/** The line that is typed at a program. Enter sends it, the arrows bring back earlier ones, Ctrl+D ends the input. */
export function ConsoleInput({ instance, run }: { instance: InstanceView; run: RunId }) {
  const t = useTranslations("editing.consoleInput");
  const refusals = useTranslations("workspace.refusals");
  const { consoles } = useSession();
  const mayDrive = useMayDrive();
  const online = useLink().state === "online";
  const [text, setText] = useState("");
  const [ended, setEnded] = useState(false);
  const [lost, setLost] = useState(false);
  const back = useRef(0);
  const history = historyOf(instance.name);
  const disabled = !mayDrive || ended || instance.state === "stopping";

  function send(lines: string): void {
    if (!consoles.type(instance.name, run, `${lines}\n`)) {
      setLost(true);
      return;
    }
    setLost(false);
    for (const line of lines.split("\n")) if (line !== "" && history.at(-1) !== line) history.push(line);
    history.splice(0, Math.max(0, history.length - remembered));
    back.current = 0;
    setText("");
  }

  function recall(by: 1 | -1): void {
    const next = Math.min(history.length, Math.max(0, back.current + by));
    back.current = next;
    setText(next === 0 ? "" : (history[history.length - next] ?? ""));
  }

  function end(): void {
    if (consoles.end(run)) setEnded(true);
    else setLost(true);
  }

  function pressed(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter") send(text);
    else if (event.key === "ArrowUp") recall(1);
    else if (event.key === "ArrowDown") recall(-1);
    else if (event.key === "d" && event.ctrlKey && text === "") end();
    else return;
    event.preventDefault();
  }

  function pasted(event: ClipboardEvent<HTMLInputElement>): void {
    const paste = event.clipboardData.getData("text/plain").replaceAll("\r\n", "\n");
    if (!paste.includes("\n")) return;
    event.preventDefault();
    const lines = (text + paste).split("\n");
    const rest = lines.pop() ?? "";
    send(lines.join("\n"));
    setText(rest);
  }

  return (
    <div className="flex h-7 shrink-0 items-center gap-1 border-t border-line bg-sunken pr-1 pl-1.5 focus-within:border-accent">
      <span aria-hidden className="font-mono text-accent-text">
        ›
      </span>
      <input
        data-console-input
        aria-label={t("title", { name: instance.name })}
        value={text}
        disabled={disabled}
        placeholder={
          mayDrive
            ? placeholderOf(t, { ended, online, lost, paused: instance.state === "paused" })
            : refusals("lookOnly")
        }
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        className="h-full min-w-0 flex-1 bg-transparent font-mono text-[12.5px] outline-none placeholder:font-sans placeholder:text-faint"
        onChange={(event) => setText(event.target.value)}
        onKeyDown={pressed}
        onPaste={pasted}
      />
      {disabled ? null : (
        <>
          <button
            type="button"
            title={t("end")}
            onClick={end}
            className="rounded-sm px-1 text-xs text-faint hover:bg-hover hover:text-text"
          >
            Ctrl+D
          </button>
          <IconButton
            size="sm"
            label={t("send", { name: instance.name })}
            keys="Enter"
            icon={<CornerDownLeft aria-hidden size={12} />}
            onClick={() => send(text)}
          />
        </>
      )}
    </div>
  );
}

function historyOf(name: string): string[] {
  const kept = histories.get(name) ?? [];
  histories.set(name, kept);
  return kept;
}

function placeholderOf(
  t: Translator<"editing.consoleInput">,
  now: { ended: boolean; online: boolean; lost: boolean; paused: boolean },
): string {
  if (now.ended) return t("ended");
  if (!now.online || now.lost) return t("lost");
  return now.paused ? t("paused") : t("type");
}
