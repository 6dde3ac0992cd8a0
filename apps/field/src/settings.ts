import type { Language } from "@chengyun/kernel";
import type { Theme } from "@chengyun/ui";
import { useSyncExternalStore } from "react";

/** What a person sets for this phone and expects to find again. */
export interface Settings {
  readonly language: Language;
  readonly theme: Theme;
}

const place = "chengyun.field.settings";

const firstSettings = (): Settings => ({
  language: navigator.language.startsWith("zh") ? "zh" : "en",
  theme: matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
});

const read = (): Settings => {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(place) ?? "null");
    return typeof stored === "object" && stored !== null ? { ...firstSettings(), ...stored } : firstSettings();
  } catch (fault) {
    if (fault instanceof SyntaxError || fault instanceof DOMException) return firstSettings();
    throw fault;
  }
};

const listeners = new Set<() => void>();
let settings = read();

const paint = (): void => {
  document.documentElement.lang = settings.language === "zh" ? "zh-CN" : "en";
  document.documentElement.dataset["theme"] = settings.theme;
};
paint();

export const currentSettings = (): Settings => settings;

export const changeSettings = (change: Partial<Settings>): void => {
  settings = { ...settings, ...change };
  try {
    localStorage.setItem(place, JSON.stringify(settings));
  } catch (fault) {
    // A browser that forbids it just forgets.
    if (!(fault instanceof DOMException)) throw fault;
  }
  paint();
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useSettings = (): Settings => useSyncExternalStore(subscribe, currentSettings);
