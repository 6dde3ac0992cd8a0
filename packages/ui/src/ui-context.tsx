import type { Label, Language } from "@chengyun/kernel";
import { createContext, type ReactNode, useContext, useMemo } from "react";

/** Light for the desk, dark for the wall. */
export type Theme = "light" | "dark";

/** What every part of the interface knows: the reader's language, the theme, the city's zone. */
export interface Ui {
  readonly language: Language;
  readonly theme: Theme;
  /** IANA zone in which times are shown. */
  readonly zone: string;
  /** The text of a label in the reader's language. */
  readonly say: (label: Label) => string;
}

const UiContext = createContext<Ui>({ language: "zh", theme: "light", zone: "UTC", say: (label) => label.zh });

interface UiProviderProps {
  readonly language: Language;
  readonly theme: Theme;
  readonly zone: string;
  readonly children: ReactNode;
}

/** Gives language, theme and zone to everything inside. */
export const UiProvider = ({ language, theme, zone, children }: UiProviderProps) => {
  const ui = useMemo<Ui>(() => ({ language, theme, zone, say: (label) => label[language] }), [language, theme, zone]);
  return <UiContext value={ui}>{children}</UiContext>;
};

/** Language, theme and zone in force. */
export const useUi = (): Ui => useContext(UiContext);
