import { correctionRank, type Reading, rankCeiling } from "./reading.ts";

export const readingColumns = "readings (stream, at, value, received, quality, rank)";
export const latestColumns = "latest_readings (stream, at, value, received, quality, version)";
export const conflictColumns = "reading_conflicts (stream, at, value, received, quality)";

/** Widest of the rows encoded here. */
const rowBytes = 37;
const twoTo32 = 2 ** 32;

/** Rows of one batch in RowBinary; grows and is used again. */
export class RowBuffer {
  #bytes = Buffer.allocUnsafe(4096 * rowBytes);
  #length = 0;
  rows = 0;

  clear(): void {
    this.#length = 0;
    this.rows = 0;
  }

  /** Valid until the next change. */
  view(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  addReading(reading: Reading): void {
    this.#addCommon(reading);
    this.#addInteger(Math.max(0, rankCeiling - reading.received));
  }

  addCorrection(reading: Reading, revision: number): void {
    this.#addCommon(reading);
    this.#addInteger(correctionRank + revision);
  }

  addLatest(reading: Reading, version: number): void {
    this.#addCommon(reading);
    this.#addInteger(version);
  }

  addConflict(reading: Reading): void {
    this.#addCommon(reading);
  }

  #addCommon(reading: Reading): void {
    if (this.#length + rowBytes > this.#bytes.length) this.#grow();
    this.#length = this.#bytes.writeUInt32LE(reading.stream, this.#length);
    this.#addInteger(reading.at);
    this.#length = this.#bytes.writeDoubleLE(reading.value, this.#length);
    this.#addInteger(reading.received);
    this.#length = this.#bytes.writeUInt8(reading.quality, this.#length);
    this.rows += 1;
  }

  /** Int64 by halves: a BigInt per number would be an allocation per number. */
  #addInteger(integer: number): void {
    const low = integer >>> 0;
    this.#length = this.#bytes.writeUInt32LE(low, this.#length);
    this.#length = this.#bytes.writeInt32LE((integer - low) / twoTo32, this.#length);
  }

  #grow(): void {
    const bytes = Buffer.allocUnsafe(this.#bytes.length * 2);
    this.#bytes.copy(bytes, 0, 0, this.#length);
    this.#bytes = bytes;
  }
}
