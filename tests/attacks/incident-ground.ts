import type { PersonActor } from "../../apps/server/src/platform/actor.ts";
import type { Answer, TestCity } from "../../apps/server/src/testing/test-city.ts";
import type { Made, Wish } from "./ground.ts";

const must = (answer: Answer, what: string) => {
  if (answer.status >= 300) throw new Error(`${what}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
};

/** The way of an incident to each stage, from `reported`. */
const ways: Readonly<Record<string, readonly string[]>> = {
  reported: [],
  confirmed: ["confirm"],
  responding: ["confirm", "activate"],
  "stood-down": ["confirm", "activate", "stand-down"],
  "review-written": ["confirm", "activate", "stand-down", "write-review"],
};

const facts: Readonly<Record<string, object>> = {
  confirm: { level: "IV", reason: "探测" },
  "stand-down": { reason: "探测" },
  "write-review": { "review-text": "探测" },
};

/** An incident at a place; a department has a part in it by an order. */
export const makeIncident = async (
  city: TestCity,
  { place, department, stage = "reported" }: Wish,
  anybody: () => PersonActor,
): Promise<Made> => {
  const call = (path: string, body: object) => city.call(anybody(), "POST", `/api/v1/incidents${path}`, body);
  const opened = must(await call("", { type: "waterlogging", position: place.position, words: "探测" }), "incident");
  const order = { department, text: "探测", withinMinutes: 60 };
  must(await call(`/${opened.id}/orders`, order), "order");
  let version = 1;
  for (const move of ways[stage] ?? [])
    version = must(await call(`/${opened.id}/moves/${move}`, { version, facts: facts[move] ?? {} }), move).version;
  return { id: opened.id, version };
};
