import type { Language } from "@chengyun/kernel";
import { useSyncExternalStore } from "react";
import { recall, remember } from "./data/kept.ts";

/** What a person set on this phone. */
export interface Settings {
  readonly language: Language;
  readonly theme: "light" | "dark";
}

const place = "chengyun.citizen";

const listeners = new Set<() => void>();
let settings: Settings = recall(place, {
  language: navigator.language.startsWith("en") ? "en" : "zh",
  theme: matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
} as Settings);

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
