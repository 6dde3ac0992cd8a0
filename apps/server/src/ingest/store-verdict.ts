import { isDatabaseAway } from "../platform/database.ts";

/** PostgreSQL's classes for a server that is read-only, met a conflict, is full, was told to stop, or met its disk. */
const busyClass = /^(25|40|53|57|58)\w{3}$/;
const socketCall = /^(connect|read|write|getaddrinfo)$/;

/**
 * Whether a failed write is worth the same try again: the operations store is away or busy. Any other failure comes
 * from what is written, and would come again for ever.
 */
export const isWorthAnotherTry = (error: unknown): boolean => {
  if (isDatabaseAway(error)) return true;
  const { code, syscall } = (error ?? {}) as NodeJS.ErrnoException;
  return busyClass.test(code ?? "") || socketCall.test(syscall ?? "");
};
