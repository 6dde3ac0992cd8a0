// `npm run proofs -- [numbers] [--quick] [--json]`: the checks that prove what only this product does.
import { parseArgs } from "node:util";
import type { Figure, Skipped } from "../../bench/bench.ts";
import { formatTable } from "../../bench/table.ts";
import { calendarSafeImport } from "./calendar-safe-import.ts";
import { erasable } from "./erasable.ts";
import { explainedRouting } from "./explained-routing.ts";
import { keptPromise } from "./kept-promise.ts";
import { oneCommand } from "./one-command.ts";
import { oneFact } from "./one-fact.ts";
import { outsiderChecks } from "./outsider-checks.ts";
import { overloadSaid } from "./overload-said.ts";
import { packsAsData } from "./packs-as-data.ts";
import type { Proof } from "./proof.ts";
import { threeFacts } from "./three-facts.ts";
import { twoOrders } from "./two-orders.ts";
import { writtenConditions } from "./written-conditions.ts";

/** By their number in the list of promises. */
const proofs: Readonly<Record<string, Proof>> = {
  "3": overloadSaid,
  "5": writtenConditions,
  "6": calendarSafeImport,
  "7": threeFacts,
  "8": explainedRouting,
  "14": outsiderChecks,
  "15": erasable,
  "18": twoOrders,
  "19": oneFact,
  "24": packsAsData,
  "25": oneCommand,
  "26": keptPromise,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "boolean", default: false }, quick: { type: "boolean", default: false } },
});
const unknown = positionals.filter((number) => !Object.hasOwn(proofs, number));
if (unknown.length > 0) {
  console.error(`No proof ${unknown.join(", ")}; there are ${Object.keys(proofs).join(", ")}.`);
  process.exit(2);
}

const all: (Figure | Skipped)[] = [];
for (const [number, proof] of Object.entries(proofs)) {
  if (positionals.length > 0 && !positionals.includes(number)) continue;
  console.error(`${number}: ${proof.what}`);
  const tell = (words: string): void => console.error(`${number}: ${words}`);
  for (const row of await proof.run({ id: number, quick: values.quick, tell })) {
    const command = `npm run proofs -- ${number}${values.quick ? " --quick" : ""}`;
    all.push("skipped" in row ? row : { ...row, command });
    if (values.json) console.log(JSON.stringify(all.at(-1)));
  }
}
if (!values.json) console.log(formatTable(all));
