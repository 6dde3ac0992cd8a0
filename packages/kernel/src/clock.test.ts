import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { boston, china, lordHowe } from "./calendar.fixture.ts";
import { type Calendar, nextWorkingMoment } from "./calendar.ts";
import {
  type Clock,
  deadline,
  elapsed,
  extendClock,
  nearlyLateAt,
  pauseClock,
  redateClock,
  resumeClock,
  startClock,
  stopClock,
  timeLeft,
} from "./clock.ts";
import { type Limit, naturalDays, naturalHours, timeKinds, urgentHours, workDays, workHours } from "./limit.ts";

const hour = 3_600_000;
const at = (local: string): number => Date.parse(`${local.replace(" ", "T")}+08:00`);
const friday = at("2026-11-20 09:00");
const started = startClock(workHours(4), friday, china);

describe("a suspension", () => {
  test("without an end takes the deadline away until somebody resumes", () => {
    const paused = pauseClock(started, at("2026-11-20 10:00"), china);
    expect(paused.dueAt).toBeNull();
    expect(timeLeft(paused, at("2026-11-20 10:00"), china).paused).toBe(true);
    expect(timeLeft(paused, at("2026-11-20 10:00") - 1, china).paused).toBe(false);
    expect(timeLeft(paused, at("2026-12-20 10:00"), china)).toMatchObject({
      paused: true,
      late: false,
      provisional: false,
      elapsedMs: hour,
      leftMs: 3 * hour,
      dueAt: null,
      resumesAt: null,
    });
    const resumed = resumeClock(paused, at("2026-11-23 16:00"), china);
    expect(resumed.dueAt).toBe(at("2026-11-24 09:00"));
    expect(timeLeft(resumed, at("2026-11-23 17:00"), china)).toMatchObject({ paused: false, leftMs: 2 * hour });
  });

  test("to a date ends by itself, and its deadline is known at once", () => {
    const paused = pauseClock(started, at("2026-11-20 10:00"), china, at("2026-12-01 08:00"));
    expect(paused.dueAt).toBe(at("2026-12-01 11:00"));
    expect(timeLeft(paused, at("2026-11-30 10:00"), china)).toMatchObject({
      paused: true,
      leftMs: 3 * hour,
      resumesAt: at("2026-12-01 08:00"),
    });
    expect(timeLeft(paused, at("2026-12-01 08:00"), china)).toMatchObject({ paused: false, resumesAt: null });
    expect(timeLeft(paused, at("2026-12-01 09:30"), china)).toMatchObject({ leftMs: 1.5 * hour, late: false });
    expect(timeLeft(paused, at("2026-12-01 11:01"), china)).toMatchObject({ late: true });
  });

  test("given a new end keeps its beginning", () => {
    const paused = pauseClock(started, at("2026-11-20 10:00"), china, at("2026-12-01 08:00"));
    const longer = pauseClock(paused, at("2026-11-25 10:00"), china, at("2026-12-02 08:00"));
    expect(longer.pauses).toEqual([{ from: at("2026-11-20 10:00"), until: at("2026-12-02 08:00") }]);
    expect(longer.dueAt).toBe(at("2026-12-02 11:00"));
    expect(resumeClock(longer, at("2026-11-26 08:00"), china).dueAt).toBe(at("2026-11-26 11:00"));
  });

  test("with an end in the past is none", () => {
    const paused = pauseClock(started, at("2026-11-20 10:00"), china, at("2026-11-19 08:00"));
    expect(paused.dueAt).toBe(started.dueAt);
    expect(timeLeft(paused, at("2026-11-20 10:00"), china).paused).toBe(false);
  });

  test("before the beginning begins with the clock", () => {
    const paused = pauseClock(started, at("2026-11-19 10:00"), china);
    expect(paused.pauses).toEqual([{ from: friday, until: null }]);
  });

  test("of a late clock does not excuse it", () => {
    const paused = pauseClock(started, at("2026-11-20 17:00"), china);
    expect(paused.dueAt).toBe(at("2026-11-20 15:00"));
    expect(timeLeft(paused, at("2026-11-23 09:00"), china)).toMatchObject({
      late: true,
      paused: true,
      leftMs: -2 * hour,
    });
    const resumed = resumeClock(paused, at("2026-11-23 08:00"), china);
    expect(timeLeft(resumed, at("2026-11-23 09:00"), china)).toMatchObject({ late: true, leftMs: -3 * hour });
  });

  test("at the very deadline is still in time", () => {
    const paused = pauseClock(started, at("2026-11-20 15:00"), china);
    expect(timeLeft(paused, at("2026-11-23 09:00"), china)).toMatchObject({ late: false, leftMs: 0 });
  });

  test("can follow another", () => {
    const once = resumeClock(pauseClock(started, at("2026-11-20 10:00"), china), at("2026-11-20 11:00"), china);
    const twice = resumeClock(pauseClock(once, at("2026-11-20 14:00"), china), at("2026-11-20 15:00"), china);
    expect(twice.dueAt).toBe(at("2026-11-20 17:00"));
    expect(twice.pauses).toHaveLength(2);
  });

  test("that is not there cannot be ended", () => {
    expect(resumeClock(started, at("2026-11-20 10:00"), china)).toBe(started);
  });
});

