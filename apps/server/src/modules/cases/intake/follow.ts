import { createHash } from "node:crypto";
import { system } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import type { Context } from "../../../platform/context.ts";
import { findPhone } from "../../persons/person/index.ts";
import { findReport, type ReportRecord } from "../report/index.ts";
import { countClaim, insertToken, isFollower } from "./store.ts";

const dayMs = 86_400_000;
const claimsADay = 5;
const tokenShape = /^[A-Za-z0-9_-]{43}$/;

/** Digest of a follow secret; it has 256 random bits, so a plain hash is enough. */
export const digestOf = (token: string): string => createHash("sha256").update(token).digest("hex");

/** The name under which the platform acts for who holds a secret; undefined where it is none. */
export const citizenOf = (token: string): string | undefined =>
  tokenShape.test(token) ? `citizen:${digestOf(token).slice(0, 16)}` : undefined;

/** A citizen without an account: the platform acts for them under a name made of their secret's digest. */
export const asCitizen = (ctx: Context, token: string | undefined): Context => {
  const name = citizenOf(token ?? "");
  if (name === undefined) throw new AppError("subject.not-found");
  return { ...ctx, actor: system(name) };
};

const plainNo = (no: string): string => no.replace("-", "");

/** A report by its number, for anybody. Alarms and what other systems sent have nobody who follows them. */
export const getByNumber = async (ctx: Context, no: string): Promise<ReportRecord> => {
  const report = await findReport(ctx.db, { no: plainNo(no) });
  if (report === undefined) throw new AppError("subject.not-found");
  return report;
};

/** A report for whoever holds its secret; not found for everybody else. */
export const getOwn = async (ctx: Context, no: string, token: string | undefined): Promise<ReportRecord> => {
  const report = await getByNumber(ctx, no);
  if (token === undefined || !tokenShape.test(token) || !(await isFollower(ctx.db, digestOf(token), report.id)))
    throw new AppError("subject.not-found");
  return report;
};

/** Lets a secret follow a report. */
export const allow = (ctx: Context, token: string, reportId: string): Promise<void> =>
  insertToken(ctx.db, { digest: digestOf(token), reportId, at: new Date() });

/**
 * Lets another phone follow by the last four digits of the number left with the report. An unknown number and wrong
 * digits are answered alike; a report takes five tries a day, whoever makes them.
 */
export const claim = async (ctx: Context, no: string, proof: { token: string; digits: string }): Promise<void> => {
  const report = await findReport(ctx.db, { no: plainNo(no) });
  if (report === undefined) throw new AppError("follow.refused");
  const now = Date.now();
  const tries = await countClaim(ctx.db, report.id, { at: new Date(now), since: new Date(now - dayMs) });
  const phone = report.reporterId === undefined ? undefined : await findPhone(ctx, report.reporterId);
  const isTheirs = phone?.replace(/\D/g, "").endsWith(proof.digits) === true;
  if (tries > claimsADay || !isTheirs) throw new AppError("follow.refused");
  await allow(ctx, proof.token, report.id);
};
