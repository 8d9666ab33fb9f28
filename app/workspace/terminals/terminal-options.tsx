"use client";
import { useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import { useStore } from "zustand";
import { Button } from "#app/ui/button";
import { Dialog } from "#app/ui/dialog";
import { Kbd } from "#app/ui/kbd";
import { bells, palettes, type TerminalSettings } from "#app/workspace/terminals/terminal-settings";

/** Keys that mean something else than a shell would think, and what to do. */
const keys = [
  { keys: "Ctrl+Shift+C", says: "copy" },
  { keys: "Ctrl+Shift+V", says: "paste" },
  { keys: "Ctrl+Click", says: "click" },
  { keys: "Ctrl+W", says: "closeTab" },
  { keys: "Ctrl+T", says: "newTab" },
  { keys: "Ctrl+`", says: "leave" },
] as const;

/** The settings of terminals, remembered on this device, and the keys that a browser or this page takes. */
export function TerminalOptions({
  settings,
  open,
  onOpenChange,
}: {
  settings: TerminalSettings;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const t = useTranslations("workspace.terminalOptions");
  const terminals = useTranslations("workspace.terminals");
  const look = useStore(settings);
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t("title")} description={t("description")}>
      <div className="flex flex-col gap-3">
        <Row label={t("textSize")}>
          <Button size="sm" aria-label={terminals("smaller")} onClick={() => settings.zoom(-1)}>
            −
          </Button>
          <output className="w-10 text-center tabular-nums">{look.fontSize}</output>
          <Button size="sm" aria-label={terminals("larger")} onClick={() => settings.zoom(1)}>
            +
          </Button>
        </Row>
        <Choice
          label={t("colours")}
          value={look.palette}
          options={palettes.map((value) => ({ value, says: t(value) }))}
          onChange={(palette) => settings.setState({ palette })}
        />
        <Choice
          label={t("bell")}
          value={look.bell}
          options={bells.map((value) => ({ value, says: t(value) }))}
          onChange={(bell) => settings.setState({ bell })}
        />
        <Switch
          label={t("copyOnSelect")}
          checked={look.copyOnSelect}
          onChange={(copyOnSelect) => settings.setState({ copyOnSelect })}
        />
        <Switch
          label={t("accessible")}
          checked={look.accessible}
          onChange={(accessible) => settings.setState({ accessible })}
        />
        <h3 className="mt-2 font-semibold">{t("keys")}</h3>
        <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-3 gap-y-1.5">
          {keys.map(({ keys: pressed, says }) => (
            <div key={pressed} className="contents">
              <dt>
                <Kbd keys={pressed} />
              </dt>
              <dd className="text-muted">{t(says)}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Dialog>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex items-center gap-2">
      <span className="flex-1">{label}</span>
      {children}
    </div>
  );
}

function Choice<V extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: V;
  options: readonly { value: V; says: string }[];
  onChange: (value: V) => void;
}) {
  const name = useId();
  return (
    <fieldset className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <legend className="float-left flex-1 basis-40">{label}</legend>
      {options.map((option) => (
        <label key={option.value} className="flex items-center gap-1.5">
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className="accent-(--accent)"
          />
          {option.says}
        </label>
      ))}
    </fieldset>
  );
}

function Switch({ label, checked, onChange }: { label: string; checked: boolean; onChange: (on: boolean) => void }) {
  return (
    <label className="flex items-center gap-2">
      <span className="flex-1">{label}</span>
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        className="accent-(--accent)"
      />
    </label>
  );
}
