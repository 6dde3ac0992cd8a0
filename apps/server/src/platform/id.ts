import { randomBytes } from "node:crypto";
import { V7Generator } from "uuidv7";

const bytesAtOnce = 4_096;

/** Chance comes from a page of random bytes: asking the system for each id would be its dearest part. */
let page: Buffer = Buffer.alloc(0);
let used = 0;

const nextUint32 = (): number => {
  if (used === page.length) {
    page = randomBytes(bytesAtOnce);
    used = 0;
  }
  used += 4;
  return page.readUInt32LE(used - 4);
};

const generator = new V7Generator({ nextUint32 });

/** A new id: time-ordered, opaque. */
export const newId = (): string => generator.generate().toString();
