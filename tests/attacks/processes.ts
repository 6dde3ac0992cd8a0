import { existsSync, readdirSync, readFileSync } from "node:fs";

/** Processes of a process, itself among them. */
export const familyOf = (pid: number): number[] => {
  const parents = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), stat: existsSync(`/proc/${name}/stat`) ? readOr(`/proc/${name}/stat`) : "" }))
    .map((one) => ({ pid: one.pid, parent: Number(/\) \S (\d+)/.exec(one.stat)?.[1]) }));
  const family = [pid];
  for (const member of family) family.push(...parents.filter(({ parent }) => parent === member).map((one) => one.pid));
  return family;
};

/** A file of a process, which may have ended meanwhile. */
export const readOr = (path: string): string => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // The process has ended meanwhile.
    return "";
  }
};
