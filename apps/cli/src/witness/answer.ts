import { sign } from "node:crypto";
import { cosign, createTreeHasher, formatVerifierKey, judgeRequest } from "@chengyun/kernel";
import { sha256, verifySignature } from "../journal/cryptography.ts";
import type { WitnessFolder } from "./folder.ts";

/** An answer over HTTP. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const plain = "text/plain; charset=utf-8";
const hasher = createTreeHasher(sha256);

/**
 * Answers one request (C2SP tlog-witness), and the witness's own key for whoever sets it up. All in one go: nothing can
 * come between looking at what was seen last and keeping the new.
 */
export const answerRequest = (
  witness: WitnessFolder,
  request: { readonly method: string; readonly url: string; readonly body: string },
): Answer => {
  if (request.method === "GET" && request.url === "/key")
    return { status: 200, type: plain, body: `${formatVerifierKey(witness.key)}\n` };
  if (request.url !== "/add-checkpoint") return { status: 404, type: plain, body: "" };
  if (request.method !== "POST") return { status: 405, type: plain, body: "" };
  const ground = { hasher, verify: verifySignature, keys: witness.logs, last: witness.last };
  const verdict = judgeRequest(ground, request.body);
  if (verdict.status === 409) return { status: 409, type: "text/x.tlog.size", body: `${verdict.size}\n` };
  if (verdict.status !== 200) return { status: verdict.status, type: plain, body: "" };
  const { origin, size, root } = verdict.checkpoint;
  witness.keep(origin, { size, root });
  const seconds = Math.floor(Date.now() / 1_000);
  const line = cosign(verdict.text, witness.key, seconds, (text) => sign(null, Buffer.from(text), witness.secret));
  return { status: 200, type: plain, body: line };
};
