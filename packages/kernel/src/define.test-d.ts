import { expectTypeOf, test } from "vitest";
import { defineDevice } from "./device.ts";
import { defineFlow } from "./flow.ts";
import { type Duration, type Metres, metres, minutes } from "./quantity.ts";
import { stream } from "./stream.ts";
import { defineThing } from "./thing.ts";

const name = { zh: "字", en: "word" };

test("a stream and a thing keep their exact ids", () => {
  const level = stream({ id: "level", name });
  const manhole = defineThing({ id: "manhole", name, glyph: "cover", streams: [level] });
  expectTypeOf(level.id).toEqualTypeOf<"level">();
  expectTypeOf(manhole.streams[0].id).toEqualTypeOf<"level">();
  expectTypeOf(defineDevice({ id: "gauge", name, serves: manhole }).serves.id).toEqualTypeOf<"manhole">();
});

test("a flow keeps the names of its moves", () => {
  const flow = defineFlow({
    id: "f",
    kind: "f",
    plural: "fs",
    version: 1,
    name,
    stages: { open: { name } },
    moves: { open: { name, from: "new", to: "open", by: "fs.open", records: "opened" } },
  });
  expectTypeOf<keyof typeof flow.moves>().toEqualTypeOf<"open">();
});

test("a bare number is neither a span nor a distance", () => {
  expectTypeOf(minutes(5)).toEqualTypeOf<Duration>();
  expectTypeOf<number>().not.toExtend<Duration>();
  expectTypeOf<Duration>().not.toExtend<Metres>();
  // @ts-expect-error a stream's interval is a span, not a number
  stream({ id: "level", name, every: 300_000 });
  // @ts-expect-error a label speaks both languages
  stream({ id: "level", name: { zh: "液位" }, every: minutes(metres(1)) });
});
