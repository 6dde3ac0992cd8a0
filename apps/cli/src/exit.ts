import type { Label } from "@chengyun/kernel";

/** Exit codes a script can act on. */
export const exitCodes = {
  done: 0,
  unproved: 1,
  usage: 2,
  noData: 3,
  noCity: 4,
  /** Brought to its end, and some rows were not taken. */
  notAll: 5,
  interrupted: 130,
} as const;

/** An end that the person at the terminal can do something about: a sentence and a code, no stack. */
export class Exit extends Error {
  readonly code: number;
  readonly text: Label;

  constructor(code: number, text: Label) {
    super(text.en);
    this.code = code;
    this.text = text;
  }
}
