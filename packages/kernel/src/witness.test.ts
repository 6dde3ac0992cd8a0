import { describe, expect, test } from "vitest";
import { proveConsistency } from "./merkle-proof.ts";
import { formatVerifierKey, parseCosignerKey, parseVerifierKey } from "./note.ts";
import { hasher, makeLog, makeLogKey, makeWitnessKey, sha256, verifySignature } from "./proving.fixture.ts";
import { formatWitnessRequest, judgeRequest, parseWitnessRequest, type Witnessed } from "./witness.ts";

const name = "yunze.example/journal/1";
const keys = makeLogKey(name);
const log = makeLog(600, name, keys);
const ask = (body: string, last?: Witnessed) =>
  judgeRequest({ hasher, verify: verifySignature, keys: [log.key], last: () => last }, body);
const request = (from: number, to: number): string =>
  formatWitnessRequest({ from, proof: proveConsistency(hasher, log.source, { from, to }) ?? [], note: log.noteAt(to) });

describe("a witness", () => {
  test("co-signs the first checkpoint it sees, and whatever grew out of what it saw last", () => {
    expect(ask(request(0, 10))).toMatchObject({ status: 200, checkpoint: { size: 10 } });
    for (const [from, to] of [
      [10, 11],
      [10, 600],
      [255, 257],
      [256, 512],
      [512, 512],
    ] as const)
      expect(ask(request(from, to), log.checkpoint(from)), `${from} to ${to}`).toMatchObject({ status: 200 });
  });

  test("says what it saw last to who is behind or ahead", () => {
    expect(ask(request(10, 20), log.checkpoint(15))).toMatchObject({ status: 409, size: 15 });
    expect(ask(request(0, 20), log.checkpoint(15))).toMatchObject({ status: 409, size: 15 });
    expect(ask(request(10, 20))).toMatchObject({ status: 409, size: 0 });
  });

  test("refuses a log that shrank, another tree of the same size, and one that did not grow out of the last", () => {
    expect(ask(request(20, 20), log.checkpoint(30))).toMatchObject({ status: 409, size: 30 });
    const other = { size: 20, root: "ab".repeat(32) };
    expect(ask(request(20, 20), other)).toMatchObject({ status: 409, size: 20 });
    expect(ask(request(20, 30), other)).toMatchObject({ status: 422 });
  });

  test("refuses a log it doesn't watch, one its key did not sign, and what is malformed", () => {
    const foreign = makeLog(5, "other.example/journal/1");
    expect(ask(formatWitnessRequest({ from: 0, proof: [], note: foreign.noteAt(5) }))).toEqual({ status: 404 });
    const forged = makeLog(5, name);
    expect(ask(formatWitnessRequest({ from: 0, proof: [], note: forged.noteAt(5) }))).toEqual({ status: 403 });
    const good = request(10, 20);
    for (const body of [
      "",
      "old 10",
      good.replace("old", "new"),
      good.replace("old 10", "old 010"),
      good.replace("old 10", "old 30"),
      good.replace("=\n", "\n"),
      `old 0\n${"A".repeat(43)}=\n`.repeat(3),
    ])
      expect(ask(body, log.checkpoint(10)), body.slice(0, 40)).toEqual({ status: 400 });
    expect(ask(`old 10\n${`${"A".repeat(43)}=\n`.repeat(64)}\n${log.noteAt(20)}`, log.checkpoint(10))).toEqual({
      status: 400,
    });
  });

  test("reads what it writes, and keys of the one kind are not keys of the other", () => {
    const body = request(10, 20);
    const read = parseWitnessRequest(body);
    expect(read && formatWitnessRequest(read)).toBe(body);
    const witness = formatVerifierKey(makeWitnessKey("witness.example/a").key);
    expect(parseCosignerKey(sha256, witness)?.name).toBe("witness.example/a");
    expect(parseVerifierKey(sha256, witness)).toBeUndefined();
    expect(parseCosignerKey(sha256, formatVerifierKey(log.key))).toBeUndefined();
  });
});
