import { hash } from "node:crypto";

/** Messages of devices that wait in this process for their answer: in all, and of one device. */
const most = 400;
const mostOfOne = 32;

/** Whether one more may wait. */
export type Pace = "go" | "full" | "too-fast";

/** Counts what waits, so that one device that sends much takes nobody else's place. */
export class UpPace {
  readonly #waiting = new Map<string, number>();
  #count = 0;

  /** When it may wait, call what is answered at its end. */
  enter(authorization: string | undefined): { readonly pace: Pace; readonly leave: () => void } {
    const who = hash("sha256", authorization ?? "", "base64url");
    const own = this.#waiting.get(who) ?? 0;
    const leave = (): void => undefined;
    if (own >= mostOfOne) return { pace: "too-fast", leave };
    if (this.#count >= most) return { pace: "full", leave };
    this.#count += 1;
    this.#waiting.set(who, own + 1);
    return { pace: "go", leave: () => this.#leave(who) };
  }

  #leave(who: string): void {
    this.#count -= 1;
    const left = (this.#waiting.get(who) ?? 1) - 1;
    if (left > 0) this.#waiting.set(who, left);
    else this.#waiting.delete(who);
  }
}
