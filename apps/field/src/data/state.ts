import type { Output } from "@chengyun/client";
import type {
  CaseTypeShape,
  City,
  Department,
  FlowShape,
  FormShape,
  Me,
  MoveOffer,
  NoticeShape,
  Presence,
  TaskRow,
} from "@chengyun/contracts";
import type { Label } from "@chengyun/kernel";
import { useSyncExternalStore } from "react";
import type { Writing } from "./writing.ts";

/** A move written here, and the task it was written at. */
export interface Wrote {
  readonly id: string;
  readonly taskId: string;
  readonly title: Label;
  readonly moveName: Label;
  readonly arrived: boolean;
}

/** All the screens show, as this phone knows it. */
export interface FieldState {
  /** Everything kept here has been read. */
  readonly ready: boolean;
  /** Undefined: nobody was ever signed in here, or signed out. */
  readonly me: Me | undefined;
  /** The session ended while there is still somebody known: what is written stays, nothing is sent. */
  readonly signedOut: boolean;
  /** Whether the last request got an answer. */
  readonly online: boolean;
  readonly sending: boolean;
  readonly city: Output<typeof City> | undefined;
  readonly tasks: readonly TaskRow[];
  /** Server time at which the tasks were asked for; 0: never. */
  readonly tasksAt: number;
  readonly writings: readonly Writing[];
  readonly caseTypes: readonly CaseTypeShape[];
  readonly departments: readonly Department[];
  readonly flows: readonly FlowShape[];
  readonly notices: readonly Output<typeof NoticeShape>[];
  /** Every move seen so far and what it asks, by `kind.move`: what can be done next without the net. */
  readonly known: Readonly<Record<string, MoveOffer>>;
  /** Versions of forms that moves ask, by `id@version`: what has to be answered without the net. */
  readonly forms: Readonly<Record<string, FormShape>>;
  /** Whether the person is on duty and shares where they are; undefined until it was asked. */
  readonly duty: Presence | undefined;
  /** The move written last, until it was said that it arrived. */
  readonly wrote: Wrote | undefined;
  /** The last thing that went wrong in the background, said once on top. */
  readonly fault: string | undefined;
}

let state: FieldState = {
  ready: false,
  me: undefined,
  signedOut: false,
  online: true,
  sending: false,
  city: undefined,
  tasks: [],
  tasksAt: 0,
  writings: [],
  caseTypes: [],
  departments: [],
  flows: [],
  notices: [],
  known: {},
  forms: {},
  duty: undefined,
  wrote: undefined,
  fault: undefined,
};

const listeners = new Set<() => void>();

export const currentState = (): FieldState => state;

export const changeState = (change: Partial<FieldState>): void => {
  state = { ...state, ...change };
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useField = (): FieldState => useSyncExternalStore(subscribe, currentState);