describe("an extension", () => {
  test("adds one original limit", () => {
    const longer = extendClock(started, china);
    expect(longer?.dueAt).toBe(at("2026-11-23 09:00"));
    expect(longer && extendClock(longer, china)?.dueAt).toBe(at("2026-11-23 15:00"));
  });
  test("adds the limit given, in hours or days of the same kind of time", () => {
    expect(extendClock(started, china, workDays(1))?.dueAt).toBe(at("2026-11-23 15:00"));
    const urgent = startClock(urgentHours(2), friday, china);
    expect(extendClock(urgent, china, naturalDays(1))?.dueAt).toBe(at("2026-11-21 11:00"));
  });
  test("of working time cannot be in time on the wall, nor the other way", () => {
    expect(extendClock(started, china, naturalHours(4))).toBeUndefined();
    expect(extendClock(startClock(naturalDays(1), friday, china), china, workDays(1))).toBeUndefined();
  });
  test("of a suspended clock shows when it runs on", () => {
    const paused = pauseClock(started, at("2026-11-20 10:00"), china, at("2026-12-01 08:00"));
    expect(extendClock(paused, china)?.dueAt).toBe(at("2026-12-01 17:00"));
  });
  test("of a late clock moves its deadline from where it was, not from now", () => {
    const paused = pauseClock(started, at("2026-11-20 17:00"), china);
    expect(extendClock(paused, china, workHours(1))?.dueAt).toBe(at("2026-11-20 16:00"));
  });
});

describe("a stopped clock", () => {
  const stopped = stopClock(started, at("2026-11-20 15:00"), china);
  test("stopped at its deadline was in time, a moment later was not", () => {
    expect(timeLeft(stopped, at("2026-11-30 09:00"), china)).toMatchObject({ late: false, stopped: true, leftMs: 0 });
    const late = stopClock(started, at("2026-11-20 15:00") + 1, china);
    expect(timeLeft(late, at("2026-11-30 09:00"), china)).toMatchObject({ late: true, leftMs: -1 });
  });
  test("stays as it is whatever comes", () => {
    const later = at("2026-11-30 09:00");
    expect(stopClock(stopped, later, china)).toBe(stopped);
    expect(pauseClock(stopped, later, china)).toBe(stopped);
    expect(resumeClock(stopped, later, china)).toBe(stopped);
    expect(extendClock(stopped, china)).toBe(stopped);
  });
  test("stopped while suspended counts nothing after its suspension", () => {
    const paused = pauseClock(started, at("2026-11-20 10:00"), china);
    const end = timeLeft(stopClock(paused, at("2026-11-27 10:00"), china), at("2026-11-30 10:00"), china);
    expect(end).toMatchObject({ stopped: true, paused: false, late: false, elapsedMs: hour, resumesAt: null });
  });
  test("cannot be stopped before the last that happened to it", () => {
    const paused = pauseClock(started, at("2026-11-20 10:00"), china);
    expect(stopClock(paused, at("2026-11-20 09:30"), china).stoppedAt).toBe(at("2026-11-20 10:00"));
  });
  test("cannot be stopped before it began", () => {
    expect(stopClock(started, at("2026-11-01 10:00"), china).stoppedAt).toBe(friday);
  });
});

test("a clock asked before it began has counted nothing", () => {
  expect(timeLeft(started, at("2026-11-19 10:00"), china)).toMatchObject({ elapsedMs: 0, late: false, stopped: false });
});

