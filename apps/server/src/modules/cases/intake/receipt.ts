import { hash, randomBytes } from "node:crypto";
import type { CitizenReceipt } from "@chengyun/contracts";
import { createDigester } from "@chengyun/kernel";
import type { z } from "zod";
import { AppError } from "../../../platform/app-error.ts";
import type { Context } from "../../../platform/context.ts";
import { record } from "../../../platform/journal.ts";
import { findOwnReceipt } from "../../journal/entry/index.ts";
import { getKeyText } from "../../journal/log/index.ts";
import { keepText, textsOf } from "../../persons/person/index.ts";
import type { ReportRecord } from "../report/index.ts";

const type = "report.told";
const saltBytes = 16;
const digestText = createDigester((data) => hash("sha256", data, "hex"));

interface ToldReport {
  readonly id: string;
  readonly no: string;
  readonly areaPath: string;
  readonly reporterId: string | undefined;
  readonly text: string | undefined;
}

/**
 * The entry a citizen's receipt is of. The words are in it as a salted digest; their salt lies in the vault and goes
 * with its person, so that the digest says nothing to anybody afterwards.
 */
export const recordTold = async (ctx: Context, told: ToldReport): Promise<void> => {
  const { id, no, areaPath, reporterId, text } = told;
  const salt = randomBytes(saltBytes).toString("hex");
  const words =
    text === undefined || text === ""
      ? {}
      : { words: digestText(salt, text), wordsSalt: await keepText(ctx, reporterId, salt) };
  const changes = { no, channel: "citizen", ...words };
  await record(ctx, { type, subject: { kind: "report", id }, areaPath, departments: [], changes });
};

/** The receipt of one's own report, and what checks one's own words; refused while the log has not got it yet. */
export const getReceipt = async (ctx: Context, report: ReportRecord): Promise<z.infer<typeof CitizenReceipt>> => {
  const found = await findOwnReceipt(ctx, { subject: report.id, type });
  if (found === undefined) throw new AppError("receipt.not-yet");
  const saltId = String(found.changes["wordsSalt"] ?? "");
  const salt = saltId === "" ? undefined : (await textsOf(ctx, [saltId])).get(saltId);
  return {
    receipt: found.receipt,
    key: await getKeyText(ctx),
    ...(salt === undefined ? {} : { wordsSalt: salt }),
  };
};
