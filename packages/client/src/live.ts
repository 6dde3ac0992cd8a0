import { LiveFeed, type LiveMessage } from "./live/feed.ts";

export type { LiveMessage, LiveState } from "./live/feed.ts";

/** A page's end of the live feed. */
export interface LiveConnection {
  /** To be called when other entries may be permitted: after signing in or choosing a post. */
  restart(): void;
  close(): void;
}

const connectShared = (tell: (message: LiveMessage) => void): LiveConnection => {
  const worker = new SharedWorker(new URL("./live/live.worker.ts", import.meta.url), {
    type: "module",
    name: "chengyun-live",
  });
  worker.port.onmessage = ({ data }: MessageEvent<LiveMessage>) => tell(data);
  const leave = (): void => worker.port.postMessage("leave");
  globalThis.addEventListener("pagehide", leave);
  return {
    restart: () => worker.port.postMessage("restart"),
    close: () => {
      globalThis.removeEventListener("pagehide", leave);
      leave();
      worker.port.close();
    },
  };
};

const connectAlone = (tell: (message: LiveMessage) => void): LiveConnection => {
  const feed = new LiveFeed(tell);
  feed.restart();
  return { restart: () => feed.restart(), close: () => feed.stop() };
};

/** Follows the journal live: one connection for all tabs where shared workers exist, else one for this page. */
export const connectLive = (tell: (message: LiveMessage) => void): LiveConnection =>
  typeof SharedWorker === "undefined" ? connectAlone(tell) : connectShared(tell);
