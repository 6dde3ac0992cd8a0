import { generateKeyPairSync, hash, sign as signBytes, verify as verifyBytes } from "node:crypto";
import canonicalize from "canonicalize";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Sha256 } from "./bytes.ts";
import { signCheckpoint } from "./checkpoint.ts";
import { createDigester, type FirstLeaf, formatLeaf, type SecondLeaf } from "./leaf.ts";
import { appendLeaf, createTreeHasher, newFrontier, rootOf } from "./merkle.ts";
import { formatVerifierKey, type Sign, signNote, toVerifierKey, type VerifySignature } from "./note.ts";
import { createVerifier, type ExportedEntry, type Verification } from "./verifier.ts";

const sha256: Sha256 = (data) => hash("sha256", data);
const canonical = (value: unknown): string => canonicalize(value) ?? "null";
const { privateKey, publicKey } = generateKeyPairSync("ed25519");
const rawKey = new Uint8Array(publicKey.export({ format: "der", type: "spki" }).subarray(-32));
const sign: Sign = (text) => signBytes(null, Buffer.from(text), privateKey);
const verifySignature: VerifySignature = (bytes, text, signature) =>
  Buffer.from(bytes).equals(rawKey) && verifyBytes(null, Buffer.from(text), publicKey, signature);

const origin = "yunze.example/journal/0192f0c1";
const key = toVerifierKey(sha256, origin, rawKey);
if (key === undefined) throw new Error("the key of the test");
const vkey = formatVerifierKey(key);
const hasher = createTreeHasher(sha256);
const digester = createDigester(sha256);
const digest = (salt: string, changes: unknown): string => digester(salt, canonical(changes));

/** What a leaf of the second version says beside the first. */
const second = {
  v: 2,
  actorKind: "person",
  post: "0192f0c1-0000-7000-8000-000000000001",
  subjectKind: "case",
  stage: "dispatched",
  scope: { area: "4309/", departments: ["0192f0c1-0000-7000-8000-000000000002"] },
} as const;

/** A journal as the platform writes it, with a checkpoint after every tenth entry. */
const journal = (size: number, version: 1 | 2 = 2): { entries: ExportedEntry[]; checkpoints: string[] } => {
  const frontier = newFrontier();
  const entries: ExportedEntry[] = [];
  const checkpoints: string[] = [];
  for (let position = 1; position <= size; position += 1) {
    const salt = sha256(`salt ${position}`).slice(0, 32);
    // The twentieth is an erasure: it names the twelfth.
    const isErasure = version === 2 && position === 20;
    const changes = isErasure
      ? { key: "destroyed", emptied: [entries[11]?.digest] }
      : { stage: ["filed", "dispatched"], department: "市政管理处", version: position };
    const basis = {
      position,
      at: new Date(Date.UTC(2026, 6, 18) + position * 1_000).toISOString(),
      type: isErasure ? "person.erased" : "case.dispatched",
      subject: `case-${position}`,
      actor: "duty-officer",
      cause: position % 2 === 0 ? { kind: "alarm", id: `alarm-${position}` } : null,
      digest: digest(salt, changes),
      salt,
      changes,
    };
    const entry: ExportedEntry = version === 1 ? basis : { ...basis, ...second };
    entries.push(entry);
    appendLeaf(hasher, frontier, hasher.leaf(formatLeaf(entry)));
    const head = { origin, size: frontier.size, root: rootOf(hasher, frontier) };
    if (position % 10 === 0 || position === size) checkpoints.push(signCheckpoint(head, key, sign));
  }
  return { entries, checkpoints };
};

const verify = (entries: readonly unknown[], checkpoints: readonly string[], by = vkey): Verification => {
  const verifier = createVerifier({ sha256, canonical, verifySignature, vkey: by });
  for (const note of checkpoints) verifier.checkpoint(note);
  // As a file gives them: through JSON.
  for (const entry of entries) verifier.entry(JSON.parse(JSON.stringify(entry)));
  return verifier.finish();
};
const places = ({ faults }: Verification): string[] =>
  faults.map(({ code, position }) => (position === undefined ? code : `${code} ${position}`));

const whole = journal(35);
const tampered = (position: number, change: Partial<Record<keyof (SecondLeaf & ExportedEntry), unknown>>): unknown[] =>
  whole.entries.map((entry) => (entry.position === position ? { ...entry, ...change } : entry));

