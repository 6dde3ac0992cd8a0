import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readAddresses } from "./addresses.ts";
import { runProgram } from "./program.ts";
import { found, looked, type Scan } from "./scan.ts";

/** Lines of sqlmap's tables of what it could inject into; none are written where there is nothing. */
const readResults = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith(".csv"))
        .flatMap((name) => readFileSync(join(folder, name), "utf8").trim().split("\n").slice(1))
        // A line without a technique says only that an address could not be tested.
        .filter((line) => /^[^,]*,[^,]*,[^,]+,[^,]+/.test(line))
    : [];

/** SQL injection through every question of every route that is read, by its own requests. */
export const sqlmap: Scan = {
  what: "SQL injection through questions",
  program: "sqlmap",
  debian: "sqlmap",
  tls: false,
  run: async (target, { folder, long, tell }) => {
    const all = await readAddresses(target);
    // Lists and searches take words and orders into their statements; the short form asks those.
    const urls = long ? all : all.filter((url) => /\/(cases|things|journal|alarms|search|persons)\?/.test(url));
    tell(`${urls.length} of ${all.length} addresses`);
    writeFileSync(join(folder, "urls.txt"), `${urls.join("\n")}\n`);
    const output = join(folder, "sqlmap");
    const depth = long ? ["--level", "2", "--risk", "2"] : ["--level", "1", "--risk", "1"];
    const how = [
      "--batch",
      "--disable-coloring",
      "--flush-session",
      "--ignore-code",
      "400,404,422,429",
      "--dbms",
      "PostgreSQL",
    ];
    const { stdout } = runProgram(
      "sqlmap",
      [
        "-m",
        join(folder, "urls.txt"),
        ...how,
        ...depth,
        "--headers",
        `Authorization: Bearer ${target.key}`,
        "--output-dir",
        output,
      ],
      { cwd: folder, minutes: long ? 240 : 30 },
    );
    const tested = [
      ...stdout.matchAll(/testing if GET parameter '([^']+)' is dynamic|GET parameter '([^']+)' (?:appears|does not)/g),
    ];
    const injectable = stdout
      .split("\n")
      .filter((line) => /is vulnerable|appears to be '.*' injectable|identified the following injection/.test(line));
    return [
      looked("parameters tested", new Set(tested.map(([, one, other]) => one ?? other)).size, 5),
      ...found("parameters that can be injected into", [...new Set([...readResults(output), ...injectable])]),
    ];
  },
};
