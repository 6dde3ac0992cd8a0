import type { Client } from "@chengyun/client";
import type { Terminal } from "../terminal.ts";

/** The city keeps the speed so long; it is asked for again well before, so that a replay that is killed leaves no clock fast. */
const leaseSeconds = 30;
const renewMs = 8_000;

/** A speed of the city's clock, and what for. */
interface Wish {
  readonly speed: number;
  readonly reason: string;
}

/** Sets the clock back to 1; where that fails, says so instead of hiding how the replay ended. */
const slowDown = (client: Client, { speed, reason }: Wish, terminal: Terminal): Promise<unknown> =>
  client.setClock({ speed: 1, while: speed, reason: `${reason} has ended` }).catch((fault: unknown) => {
    const why = fault instanceof Error ? fault.message : String(fault);
    terminal.warn({
      zh: `城市时钟没能立即恢复到 1 倍速，${leaseSeconds} 秒内会自行恢复原速：${why}`,
      en: `The city's clock could not be set back to speed 1; within ${leaseSeconds} seconds it goes back by itself to what it was: ${why}`,
    });
  });

/** Lets the city's clock run at another speed for as long as the work lasts; whoever pauses or sets it meanwhile is obeyed. */
export const atSpeed = async <Result>(
  client: Client,
  wish: Wish,
  { terminal, work }: { readonly terminal: Terminal; readonly work: () => Promise<Result> },
): Promise<Result> => {
  const leased = { ...wish, lease: leaseSeconds };
  await client.setClock(leased);
  const renew = (): Promise<unknown> => client.setClock({ ...leased, while: wish.speed }).catch(() => undefined);
  const renewing = setInterval(() => void renew(), renewMs);
  try {
    return await work();
  } finally {
    clearInterval(renewing);
    await slowDown(client, wish, terminal);
  }
};
