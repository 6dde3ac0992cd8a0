const levels = { info: 30, warn: 40, error: 50 } as const;

/** Tells what an operator would want to know. */
export type Log = (level: keyof typeof levels, message: string) => void;

/** One JSON line an entry, as the other processes write them. */
export const writeLog: Log = (level, msg) => {
  process.stdout.write(`${JSON.stringify({ level: levels[level], time: Date.now(), name: "simulator", msg })}\n`);
};
