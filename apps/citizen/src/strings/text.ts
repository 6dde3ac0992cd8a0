import { useSettings } from "../settings.ts";
import { en } from "./en.ts";
import { type Strings, zh } from "./zh.ts";

const strings = { zh, en } as const;

/** The page's own words in the reader's language. */
export const useText = (): Strings => strings[useSettings().language];
