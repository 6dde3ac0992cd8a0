import type { Language } from "@chengyun/kernel";
import type { Theme } from "@chengyun/ui";
import { useSyncExternalStore } from "react";

/** What a person sets for this browser and expects to find again. */
export interface Settings {
  readonly language: Language;
  readonly theme: Theme;
  /** Whether an unacknowledged grave alarm is heard. */
  readonly sound: boolean;
}

const place = "chengyun.settings";

const firstSettings = (): Settings => ({
  language: navigator.language.startsWith("zh") ? "zh" : "en",
  theme: matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
  sound: false,
});

/** What was stored under a name, or the given value when there is nothing readable. */
export const recall = <Value extends object>(name: string, otherwise: Value): Value => {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(name) ?? "null");
    return typeof stored === "object" && stored !== null ? { ...otherwise, ...stored } : otherwise;
  } catch (fault) {
    if (fault instanceof SyntaxError || fault instanceof DOMException) return otherwise;
    throw fault;
  }
};

/** Stores a value under a name; a browser that forbids it just forgets. */
export const remember = (name: string, value: object): void => {
  try {
    localStorage.setItem(name, JSON.stringify(value));
  } catch (fault) {
    if (!(fault instanceof DOMException)) throw fault;
  }
};

const listeners = new Set<() => void>();
let settings: Settings = recall(place, firstSettings());

const paint = (): void => {
  document.documentElement.lang = settings.language === "zh" ? "zh-CN" : "en";
  document.documentElement.dataset["theme"] = settings.theme;
};
paint();

export const currentSettings = (): Settings => settings;

export const changeSettings = (change: Partial<Settings>): void => {
  settings = { ...settings, ...change };
  remember(place, settings);
  paint();
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useSettings = (): Settings => useSyncExternalStore(subscribe, currentSettings);
