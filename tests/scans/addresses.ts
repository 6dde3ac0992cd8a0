import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { root } from "../../e2e/support/running-city.ts";
import type { Target } from "./scan.ts";

const Parameter = z.object({
  in: z.string(),
  name: z.string(),
  schema: z
    .object({
      type: z.string().optional(),
      format: z.string().optional(),
      enum: z.array(z.string()).optional(),
      const: z.string().optional(),
      minimum: z.number().optional(),
      pattern: z.string().optional(),
    })
    .loose(),
});
const Document = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.object({ parameters: z.array(Parameter).optional() }).loose())),
});

/** Never ends, or hands out the whole city at every call. */
const endless = /\/live|\/export|\/backups/;

const places: Readonly<Record<string, string>> = {
  box: "112.2,28.7,112.5,29.0",
  near: "112.35,28.85",
};

/** Something that a parameter takes. */
const sampleOf = ({ name, schema }: z.infer<typeof Parameter>, id: string): string => {
  const { enum: choices, const: only, format, minimum, type, pattern } = schema;
  if (only !== undefined) return only;
  if (choices !== undefined) return choices[0] ?? "";
  if (format === "uuid") return id;
  if (format === "date") return "2026-01-01";
  if (format === "date-time") return "2026-01-01T00:00:00Z";
  if (type === "integer" || type === "number") return String(Math.max(1, minimum ?? 1));
  if (pattern?.includes(",-?") === true) return places[name] ?? "112.35,28.85";
  return places[name] ?? "a";
};

/** Addresses of everything that can be read with questions, with something in each question; those that answer as asked. */
export const readAddresses = async ({ url, key }: Target): Promise<string[]> => {
  const headers = { authorization: `Bearer ${key}` };
  const things = (await (await fetch(`${url}/api/v1/things?limit=1`, { headers })).json()) as {
    items: { id: string }[];
  };
  const id = things.items[0]?.id ?? "";
  const document = Document.parse(JSON.parse(readFileSync(join(root, "docs/reference/openapi.json"), "utf8")));
  const answered: string[] = [];
  for (const [path, { get }] of Object.entries(document.paths)) {
    const parameters = get?.parameters ?? [];
    if (get === undefined || endless.test(path) || !parameters.some((each) => each.in === "query")) continue;
    const filled = path.replace(/\{(\w+)\}/g, (_, name) => {
      const known = parameters.find((each) => each.in === "path" && each.name === name);
      return known === undefined ? "a" : sampleOf(known, id);
    });
    const asked = new URLSearchParams(
      parameters.flatMap((each): [string, string][] =>
        each.in === "query" && each.name !== "after" ? [[each.name, sampleOf(each, id)]] : [],
      ),
    );
    const address = `${url}${filled}?${asked}`;
    const { status } = await fetch(address, { headers });
    if (status < 400) answered.push(address);
    else if (asked.size > 1)
      for (const [name, value] of asked) {
        const one = `${url}${filled}?${new URLSearchParams([[name, value]])}`;
        if ((await fetch(one, { headers })).status < 400) answered.push(one);
      }
  }
  return answered;
};