test.each([
  ["a calendar day is 24 hours of its own time, though an hour is lost", naturalDays(2), "2026-03-08T10:00-04:00", 24],
  ["a calendar day is that too, though an hour is repeated", naturalDays(2), "2026-11-01T10:00-05:00", 24],
  ["hours on the wall are hours that pass, one less in spring", naturalHours(48), "2026-03-08T10:00-04:00", 23],
  ["and one more in autumn", naturalHours(48), "2026-11-01T10:00-05:00", 25],
])("%s", (_, given, now, hours) => {
  const start = Date.parse(now.startsWith("2026-03") ? "2026-03-07T10:00-05:00" : "2026-10-31T10:00-04:00");
  expect(elapsed(startClock(given, start, boston), Date.parse(now), boston)).toBe(hours * hour);
});

test("holidays announced later move the deadline", () => {
  const clock = startClock(workDays(2), at("2026-12-31 10:00"), china);
  expect(clock.dueAt).toBe(at("2027-01-04 10:00"));
  const announced: Calendar = {
    ...china,
    holidays: new Set([...china.holidays, "2027-01-01", "2027-01-04"]),
    knownUntil: "2027-12-31",
  };
  expect(redateClock(clock, announced).dueAt).toBe(at("2027-01-06 10:00"));
  expect(timeLeft(clock, at("2027-01-02 10:00"), announced)).toMatchObject({
    dueAt: at("2027-01-06 10:00"),
    provisional: false,
  });
});

const calendar = fc.constantFrom(china, boston, lordHowe);
const moment = fc.integer({ min: at("2026-01-01 00:00"), max: at("2026-12-31 00:00") });
const limit: fc.Arbitrary<Limit> = fc.record({
  kind: fc.constantFrom(...timeKinds),
  amount: fc.integer({ min: 1, max: 80 }).map((quarters) => quarters / 4),
});
const span = fc.integer({ min: 0, max: 20 * 24 * hour });

describe("for every limit, moment and city", () => {
  test("who starts later is due later, or at the same moment", () => {
    fc.assert(
      fc.property(calendar, limit, moment, span, (city, given, start, later) => {
        const [first, second] = [startClock(given, start, city), startClock(given, start + later, city)];
        expect(second.dueAt).toBeGreaterThanOrEqual(first.dueAt ?? Number.NaN);
      }),
    );
  });

  test("a longer limit is due later, or when the clock jumps at the same moment", () => {
    fc.assert(
      fc.property(calendar, limit, moment, fc.integer({ min: 1, max: 50 }), (city, given, start, more) => {
        const long: Limit = { ...given, amount: given.amount + more / 4 };
        const [one, other] = [startClock(given, start, city), startClock(long, start, city)];
        expect(other.dueAt).toBeGreaterThanOrEqual(one.dueAt ?? Number.NaN);
      }),
    );
  });

  test("the deadline is the first moment by which the limit has been counted", () => {
    fc.assert(
      fc.property(calendar, limit, moment, (city, given, start) => {
        const clock = startClock(given, start, city);
        const due = clock.dueAt ?? Number.NaN;
        const { allowedMs } = timeLeft(clock, due, city);
        expect(elapsed(clock, due, city)).toBeGreaterThanOrEqual(allowedMs);
        expect(elapsed(clock, due - 1, city)).toBeLessThan(allowedMs);
      }),
    );
  });

  test("nothing counts before the next working moment", () => {
    fc.assert(
      fc.property(calendar, moment, (city, start) => {
        const begins = nextWorkingMoment(city, start);
        const clock = startClock(workHours(1), start, city);
        expect(elapsed(clock, begins, city)).toBe(0);
        expect(clock.dueAt).toBe(startClock(workHours(1), begins, city).dueAt);
      }),
    );
  });

  test("a suspension loses no counted time and gives none away", () => {
    fc.assert(
      fc.property(calendar, limit, moment, fc.tuple(span, span, span), (city, given, start, [a, b, c]) => {
        const clock = startClock(given, start, city);
        const paused = pauseClock(clock, start + a, city);
        const resumed = resumeClock(paused, start + a + b, city);
        const before = elapsed(clock, start + a, city);
        expect(elapsed(paused, start + a + b, city)).toBe(before);
        expect(elapsed(resumed, start + a + b, city)).toBe(before);
        const fresh = startClock(given, start + a + b, city);
        expect(elapsed(resumed, start + a + b + c, city) - before).toBe(elapsed(fresh, start + a + b + c, city));
      }),
    );
  });

  test("a suspension to a date is one that somebody ends at that date", () => {
    fc.assert(
      fc.property(calendar, limit, moment, fc.tuple(span, span, span), (city, given, start, [a, b, c]) => {
        const clock = startClock(given, start, city);
        const [from, until, now] = [start + a, start + a + b, start + a + b + c];
        const known = pauseClock(clock, from, city, until);
        const open = resumeClock(pauseClock(clock, from, city), until, city);
        expect(known.dueAt).toBe(open.dueAt);
        expect(timeLeft(known, now, city)).toEqual(timeLeft(open, now, city));
      }),
    );
  });

  test("a quarter of the time is left when a limit is nearly over, whatever was suspended or granted before", () => {
    fc.assert(
      fc.property(calendar, limit, moment, fc.tuple(span, span, fc.nat(2)), (city, given, start, [a, b, granted]) => {
        const clock = startClock(given, start, city);
        const resumed = resumeClock(pauseClock(clock, start + a, city), start + a + b, city);
        const grown = Array.from({ length: granted }).reduce<Clock>((one) => extendClock(one, city) ?? one, resumed);
        const near = nearlyLateAt(grown, city);
        const left = timeLeft(grown, near ?? 0, city);
        expect(near).toBeLessThanOrEqual(grown.dueAt ?? 0);
        expect(left.late).toBe(false);
        expect(left.elapsedMs).toBeGreaterThanOrEqual(Math.round(left.allowedMs * 0.75));
        expect(timeLeft(grown, (near ?? 0) - 1, city).elapsedMs).toBeLessThanOrEqual(Math.round(left.allowedMs * 0.75));
      }),
    );
  });

  test("an extension and a suspension come to the same in either order", () => {
    fc.assert(
      fc.property(calendar, limit, moment, fc.tuple(span, span), (city, given, start, [a, b]) => {
        const clock = startClock(given, start, city);
        const suspended = (one: Clock) => pauseClock(one, start + a, city, start + a + b);
        const first = extendClock(suspended(clock), city);
        const last = suspended(extendClock(clock, city) ?? clock);
        expect(first?.dueAt).toBe(last.dueAt);
      }),
    );
  });

  test("a stopped clock says the same for ever", () => {
    fc.assert(
      fc.property(calendar, limit, moment, fc.tuple(span, span), (city, given, start, [a, b]) => {
        const stopped = stopClock(startClock(given, start, city), start + a, city);
        expect(timeLeft(stopped, start + a + b, city)).toEqual(timeLeft(stopped, start + a, city));
      }),
    );
  });
});