describe("an export nobody touched", () => {
  test("verifies whole", () => {
    const found = verify(whole.entries, whole.checkpoints);
    expect(found).toMatchObject({ entries: 35, checkpoints: 4, erased: 0, proved: 35, faults: [] });
  });

  test("verifies whatever the order of the keys in its lines", () => {
    const entries = whole.entries.map((entry) => ({ ...entry, changes: JSON.parse(canonical(entry.changes)) }));
    expect(verify(entries, whole.checkpoints)).toMatchObject({ proved: 35, faults: [] });
  });

  test("verifies with changes erased, which are counted", () => {
    const erased = tampered(12, { salt: null, changes: null });
    expect(verify(erased, whole.checkpoints)).toMatchObject({ erased: 1, proved: 35, faults: [] });
  });

  test("verifies with changes withheld, which are counted apart", () => {
    const withheld = tampered(12, { salt: undefined, changes: undefined, withheld: true });
    expect(verify(withheld, whole.checkpoints)).toMatchObject({ erased: 0, withheld: 1, proved: 35, faults: [] });
  });

  test("verifies from before leaves had a version, with what was erased then", () => {
    const old = journal(35, 1);
    const erased = old.entries.map((entry) =>
      entry.position === 12 ? { ...entry, salt: null, changes: null } : entry,
    );
    expect(verify(erased, old.checkpoints)).toMatchObject({ erased: 1, proved: 35, faults: [] });
  });

  test("proves only what a checkpoint vouches for", () => {
    const found = verify(whole.entries, whole.checkpoints.slice(0, 2));
    expect(found).toMatchObject({ entries: 35, checkpoints: 2, proved: 20, faults: [] });
    expect(places(verify(whole.entries, []))).toEqual(["checkpoint.none"]);
  });

  test("of an empty journal verifies", () => {
    const empty = signCheckpoint({ origin, size: 0, root: hasher.empty }, key, sign);
    expect(verify([], [empty])).toMatchObject({ entries: 0, checkpoints: 1, faults: [] });
  });
});

describe("who altered something is found, and where", () => {
  test.each<[string, unknown[], string]>([
    ["changes rewritten", tampered(12, { changes: { stage: ["filed", "closed"] } }), "entry.digest 12"],
    ["another salt", tampered(12, { salt: "00".repeat(16) }), "entry.digest 12"],
    ["a salt that is no hexadecimal text", tampered(12, { salt: "fg".repeat(16) }), "entry.malformed 12"],
    ["another actor", tampered(12, { actor: "nobody" }), "checkpoint.root 11"],
    ["another time", tampered(25, { at: "2026-07-18T00:00:00.000Z" }), "checkpoint.root 21"],
    ["a cause taken away", tampered(4, { cause: null }), "checkpoint.root 1"],
    [
      "changes rewritten with a new digest",
      tampered(12, { changes: {}, digest: digest(whole.entries[11]?.salt ?? "", {}) }),
      "checkpoint.root 11",
    ],
    ["an entry taken out", whole.entries.toSpliced(11, 1), "entry.gap 12"],
    ["two entries swapped", whole.entries.toSpliced(11, 2, ...whole.entries.slice(11, 13).reverse()), "entry.gap 12"],
    ["an entry put in twice", whole.entries.toSpliced(11, 0, ...whole.entries.slice(11, 12)), "entry.gap 13"],
    ["the end cut off", whole.entries.slice(0, 33), "checkpoint.beyond 34"],
    ["the beginning cut off", whole.entries.slice(1), "entry.gap 1"],
    ["changes taken out that no erasure names", tampered(13, { salt: null, changes: null }), "entry.emptied 13"],
    ["an erasure taken out itself", tampered(20, { salt: null, changes: null }), "entry.emptied 20"],
    ["changes withheld and shown", tampered(12, { withheld: true }), "entry.malformed 12"],
    ["another post", tampered(12, { post: null }), "checkpoint.root 11"],
    ["another kind of actor", tampered(12, { actorKind: "system" }), "checkpoint.root 11"],
    ["another kind of subject", tampered(12, { subjectKind: "task" }), "checkpoint.root 11"],
    ["another area", tampered(12, { scope: { ...second.scope, area: "4310/" } }), "checkpoint.root 11"],
    ["a version taken away", tampered(12, { v: undefined }), "checkpoint.root 11"],
    ["a version nobody knows", tampered(12, { v: 3 }), "entry.malformed 12"],
    ["half of an erasure", tampered(12, { salt: null }), "entry.malformed 12"],
    ["a field taken away", tampered(12, { type: undefined }), "entry.malformed 12"],
    [
      "rubbish in place of an entry",
      whole.entries.with(11, "rubbish" as unknown as ExportedEntry),
      "entry.malformed 12",
    ],
  ])("%s", (_, entries, first) => {
    const found = verify(entries, whole.checkpoints);
    expect(places(found)[0]).toBe(first);
    expect(found.faults[0]?.text.zh).not.toBe("");
  });

  test("one gap is told once", () => {
    const found = verify(whole.entries.toSpliced(11, 1), whole.checkpoints);
    expect(places(found)).toEqual(["entry.gap 12", "checkpoint.root 11", "checkpoint.beyond 35"]);
  });

  test("numbering anew after taking an entry out does not help", () => {
    const renumbered = whole.entries.toSpliced(11, 1).map((entry, index) => ({ ...entry, position: index + 1 }));
    expect(places(verify(renumbered, whole.checkpoints))).toEqual(["checkpoint.root 11", "checkpoint.beyond 35"]);
  });

  test("whatever bit of a leaf or its changes is altered", () => {
    const paths = fc.constantFrom<keyof FirstLeaf | "changes">("at", "type", "subject", "actor", "digest", "changes");
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 35 }), paths, fc.nat(), (position, path, bit) => {
        const entry = whole.entries[position - 1];
        const text = path === "changes" ? canonical(entry?.changes) : String(entry?.[path]);
        const at = bit % text.length;
        const other = text.charAt(at) === "0" ? "1" : "0";
        const altered = text.slice(0, at) + other + text.slice(at + 1);
        const found = verify(tampered(position, { [path]: altered }), whole.checkpoints);
        expect(found.faults.length).toBeGreaterThan(0);
        expect(found.faults[0]?.position ?? 0).toBeLessThanOrEqual(position);
        expect(found.faults[0]?.position ?? 0).toBeGreaterThan(position - 11);
      }),
    );
  });
});

