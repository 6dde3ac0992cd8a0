import { createInterface } from "node:readline/promises";
import type { Label } from "@chengyun/kernel";
import { Exit, exitCodes } from "../exit.ts";
import type { Terminal } from "../terminal.ts";
import type { Read } from "./answers.ts";

/** One thing to be known of a new city: by its flag, else asked, else its default. */
export interface Question<Value> {
  readonly text: Label;
  /** What was given by a flag. */
  readonly given: string | undefined;
  /** Answer of whoever only presses Enter; without one somebody has to say it. */
  readonly usual: string | undefined;
  readonly flag: string;
  readonly read: (text: string) => Read<Value>;
}

/** Answers a question. */
export type Ask = <Value>(question: Question<Value>) => Promise<Value>;

/** Whoever asks, and the end of the asking. */
export interface Asking {
  readonly ask: Ask;
  readonly close: () => void;
}

const refuse = (wrong: Label, flag: string): never => {
  throw new Exit(exitCodes.usage, { zh: `${flag}：${wrong.zh}。`, en: `${flag}: ${wrong.en}.` });
};

const readOrRefuse = <Value>({ read, flag }: Question<Value>, text: string): Value => {
  const found = read(text);
  return "value" in found ? found.value : refuse(found.wrong, flag);
};

/** A script: what no flag says is the default, and what has none ends it. */
export const askNobody: Asking = {
  ask: async (question) => {
    const text = question.given ?? question.usual;
    return text === undefined
      ? refuse({ zh: "必须给出", en: "has to be said" }, question.flag)
      : readOrRefuse(question, text);
  },
  close: () => undefined,
};

/** A person at the terminal: asked again until the answer can be read. */
export const askPerson = (terminal: Terminal, streams = { input: process.stdin, output: process.stdout }): Asking => {
  const lines = createInterface(streams);
  const askOnce = async <Value>(question: Question<Value>): Promise<Read<Value>> => {
    const { text, usual } = question;
    terminal.say({
      zh: `${text.zh}${usual === undefined ? "" : ` [${usual}]`}`,
      en: `${text.en}${usual === undefined ? "" : ` [${usual}]`}`,
    });
    const answer = (await lines.question("> ")).trim();
    return question.read(answer === "" ? (usual ?? "") : answer);
  };
  return {
    ask: async (question) => {
      if (question.given !== undefined) return readOrRefuse(question, question.given);
      for (;;) {
        const found = await askOnce(question);
        if ("value" in found) return found.value;
        terminal.warn({ zh: `${found.wrong.zh}。`, en: `${found.wrong.en}.` });
      }
    },
    close: () => lines.close(),
  };
};
