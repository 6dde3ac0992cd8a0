import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readCap } from "../apps/server/src/modules/command/cap/index.ts";
import type { Figure, Skipped } from "../bench/bench.ts";
import type { Truth } from "./truth.ts";

const id = "cap-verdicts";
const what = "Messages of authorities are judged as their README says, and attacks are refused";
const folder = "standards-samples/cap/messages";

type Verdict = "valid" | "invalid" | "refused";

/** What the set's README says of each message, from validators of others. */
const known: Readonly<Record<string, Verdict>> = {
  "australia.cap": "valid",
  "canada.cap": "valid",
  "earthquake-iso8859-1.cap": "valid",
  "earthquake.cap": "valid",
  "weather.cap": "valid",
  "no_optional_fields.cap": "valid",
  "invalid.cap": "invalid",
  "xee.cap": "refused",
};

const verdictOf = (bytes: Buffer): { verdict: Verdict; why: string } => {
  const read = readCap(bytes);
  if ("alert" in read) return { verdict: "valid", why: `CAP ${read.alert.version}` };
  if ("refused" in read) return { verdict: "refused", why: read.refused.code };
  return { verdict: "invalid", why: read.invalid.map(({ path, code, line }) => `${line}: ${path} ${code}`).join("; ") };
};

/** Judges every message of the set. Needs no city: it is the reader of the API itself. */
export const capVerdicts: Truth = {
  what,
  run: async ({ data, tell }): Promise<readonly (Figure | Skipped)[]> => {
    const at = join(data, folder);
    if (!existsSync(at)) return [{ id, what, skipped: `there is no folder ${at}` }];
    const wrong: string[] = [];
    for (const [file, expected] of Object.entries(known)) {
      const { verdict, why } = verdictOf(readFileSync(join(at, file)));
      tell(`${file}: ${verdict} (${why})`);
      if (verdict !== expected) wrong.push(`${file}: ${verdict}, should be ${expected}`);
    }
    for (const line of wrong) tell(`WRONG ${line}`);
    const right = Object.keys(known).length - wrong.length;
    const reach = Object.keys(known).length;
    return [
      {
        id,
        what,
        value: right,
        unit: `of ${reach} messages`,
        reach: `= ${reach}`,
        met: wrong.length === 0,
        command: "npm run truth -- cap-verdicts",
      },
    ];
  },
};
