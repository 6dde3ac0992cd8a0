import type { Label, Language } from "@chengyun/kernel";

/** What a command needs of the place it runs in. */
export interface Terminal {
  /** A lasting line on standard output. */
  readonly say: (text: Label) => void;
  /** A lasting line on standard error. */
  readonly warn: (text: Label) => void;
  /** How far it is: one line that is written over where the output is a terminal, now and then a line elsewhere. */
  readonly progress: (text: Label) => void;
}

const languageOf = (env: NodeJS.ProcessEnv): Language =>
  (env["LC_ALL"] ?? env["LC_MESSAGES"] ?? env["LANG"] ?? "").startsWith("zh") ? "zh" : "en";

const plainEvery = 12;

/** Who reads along may leave (`| head`): what was begun is brought to its end all the same. */
const goOnUnheard = (stream: NodeJS.WriteStream): void => {
  if (stream.listenerCount("error") > 0) return;
  stream.on("error", (fault: NodeJS.ErrnoException) => {
    if (fault.code !== "EPIPE") throw fault;
  });
};

/** The terminal of this process, in the language its locale asks for. */
export const openTerminal = (env: NodeJS.ProcessEnv = process.env): Terminal => {
  const language = languageOf(env);
  for (const stream of [process.stdout, process.stderr]) goOnUnheard(stream);
  let open = false;
  let passed = 0;
  const line = (stream: NodeJS.WriteStream, text: Label): void => {
    if (open) process.stdout.write("\n");
    open = false;
    stream.write(`${text[language]}\n`);
  };
  return {
    say: (text) => line(process.stdout, text),
    warn: (text) => line(process.stderr, text),
    progress: (text) => {
      if (process.stdout.isTTY) {
        process.stdout.write(`\r\x1b[K${text[language]}`);
        open = true;
      } else if (passed % plainEvery === 0) process.stdout.write(`${text[language]}\n`);
      passed += 1;
    },
  };
};
