import type { Socket } from "node:net";

/** What a line that has not signed in yet is known by. */
interface Stranger {
  readonly socket: Socket;
  readonly address: string;
  readonly since: number;
}

/** How many may wait at once, and how long one may take before it makes room for others. */
export interface StrangerLimits {
  readonly most: number;
  readonly patienceMs: number;
}

/**
 * Lines that have not signed in yet. When there are too many, whoever holds most of them makes room for those that hold
 * fewer, and whoever says nothing makes room for everybody: who opens lines and is silent keeps no device out. In a
 * storm of devices that all come back at once the newest are turned away, and come again.
 */
export class Strangers {
  readonly #limits: StrangerLimits;
  readonly #now: () => number;
  /** By address, the oldest first. */
  readonly #waiting = new Map<string, Set<Stranger>>();
  #count = 0;

  constructor(limits: StrangerLimits, now: () => number = () => performance.now()) {
    this.#limits = limits;
    this.#now = now;
  }

  get count(): number {
    return this.#count;
  }

  /** Takes a new line in; undefined when there is no room. Call what is answered when it signed in or went. */
  take(socket: Socket): (() => void) | undefined {
    const address = socket.remoteAddress ?? "";
    if (this.#count >= this.#limits.most && !this.#makeRoom(address)) return undefined;
    const stranger: Stranger = { socket, address, since: this.#now() };
    const own = this.#waiting.get(address) ?? new Set();
    own.add(stranger);
    this.#waiting.set(address, own);
    this.#count += 1;
    return () => this.#remove(stranger);
  }

  #remove(stranger: Stranger): void {
    const own = this.#waiting.get(stranger.address);
    if (own?.delete(stranger) !== true) return;
    this.#count -= 1;
    if (own.size === 0) this.#waiting.delete(stranger.address);
  }

  #makeRoom(address: string): boolean {
    let most = new Set<Stranger>();
    for (const own of this.#waiting.values()) if (own.size > most.size) most = own;
    const [oldest] = most;
    if (oldest === undefined) return false;
    const isUnfair = most.size > (this.#waiting.get(address)?.size ?? 0) + 1;
    if (!isUnfair && this.#now() - oldest.since < this.#limits.patienceMs) return false;
    this.#remove(oldest);
    oldest.socket.destroy();
    return true;
  }
}