type Deed = { readonly after: number; readonly what: "pause" | "suspend" | "resume" | "extend" | "stop" };

const perform = (clock: Clock, { what }: Deed, now: number, city: Calendar): Clock => {
  switch (what) {
    case "pause":
      return pauseClock(clock, now, city);
    case "suspend":
      return pauseClock(clock, now, city, now + 50 * hour);
    case "resume":
      return resumeClock(clock, now, city);
    case "extend":
      return extendClock(clock, city) ?? clock;
    case "stop":
      return stopClock(clock, now, city);
  }
};

test("whatever is done to a clock, it is late exactly after its deadline and survives the table it is stored in", () => {
  const deed: fc.Arbitrary<Deed> = fc.record({
    after: fc.integer({ min: 0, max: 60 * hour }),
    what: fc.constantFrom("pause", "suspend", "resume", "extend", "stop"),
  });
  fc.assert(
    fc.property(calendar, limit, moment, fc.array(deed, { maxLength: 8 }), (city, given, start, deeds) => {
      let [clock, now] = [startClock(given, start, city), start];
      let counted = 0;
      for (const done of deeds) {
        now += done.after;
        const before = timeLeft(clock, now, city);
        clock = perform(clock, done, now, city);
        const left = timeLeft(clock, now, city);
        // No deed changes what has been counted, and counted time never shrinks.
        expect(left.elapsedMs).toBe(before.elapsedMs);
        expect(left.elapsedMs).toBeGreaterThanOrEqual(counted);
        counted = left.elapsedMs;
        expect(clock.dueAt).toBe(deadline(clock, city) ?? null);
        expect(left.late).toBe(clock.dueAt !== null && (clock.stoppedAt ?? now) > clock.dueAt);
        if (left.late) expect(left.leftMs).toBeLessThanOrEqual(0);
        else if (now !== clock.dueAt) expect(left.leftMs).toBeGreaterThanOrEqual(0);
        expect(JSON.parse(JSON.stringify(clock))).toEqual(clock);
      }
    }),
    { numRuns: 300 },
  );
});
