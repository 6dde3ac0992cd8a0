import { makeCitizenClient, ProblemError } from "@chengyun/client";
import type { CitizenKind, CitizenWays, City, MapOutline } from "@chengyun/contracts";
import { useEffect, useState } from "react";
import { currentSettings } from "../settings.ts";
import { listOwn } from "./own.ts";

export const api = makeCitizenClient(() => currentSettings().language, {
  kept: () => listOwn().map(({ token }) => token),
});

/** The sentence of a failure: the server's own, in the reader's language. */
export const toSentence = (fault: unknown): string => {
  if (!(fault instanceof ProblemError)) return fault instanceof Error ? fault.message : String(fault);
  const { title, faults, code } = fault.problem;
  return code === "request.invalid" ? [title, ...(faults ?? []).map(({ path }) => path)].join(" ") : title;
};

/** What is asked once and then known for as long as the page is open. */
const once = <Value>(ask: () => Promise<Value>): (() => Promise<Value>) => {
  let asked: Promise<Value> | undefined;
  return () => {
    asked ??= ask().catch((fault: unknown) => {
      asked = undefined;
      throw fault;
    });
    return asked;
  };
};

export const getCity: () => Promise<City> = once(api.city);
export const getMap: () => Promise<MapOutline> = once(api.map);
export const getKinds: () => Promise<readonly CitizenKind[]> = once(async () => (await api.kinds()).items);

export const getWays: () => Promise<CitizenWays> = once(api.ways);

/** An answer in its three states. */
export interface Asked<Value> {
  readonly data: Value | undefined;
  readonly fault: unknown;
  readonly again: () => void;
}

/** Asks when shown, and again when `key` changes or somebody wishes it. */
export const useAsked = <Value>(ask: () => Promise<Value>, key = ""): Asked<Value> => {
  const [state, setState] = useState<{ data: Value | undefined; fault: unknown }>({
    data: undefined,
    fault: undefined,
  });
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is asked is named by its key
  useEffect(() => {
    let left = false;
    ask().then(
      (data) => left || setState({ data, fault: undefined }),
      (fault: unknown) => left || setState((before) => ({ data: before.data, fault })),
    );
    return () => {
      left = true;
    };
  }, [key, tries]);
  return { ...state, again: () => setTries((count) => count + 1) };
};
