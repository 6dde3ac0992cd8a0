import type { LiveEvent } from "@chengyun/contracts";
import { apiPath } from "../caller.ts";
import { reconnectDelay } from "./reconnect.ts";

/** How the feed stands: `lost` until it is connected again. */
export type LiveState = "connecting" | "live" | "lost";

/** What a subscriber hears: an entry, a change of state, or that too much was missed and all must be asked again. */
export type LiveMessage =
  | { readonly kind: "entry"; readonly event: LiveEvent }
  | { readonly kind: "state"; readonly state: LiveState }
  | { readonly kind: "gone" };

/** One connection to the live feed that reconnects by itself, from the position it had reached. */
export class LiveFeed {
  readonly #tell: (message: LiveMessage) => void;
  #source: EventSource | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #position: number | undefined;
  #failures = 0;
  #state: LiveState = "connecting";

  constructor(tell: (message: LiveMessage) => void) {
    this.#tell = tell;
  }

  get state(): LiveState {
    return this.#state;
  }

  /** Opens the feed, or opens it anew: after signing in, or in another post, other entries are permitted. */
  restart(): void {
    this.stop();
    this.#failures = 0;
    this.#open();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = undefined;
  }

  #open(): void {
    const after = this.#position === undefined ? "" : `?after=${this.#position}`;
    const source = new EventSource(`${apiPath}/live${after}`);
    this.#source = source;
    source.addEventListener("here", (message) => {
      const here = JSON.parse(message.data) as { readonly position: number };
      this.#position = Math.max(here.position, this.#position ?? 0);
      this.#failures = 0;
      this.#turn("live");
    });
    source.addEventListener("entry", (message) => {
      const event = JSON.parse(message.data) as LiveEvent;
      this.#position = event.position;
      this.#turn("live");
      this.#tell({ kind: "entry", event });
    });
    source.addEventListener("gone", () => {
      this.#position = undefined;
      this.#tell({ kind: "gone" });
      this.#again();
    });
    source.addEventListener("error", () => this.#again());
  }

  /** The browser's own reconnecting gives up on an HTTP error and knows no back-off, so it is done here. */
  #again(): void {
    this.stop();
    this.#turn("lost");
    this.#timer = setTimeout(() => this.#open(), reconnectDelay(this.#failures));
    this.#failures += 1;
  }

  #turn(state: LiveState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#tell({ kind: "state", state });
  }
}
