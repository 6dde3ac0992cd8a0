import type { Problem } from "@chengyun/contracts";
import type { Language } from "@chengyun/kernel";

/** A failed answer of the server; `problem.title` is already a sentence in the reader's language. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.title);
    this.name = "ProblemError";
    this.problem = problem;
  }
}

const unreachableTitles: Readonly<Record<Language, string>> = {
  zh: "连不上服务器，内容未提交；恢复后请重试。",
  en: "The server cannot be reached; nothing was sent. Try again when it is back.",
};

const unreadableTitles: Readonly<Record<Language, string>> = {
  zh: "服务器的答复无法识别。",
  en: "The server's answer could not be read.",
};

const localProblem = (code: string, title: string, status: number): Problem => ({
  type: "about:blank",
  title,
  status,
  code,
  requestId: "",
});

/** The failure when no answer came at all; status 0 tells it from an answer. */
export const unreachable = (language: Language): ProblemError =>
  new ProblemError(localProblem("client.unreachable", unreachableTitles[language], 0));

/** The failure when an answer was no JSON of ours, e.g. from a proxy in between. */
export const unreadable = (language: Language, status: number): ProblemError =>
  new ProblemError(localProblem("client.unreadable", unreadableTitles[language], status));

const isProblem = (value: unknown): value is Problem =>
  typeof value === "object" && value !== null && "title" in value && "code" in value && "status" in value;

/** The error a failed answer stands for. */
export const toProblemError = (body: unknown, status: number, language: Language): ProblemError =>
  isProblem(body) ? new ProblemError(body) : unreadable(language, status);
