import { z } from "zod";
import { type Actor, isMachine } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { defineRoute, RawAnswer, type Route } from "../../../platform/route.ts";
import { getConsistency, getInclusion } from "./proof.ts";
import { getCheckpoint, getTile } from "./service.ts";
import { getKeyText } from "./signer.ts";

const plain = "text/plain; charset=utf-8";
const bytes = "application/octet-stream";
const forever = { "Cache-Control": "public, max-age=31536000, immutable" };

/** Entries name their actors: no cache that others share. */
const ownForever = { "Cache-Control": "private, max-age=31536000, immutable" };

const Hash = z.string().regex(/^[0-9a-f]{64}$/);
const Proof = z.object({ index: z.number().int(), size: z.number().int(), leaf: Hash, proof: z.array(Hash) });
const Size = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const Growth = z.object({
  from: z.number().int(),
  to: z.number().int(),
  fromRoot: Hash,
  toRoot: Hash,
  proof: z.array(Hash),
});

/** Whose reach is the whole city, every department included. */
const seesAll = (actor: Actor): boolean => isMachine(actor) || (actor.areaPath === "" && actor.departments === "all");

/** What makes the journal provable says nothing of persons: hashes, sizes and signatures are for everybody. */
export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/journal/checkpoint",
    summary: "The newest signed checkpoint of the journal (C2SP tlog-checkpoint)",
    access: "public",
    scope: "none",
    answer: "raw",
    handle: async (ctx) => new RawAnswer(plain, await getCheckpoint(ctx)),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/journal/key",
    summary: "The journal's public key (C2SP signed-note verifier key)",
    access: "public",
    scope: "none",
    answer: "raw",
    handle: async (ctx) => new RawAnswer(plain, `${await getKeyText(ctx)}\n`),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/journal/tile/entries/*",
    summary:
      "Leaves of 256 entries (C2SP tlog-tiles); they name who acted and where, so only who reads all of the journal",
    access: "journal.read",
    scope: "none",
    params: z.object({ "*": z.string() }),
    answer: "raw",
    handle: async (ctx, { params }) => {
      // Leaves say whose they are and who acted: all of them for who sees all of the city, and for nobody else.
      if (!seesAll(ctx.actor)) throw new AppError("request.not-found");
      return new RawAnswer(bytes, await getTile(ctx, `tile/entries/${params["*"]}`), { headers: ownForever });
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/journal/tile/:level/*",
    summary: "Hashes of the journal's Merkle tree (C2SP tlog-tiles)",
    access: "public",
    scope: "none",
    params: z.object({ level: z.string().regex(/^\d{1,2}$/), "*": z.string() }),
    answer: "raw",
    handle: async (ctx, { params }) =>
      new RawAnswer(bytes, await getTile(ctx, `tile/${params.level}/${params["*"]}`), { headers: forever }),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/journal/proof/:position",
    summary: "Proof that an entry is in the journal as it stands, or as it stood at a size (RFC 6962)",
    access: "public",
    scope: "none",
    params: z.object({ position: Size.min(1) }),
    query: z.object({ size: Size.optional() }),
    answer: Proof,
    handle: (ctx, { params, query }) => getInclusion(ctx, params.position, query.size),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/journal/consistency/:from/:to",
    summary: "Proof that the journal only grew between two of its sizes, with the roots of both (RFC 6962)",
    access: "public",
    scope: "none",
    params: z.object({ from: Size, to: Size }),
    answer: Growth,
    handle: (ctx, { params }) => getConsistency(ctx, params.from, params.to),
  }),
];
