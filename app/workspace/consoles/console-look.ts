"use client";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

/** How consoles are shown, all of them alike. */
export interface ConsoleLook {
  readonly times: boolean;
  readonly wrap: boolean;
}

const key = "varlab.consoles";
const usual: ConsoleLook = { times: false, wrap: true };

const store = createStore<ConsoleLook>(() => remembered());
store.subscribe((look) => localStorage.setItem(key, JSON.stringify(look)));

/** The look, remembered on this device, and how to change it. */
export function useConsoleLook(): readonly [ConsoleLook, (change: Partial<ConsoleLook>) => void] {
  return [useStore(store), store.setState];
}

function remembered(): ConsoleLook {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? "{}");
    if (value === null || typeof value !== "object") return usual;
    return {
      times: "times" in value ? value.times === true : usual.times,
      wrap: "wrap" in value ? value.wrap === true : usual.wrap,
    };
  } catch {
    return usual;
  }
}
