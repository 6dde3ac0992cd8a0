import type { FileMapping } from "@chengyun/contracts";
import type { Strings } from "../../strings/zh.ts";

type Words = Strings["imports"];

/** The coordinate system of a mapping in words; empty where it has none. */
export const systemOf = ({ system }: FileMapping, words: Words): string => {
  if (system === undefined) return "";
  if (typeof system === "string") return (words.systems as Readonly<Record<string, string>>)[system] ?? system;
  const parts = system as Readonly<Record<string, unknown>>;
  if ("local" in parts) return words.systems.local;
  return "gaussKrueger" in parts ? words.systems.gauss : words.systems.proj;
};
