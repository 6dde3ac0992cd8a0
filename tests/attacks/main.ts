// `npm run attacks -- [ids | --but ids] [--long] [--seed N] [--json]`: attacks a city of its own on the embedded database and says what got through.
import { parseArgs } from "node:util";
import type { TestProject } from "vitest/node";
import setup from "../../apps/server/src/testing/database-setup.ts";
import { openTestCity } from "../../apps/server/src/testing/test-city.ts";
import { attacks } from "./attacks.ts";
import type { Outcome } from "./finding.ts";
import { prepareGround } from "./ground.ts";
import { probePack } from "./probe.ts";

type Address = NonNullable<Parameters<typeof openTestCity>[0]>["address"];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    but: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    long: { type: "boolean", default: false },
    seed: { type: "string" },
  },
});
const asJson = values.json;
const wanted = positionals.map((id) => id.toUpperCase());
const way = { seed: Number(values.seed ?? Math.floor(Math.random() * 2 ** 31)), long: values.long };
const isWanted = (id: string): boolean => wanted.length === 0 || wanted.includes(id) !== values.but;
const command =
  `npm run attacks -- ${values.but ? "--but " : ""}${wanted.join(" ")}${way.long ? " --long" : ""}`.trim();
const unknown = wanted.filter((id) => attacks[id] === undefined);

const linesOf = ({ id, what, tried, findings, slowestMs, measures = [], seed }: Outcome): object[] => {
  const how = seed === undefined ? { command } : { command: `${command} --seed ${seed}`, seed };
  const slowest =
    slowestMs === undefined
      ? []
      : [
          {
            what: "longest until one was refused",
            value: Math.round(slowestMs),
            reach: "≤ 1000",
            met: slowestMs <= 1_000,
          },
        ];
  return [
    { what, value: findings.length, unit: `of ${tried} calls`, reach: "0", met: findings.length === 0 },
    ...slowest.map((line) => ({ ...line, unit: "ms" })),
    ...measures,
    ...findings.map((finding) => ({ what: finding.what, value: finding.saw, met: false })),
  ].map((line) => ({ id, ...line, ...how }));
};

const print = (line: object): void => {
  if (asJson) {
    console.log(JSON.stringify(line));
    return;
  }
  const { id, what, value, unit, reach, met } = line as Record<string, string | number | boolean | undefined>;
  const reached = reach === undefined ? "" : ` (reach ${reach})`;
  console.log(
    `${id}  ${met === true ? "ok  " : "FAIL"}  ${what}: ${value}${unit === undefined || unit === "" ? "" : ` ${unit}`}${reached}`,
  );
};

const main = async (): Promise<void> => {
  let address: Address;
  const provide = (name: string, value: unknown) => {
    if (name === "database") address = value as Address;
  };
  const stop = await setup({ provide } as unknown as TestProject);
  if (address === undefined) throw new Error("no database was provided");
  const city = await openTestCity({ packs: [probePack], ground: true, address });
  try {
    const ground = await prepareGround(city);
    for (const [id, attack] of Object.entries(attacks))
      if (isWanted(id)) linesOf(await attack(ground, way)).forEach(print);
  } finally {
    await city.close();
    await stop();
  }
};

if (unknown.length > 0) {
  console.error(`no attack ${unknown.join(", ")}; there are ${Object.keys(attacks).join(", ")}`);
  process.exitCode = 2;
} else {
  await main();
  // What a destroyed stream still waits for must not keep a finished report from ending.
  process.exit();
}
