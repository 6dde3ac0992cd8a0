import { type CaseType, hours, metres, metresApart, metresPerDegree } from "@chengyun/kernel";
import fc from "fast-check";
import { expect, test } from "vitest";
import { joiningOf } from "./join.ts";

const near = { id: "drain-blockage", joins: { within: metres(300), for: hours(12) } } as unknown as CaseType;
const sameThing = { id: "pump-failure", joins: { same: "thing", for: hours(12) } } as unknown as CaseType;

const at = (position: readonly [number, number], type = near, thingId?: string) =>
  joiningOf({ type, position, thingId });

test("of two reports within reach of each other, each holds the square alone that the other looks into", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 73, max: 135, noNaN: true }),
      fc.double({ min: 18, max: 53.5, noNaN: true }),
      fc.double({ min: 0, max: 299.9, noNaN: true }),
      fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }),
      (x, y, far, way) => {
        const shrink = Math.cos((y * Math.PI) / 180);
        const there = [
          x + (far * Math.cos(way)) / metresPerDegree / shrink,
          y + (far * Math.sin(way)) / metresPerDegree,
        ] as const;
        fc.pre(metresApart([x, y], there) <= 299.9);
        const [one, other] = [at([x, y]), at(there)];
        const sees = [other?.own, ...(other?.around ?? [])];
        expect(sees).toContain(one?.own);
      },
    ),
  );
});

test("reports a street further wait for nobody", () => {
  const [one, other] = [at([112.341, 28.841]), at([112.3465, 28.841])];
  expect(other?.around).not.toContain(one?.own);
  expect(one?.around).not.toContain(other?.own);
});

test("of one thing one report after the other; without a thing, or where nothing joins, nobody waits", () => {
  expect(at([112, 28], sameThing, "pump-1")).toEqual({ own: "pump-failure:pump-1", around: [] });
  expect(at([112, 28], sameThing)).toBeUndefined();
  expect(at([112, 28], { id: "lone" } as unknown as CaseType)).toBeUndefined();
});
