import { findCosignature, formatWitnessRequest, type Label, parseNote } from "@chengyun/kernel";
import type { Config } from "../../../config.ts";
import { type Context, transact } from "../../../platform/context.ts";
import type { Deployment } from "../../../platform/deployment.ts";
import { record } from "../../../platform/journal.ts";
import { callOutside, Undelivered } from "../../../platform/outgoing.ts";
import { findSigned, getConsistency, verifySignature } from "../log/index.ts";
import { findWitnessed, insertCosignature } from "./store.ts";

type Witness = Config["witnesses"][number];

/** How one witness stands to the log, as this process saw it last. */
export interface WitnessStand {
  readonly name: string;
  readonly state: "unasked" | "signed" | "silent" | "refused";
  /** Size it co-signed last. */
  readonly size: number;
  readonly words: Label;
}

const standsOf = new WeakMap<Deployment, Map<string, WitnessStand>>();

const unasked: Label = { zh: "尚未询问。", en: "It was not asked yet." };

/** How every configured witness stands. */
export const listWitnessStands = (deployment: Deployment): WitnessStand[] =>
  deployment.config.witnesses.map(
    ({ key: { name } }) => standsOf.get(deployment)?.get(name) ?? { name, state: "unasked", size: 0, words: unasked },
  );

/** Whether as many witnesses have co-signed as are asked for. */
export const isQuorumMet = ({ config }: Deployment, stands: readonly WitnessStand[]): boolean =>
  stands.filter(({ state }) => state === "signed").length >= config.witnessQuorum;

interface Refusal {
  readonly why: "shrunk" | "split";
  readonly seen: number;
}

type Said = { readonly line: string } | { readonly behind: number } | Refusal;

/** A witness that knows more of the log than we have, or another log of the same name, must be heard by people. */
const readConflict = (body: string, asked: { from: number; size: number }): Said => {
  const seen = Number(body.trim());
  if (!/^\d+\n?$/.test(body) || !Number.isSafeInteger(seen))
    throw new Undelivered({ zh: "见证方应答不合协议。", en: "The witness's answer is not of the protocol." });
  if (seen > asked.size) return { why: "shrunk", seen };
  return seen === asked.from ? { why: "split", seen } : { behind: seen };
};

const ask = async (ctx: Context, witness: Witness, from: number, signed: { size: number; note: string }) => {
  const { proof } = await getConsistency(ctx, from, signed.size);
  const { status, body } = await callOutside({
    url: `${witness.url.replace(/\/$/, "")}/add-checkpoint`,
    method: "POST",
    headers: { "content-type": "text/plain; charset=utf-8" },
    body: formatWitnessRequest({ from, proof, note: signed.note }),
    allow: ctx.deployment.config.outgoingAllow,
  });
  if (status === 409) return readConflict(body, { from, size: signed.size });
  if (status === 422) return { why: "split", seen: from } as const;
  if (status !== 200)
    throw new Undelivered({ zh: `见证方拒绝：HTTP ${status}。`, en: `The witness refused: HTTP ${status}.` });
  return { line: body };
};

/** The witness's own line out of its answer, checked with its key. */
const takeLine = (witness: Witness, note: string, answer: string): string => {
  const { key } = witness;
  for (const line of answer.split("\n").filter(Boolean)) {
    const cosigned = parseNote(`${note}${line}\n`);
    if (cosigned !== undefined && findCosignature(cosigned, key, verifySignature)) return `${line}\n`;
  }
  throw new Undelivered({
    zh: "见证方的签名无效，或不是所配置的公钥所签。",
    en: "The witness's signature is not valid, or not of the key that is configured.",
  });
};

const refusals: Readonly<Record<Refusal["why"], Label>> = {
  shrunk: {
    zh: "见证方已见过更长的日志：本平台的日志被回退或截短。",
    en: "The witness has seen a longer log: ours was rolled back or cut.",
  },
  split: {
    zh: "见证方所见的日志与本平台的不一致：日志被改写，或出现两份。",
    en: "The witness has seen another log than ours: it was rewritten, or there are two.",
  },
};

const tellRefused = (outer: Context, { name }: { name: string }, refusal: Refusal, size: number): Promise<void> =>
  transact(outer, (ctx) =>
    record(ctx, {
      type: "journal.witness-refused",
      subject: { kind: "journal", id: "journal" },
      areaPath: "",
      departments: [],
      changes: { witness: name, why: refusal.why, seen: refusal.seen, size },
    }),
  );

const askOne = async (
  ctx: Context,
  witness: Witness,
  signed: { size: number; note: string },
): Promise<WitnessStand> => {
  const { name } = witness.key;
  const known = await findWitnessed(ctx.db, name);
  const signedWords: Label = { zh: "已见证。", en: "It has co-signed." };
  if (known === signed.size) return { name, state: "signed", size: known, words: signedWords };
  try {
    // A restored database may know more of the witness than the log has by now: the witness says what it saw.
    let said = await ask(ctx, witness, Math.min(known, signed.size), signed);
    if ("behind" in said) said = await ask(ctx, witness, said.behind, signed);
    if ("why" in said) {
      const before = standsOf.get(ctx.deployment)?.get(name)?.state;
      if (before !== "refused") await tellRefused(ctx, { name }, said, signed.size);
      return { name, state: "refused", size: said.seen, words: refusals[said.why] };
    }
    if ("behind" in said)
      throw new Undelivered({ zh: "见证方的记录正在变动。", en: "The witness's record is just changing." });
    await insertCosignature(ctx.db, {
      size: signed.size,
      witness: name,
      line: takeLine(witness, signed.note, said.line),
    });
    return { name, state: "signed", size: signed.size, words: signedWords };
  } catch (error) {
    if (!(error instanceof Undelivered)) throw error;
    return { name, state: "silent", size: known, words: error.words };
  }
};

/** Asks every witness to co-sign the newest checkpoint; what it says is kept, and a refusal is told to people. */
export const askWitnesses = async (ctx: Context): Promise<WitnessStand[]> => {
  const { witnesses } = ctx.deployment.config;
  const signed = witnesses.length === 0 ? undefined : await findSigned(ctx.db);
  if (signed === undefined || signed.size === 0) return [];
  const stands = await Promise.all(witnesses.map((witness) => askOne(ctx, witness, signed)));
  standsOf.set(ctx.deployment, new Map(stands.map((stand) => [stand.name, stand])));
  return stands;
};

/** Checkpoints come every five seconds; witnesses are others' machines. */
const askEveryMs = 10_000;
const asking = new WeakMap<Deployment, { at: number; isRunning: boolean }>();

/** Begins to ask when it is time, and waits for nobody: a slow witness holds up no other tick. */
export const askNowAndThen = async (ctx: Context): Promise<void> => {
  if (ctx.deployment.config.witnesses.length === 0) return;
  const last = asking.get(ctx.deployment) ?? { at: 0, isRunning: false };
  if (last.isRunning || Date.now() - last.at < askEveryMs) return;
  asking.set(ctx.deployment, { at: Date.now(), isRunning: true });
  void askWitnesses(ctx)
    .catch((error: unknown) => ctx.log.error({ error }, "the witnesses could not be asked"))
    .finally(() => asking.set(ctx.deployment, { at: Date.now(), isRunning: false }));
};
