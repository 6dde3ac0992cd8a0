import { createTreeHasher, isConsistent, isIncluded, type Sha256, toUtf8 } from "@chengyun/kernel";
import { sha256 as digest } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

const sha256: Sha256 = (data) => bytesToHex(digest(typeof data === "string" ? toUtf8(data) : data));
const hasher = createTreeHasher(sha256);

/** Whether a proof of growth holds, checked here and not where it was made. */
export const holdsGrowth = (claim: Parameters<typeof isConsistent>[1]): boolean => isConsistent(hasher, claim);

/** Whether a proof of an entry leads to the root of a signed checkpoint, checked here. */
export const holdsEntry = (claim: Parameters<typeof isIncluded>[1]): boolean => isIncluded(hasher, claim);
