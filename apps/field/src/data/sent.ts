import type { Label } from "@chengyun/kernel";
import { recall, remember } from "./database.ts";
import type { Writing } from "./writing.ts";

/** Something written here that arrived, and what the server made of it. */
export interface Sent {
  readonly id: string;
  /** Who wrote it: on a shared phone nobody else sees it. */
  readonly personId: string;
  readonly kind: Writing["kind"];
  readonly title: Label;
  readonly moveName?: Label;
  /** When it was written, by the server's clock in milliseconds. */
  readonly at: number;
  /** Number of the case that a report opened or joined. */
  readonly caseNo?: string;
}

const place = "sent";
const most = 30;

/** What arrived last, the newest first. */
export const listSent = async (personId: string): Promise<readonly Sent[]> =>
  ((await recall<readonly Sent[]>(place)) ?? []).filter((each) => each.personId === personId);

/** Notes that a writing arrived; the oldest notes go. */
export const noteSent = async (writing: Writing, caseNo?: string): Promise<void> => {
  const { id, personId, kind, title, at } = writing;
  const note: Sent = {
    ...{ id, personId, kind, title, at },
    ...(writing.kind === "move" ? { moveName: writing.moveName } : {}),
    ...(caseNo === undefined ? {} : { caseNo }),
  };
  const before = ((await recall<readonly Sent[]>(place)) ?? []).filter((each) => each.id !== id);
  await remember(place, [note, ...before].slice(0, most));
};
