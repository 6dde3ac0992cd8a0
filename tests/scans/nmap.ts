import { runProgram } from "./program.ts";
import { found, looked, type Scan } from "./scan.ts";

const minutes = 10;

/** A process and all that it started, by their ids. */
const familyOf = (pid: number, cwd: string): ReadonlySet<number> => {
  const { stdout } = runProgram("ps", ["-eo", "pid=,ppid="], { cwd, minutes });
  const pairs = stdout
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  const family = new Set([pid]);
  for (let size = 0; size !== family.size; ) {
    size = family.size;
    for (const [child = 0, parent = 0] of pairs) if (family.has(parent)) family.add(child);
  }
  return family;
};

/** TCP ports on which a process of the city listens: others on this machine open theirs meanwhile. */
const portsOf = (pid: number, cwd: string): ReadonlySet<number> => {
  const family = familyOf(pid, cwd);
  const { stdout } = runProgram("ss", ["-Hltnp"], { cwd, minutes });
  return new Set(
    stdout.split("\n").flatMap((line) => {
      const port = /:(\d+)\s/.exec(line)?.[1];
      const owners = [...line.matchAll(/pid=(\d+)/g)].map(([, owner]) => Number(owner));
      return port !== undefined && owners.some((owner) => family.has(owner)) ? [Number(port)] : [];
    }),
  );
};

/** TCP ports of this machine that are open, as nmap sees them from outside the process. */
const openPorts = (cwd: string): ReadonlySet<number> => {
  const { stdout } = runProgram("nmap", ["-sT", "-n", "-Pn", "-T5", "-p-", "-oG", "-", "127.0.0.1"], { cwd, minutes });
  return new Set([...stdout.matchAll(/(\d+)\/open\/tcp/g)].map(([, port]) => Number(port)));
};

/** Every port that opened with the city is one of its doors, and its web door offers no method that nobody declared. */
export const nmap: Scan = {
  what: "open ports and methods",
  program: "nmap",
  debian: "nmap",
  tls: true,
  run: async ({ city, port }, { folder }) => {
    const names = ["PORT", "MQTT_PORT", "MQTTS_PORT"];
    const doors = new Set(names.map((name) => Number(city.env[name])));
    const open = openPorts(folder);
    const own = portsOf(city.pid, folder);
    const opened = [...open].filter((each) => own.has(each));
    const scripts = "http-methods,http-trace,http-enum,http-git,http-backup-finder,http-config-backup";
    const args = ["-sT", "-n", "-Pn", "-sV", "-p", String(port), "--script", scripts];
    const { stdout } = runProgram("nmap", [...args, "127.0.0.1"], { cwd: folder, minutes });
    const risky = stdout
      .split("\n")
      .filter((line) => /Potentially risky methods|TRACE is enabled|\|\s+\/.*:/.test(line));
    return [
      looked("doors of the city that are open", [...doors].filter((door) => opened.includes(door)).length, doors.size),
      ...found(
        "ports opened that are none of its doors",
        opened.filter((each) => !doors.has(each)).map((each) => `port ${each}`),
      ),
      ...found(
        "methods, pages and copies that nobody declared",
        risky.map((line) => line.trim()),
      ),
    ];
  },
};
