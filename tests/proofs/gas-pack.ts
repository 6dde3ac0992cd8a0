import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../scripts/run.ts";

/** Id and folder of the pack. */
export const gasPackId = "lifeline-gas";

const packText = `import { defineCase, defineDevice, definePack, defineRule, defineThing, hours, metres, minutes, stream, urgentHours } from "@chengyun/kernel";
import { samples } from "./samples.ts";

export const methane = stream({
  id: "methane",
  name: { zh: "甲烷浓度", en: "Methane" },
  unit: "%LEL",
  range: [0, 100],
  every: minutes(10),
});

export const detector = defineThing({
  id: "gas-detector",
  name: { zh: "地下空间可燃气体监测点", en: "Underground gas detector" },
  glyph: "dot",
  streams: [methane],
});

export const sensor = defineDevice({ id: "gas-sensor", name: { zh: "可燃气体探测仪", en: "Gas sensor" }, serves: detector });

export const leak = defineCase({
  id: "gas-leak",
  name: { zh: "燃气泄漏", en: "Gas leak" },
  flow: "city-case",
  handledBy: "gas",
  clocks: { dispose: urgentHours(2) },
  files: { zh: "甲烷浓度达到爆炸下限的 20 %", en: "methane at 20 % of its lower explosive limit" },
  closes: { zh: "泄漏点修复，浓度归零", en: "leak mended, no gas left" },
  joins: { within: metres(100), for: hours(12) },
});

export const gasRule = defineRule({
  id: "gas-in-the-ground",
  name: { zh: "地下空间可燃气体超限", en: "Gas underground" },
  on: methane,
  raise: { orange: { above: 20 }, red: { above: 50 }, clear: { below: 5 } },
  reports: leak,
});

export const lifelineGas = definePack({
  id: "${gasPackId}",
  name: { zh: "城市燃气", en: "City gas" },
  standards: [],
  things: [detector],
  devices: [sensor],
  rules: [gasRule],
  cases: [leak],
  layers: [{ id: "gas-detectors", name: { zh: "燃气监测点", en: "Gas detectors" }, thing: detector, colourBy: methane }],
  samples,
});
`;

const samplesText = `import type { Sample } from "@chengyun/kernel";

export const samples: readonly Sample[] = [
  {
    device: "gas-sensor",
    payload: '{"at":"2026-11-20T12:00:00.000Z","v":{"methane":35}}',
    gives: [{ stream: "methane", value: 35, at: 1_795_176_000_000 }],
  },
];
`;

const dutyLine = '    { "duty": "gas", "department": "city-management", "area": "" },\n';
const dutiesStart = '  "duties": [\n';

const edit = (path: string, change: (text: string) => string): void =>
  writeFileSync(path, change(readFileSync(path, "utf8")));
const profileOf = (home: string): string => join(home, "deploy/cities/yunze/profile.json");

/** Installs the gas pack in a tree by the guide: the script, its content, the duty that handles it. */
export const installGasPack = async (home: string): Promise<void> => {
  const made = await run(join(home, "node_modules/.bin/tsx"), ["scripts/new-pack.ts", gasPackId, home], { cwd: home });
  if (made.code !== 0) throw new Error(made.output);
  const folder = join(home, "packs", gasPackId);
  for (const path of ["codecs.ts", "pack.test.ts"]) rmSync(join(folder, path));
  writeFileSync(join(folder, "pack.ts"), packText);
  writeFileSync(join(folder, "samples.ts"), samplesText);
  edit(profileOf(home), (text) => text.replace(dutiesStart, dutiesStart + dutyLine));
};

/** Removes it: its folder, its line in the list of packs, its duty. */
export const removeGasPack = (home: string): void => {
  rmSync(join(home, "packs", gasPackId), { recursive: true });
  edit(join(home, "packs/index.ts"), (text) =>
    text.replace(/^import .*lifeline-gas.*\n/m, "").replace(/, lifelineGas\b/, ""),
  );
  edit(profileOf(home), (text) => text.replace(dutyLine, ""));
};

/** Whether a tree has it. */
export const hasGasPack = (home: string): boolean => existsSync(join(home, "packs", gasPackId));
