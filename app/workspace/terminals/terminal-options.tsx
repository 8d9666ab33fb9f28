"use client";
import { type ReactNode, useId } from "react";
import { useStore } from "zustand";
import { Button } from "#app/ui/button";
import { Dialog } from "#app/ui/dialog";
import { Kbd } from "#app/ui/kbd";
import {
  type Bell,
  bells,
  type Palette,
  palettes,
  type TerminalSettings,
} from "#app/workspace/terminals/terminal-settings";

const bellWords: Record<Bell, string> = { off: "Nothing", flash: "Flash", sound: "Sound" };
const paletteWords: Record<Palette, string> = { page: "As the page", light: "Light", dark: "Dark" };

/** Keys that mean something else than a shell would think, and what to do. */
const keys: readonly { readonly keys: string; readonly says: string }[] = [
  { keys: "Ctrl+Shift+C", says: "copies what is selected; Ctrl+C goes to the program" },
  { keys: "Ctrl+Shift+V", says: "pastes; a large paste is asked about first" },
  { keys: "Ctrl+Click", says: "opens a link" },
  { keys: "Ctrl+W", says: "is the browser's: it closes the tab. In the shell Alt+Backspace deletes a word" },
  { keys: "Ctrl+T", says: "is the browser's, as Ctrl+N and Ctrl+Tab are; no page can have them" },
  { keys: "Ctrl+`", says: "leaves the terminal, and comes back to it" },
];

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
  const look = useStore(settings);
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Terminals" description="Remembered in this browser.">
      <div className="flex flex-col gap-3">
        <Row label="Text size">
          <Button size="sm" aria-label="Smaller text" onClick={() => settings.zoom(-1)}>
            −
          </Button>
          <output className="w-10 text-center tabular-nums">{look.fontSize}</output>
          <Button size="sm" aria-label="Larger text" onClick={() => settings.zoom(1)}>
            +
          </Button>
        </Row>
        <Choice
          label="Colours"
          value={look.palette}
          options={palettes.map((value) => ({ value, says: paletteWords[value] }))}
          onChange={(palette) => settings.setState({ palette })}
        />
        <Choice
          label="When a program rings the bell"
          value={look.bell}
          options={bells.map((value) => ({ value, says: bellWords[value] }))}
          onChange={(bell) => settings.setState({ bell })}
        />
        <Switch
          label="Copy what is selected at once"
          checked={look.copyOnSelect}
          onChange={(copyOnSelect) => settings.setState({ copyOnSelect })}
        />
        <Switch
          label="Screen reader mode"
          checked={look.accessible}
          onChange={(accessible) => settings.setState({ accessible })}
        />
        <h3 className="mt-2 font-semibold">Keys</h3>
        <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-3 gap-y-1.5">
          {keys.map(({ keys: pressed, says }) => (
            <div key={pressed} className="contents">
              <dt>
                <Kbd keys={pressed} />
              </dt>
              <dd className="text-muted">{says}</dd>
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