describe("a checkpoint is believed only when", () => {
  const [first = ""] = whole.checkpoints;

  test("its key signed it", () => {
    const forged = first.replace("\n10\n", "\n11\n");
    expect(places(verify(whole.entries, [forged]))).toEqual(["checkpoint.unsigned", "checkpoint.none"]);
  });

  test("it is well formed and of this log", () => {
    const other = signNote(`other.example/journal/1\n10\n${"A".repeat(43)}=\n`, key, sign);
    expect(places(verify(whole.entries, [first, "rubbish", other]))).toEqual([
      "checkpoint.malformed",
      "checkpoint.origin",
    ]);
  });

  test("it comes before its size has passed", () => {
    const verifier = createVerifier({ sha256, canonical, verifySignature, vkey });
    for (const entry of whole.entries.slice(0, 10)) verifier.entry(entry);
    verifier.checkpoint(first);
    verifier.entry(whole.entries[10]);
    verifier.checkpoint(first);
    expect(places(verifier.finish())).toEqual(["checkpoint.late 10"]);
  });

  test("the public key is one", () => {
    expect(places(verify(whole.entries, whole.checkpoints, "rubbish"))).toEqual(["key.malformed", "checkpoint.none"]);
  });

  test("rubbish without end is told of a hundred times at most", () => {
    const found = verify(new Array(500).fill(7), whole.checkpoints);
    expect(found.faults).toHaveLength(100);
  });
});

describe("a leaf", () => {
  test("is written as RFC 8785 writes it, whatever its texts", () => {
    const text = fc.string({ unit: "grapheme" });
    const cause = fc.option(fc.record({ kind: text, id: text }));
    const leaf = fc.record({
      type: fc.oneof(text, fc.constant("x".repeat(5_000)), fc.constant('"\u0001\ud800\u007f')),
      subject: text,
      position: fc.nat(),
      digest: text,
      cause,
      at: text,
      actor: text,
    });
    fc.assert(
      fc.property(leaf, (any: FirstLeaf) => {
        expect(formatLeaf(any)).toBe(canonicalize(any));
      }),
    );
    const more = fc.record({
      v: fc.constant(2 as const),
      actorKind: text,
      post: fc.option(text),
      subjectKind: text,
      stage: fc.option(text),
      scope: fc.record({ area: text, departments: fc.array(text) }),
    });
    fc.assert(
      fc.property(leaf, more, (any, other) => {
        expect(formatLeaf({ ...any, ...other })).toBe(canonicalize({ ...any, ...other }));
      }),
    );
  });

  test("carries nothing that lies beside it", () => {
    const [entry] = whole.entries;
    expect(entry && formatLeaf(entry)).not.toContain("市政管理处");
  });

  test("has the digest of salt and canonical changes, however long", () => {
    const salt = "000102030405060708090a0b0c0d0e0f";
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(9_000), (value, length) => {
        const changes = { value, long: "城".repeat(length) };
        const bytes = Buffer.concat([Buffer.from(salt, "hex"), Buffer.from(canonical(changes))]);
        expect(digest(salt, changes)).toBe(hash("sha256", bytes));
      }),
    );
  });
});
