import type { KnownDevice } from "./roster.ts";

/** Whether a message was taken; if not, whether nobody's is or only its own device has too much on the way. */
export type Admission = "taken" | "full" | "too-fast";

interface Waiting {
  readonly bytes: number;
  /** `gone`: its line is cut, so that nobody would hear the acknowledgement. Its device sends it again. */
  readonly attempt: () => Admission | "gone";
}

/**
 * Messages that found no room, in a line a device: they wait unacknowledged. Devices that a rule watches are served before
 * the others, and one that sends too much holds up nobody but itself.
 */
export class WaitingRoom {
  readonly #watched = new Map<KnownDevice, Waiting[]>();
  readonly #others = new Map<KnownDevice, Waiting[]>();
  #bytes = 0;

  /** Bytes of all that waits. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Whether something of a device waits: what comes after it waits behind it. */
  has(device: KnownDevice): boolean {
    return this.#watched.has(device) || this.#others.has(device);
  }

  add(device: KnownDevice, bytes: number, attempt: Waiting["attempt"]): void {
    const lines = this.#others.has(device) || !device.watched ? this.#others : this.#watched;
    const line = lines.get(device);
    if (line === undefined) lines.set(device, [{ bytes, attempt }]);
    else line.push({ bytes, attempt });
    this.#bytes += bytes;
  }

  /** Lets in whom there is room for. */
  drain(): void {
    if (this.#serve(this.#watched)) this.#serve(this.#others);
  }

  /** False when there is no room for anybody of these. */
  #serve(lines: Map<KnownDevice, Waiting[]>): boolean {
    for (const [device, line] of [...lines]) {
      const { served, last } = this.#serveOne(line);
      // Who was served stands behind those who were not.
      if (served > 0) lines.delete(device);
      if (served > 0 && served < line.length) lines.set(device, line.slice(served));
      if (last === "full") return false;
    }
    return true;
  }

  #serveOne(line: readonly Waiting[]): { served: number; last: Admission } {
    let served = 0;
    for (const { bytes, attempt } of line) {
      const last = attempt();
      if (last !== "taken" && last !== "gone") return { served, last };
      served += 1;
      this.#bytes -= bytes;
    }
    return { served, last: "taken" };
  }
}
