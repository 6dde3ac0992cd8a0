import { type CitizenClient, makeCitizenClient } from "@chengyun/client";
import { hash } from "../hash.ts";
import { followTokenOf } from "../key-token.ts";
import { fetchFrom } from "./people.ts";
import { takePhoto } from "./photo.ts";
import { planBetween, type Telling, type Town } from "./plan.ts";
import { verdicts } from "./words.ts";

const hourMs = 3_600_000;
/** How long a citizen of the play follows a report. */
const followedMs = 5 * 24 * hourMs;
const lookEveryMs = 6 * hourMs;
const most = 200;

interface Followed {
  readonly telling: Telling;
  readonly no: string;
  readonly token: string;
  readonly client: CitizenClient;
  nextLook: number;
}

/** What citizens need. */
export interface CitizensOptions {
  readonly url: string;
  readonly key: string;
  readonly town: Town;
}

/** The city's citizens: they report what the plan says, follow it, and say whether it was mended. */
export class Citizens {
  readonly #options: CitizensOptions;
  #followed: Followed[] = [];
  #until: number;
  /** Reports sent so far. */
  told = 0;

  /** `from`: what the plan has before is as good as told. */
  constructor(options: CitizensOptions, from: number) {
    this.#options = options;
    this.#until = from;
  }

  /** Lets everything be told that is due by now; a fault ends the turn, and the next goes on there. */
  async turn(now: number): Promise<void> {
    for (const telling of planBetween(this.#options.town, this.#until, now)) {
      await this.#tell(telling);
      this.#until = telling.at;
      this.told += 1;
    }
    this.#until = now;
    for (const one of this.#followed.filter(({ nextLook }) => nextLook <= now)) await this.#look(one, now);
    this.#followed = this.#followed.filter(({ telling }) => now - telling.at < followedMs).slice(-most);
  }

  async #tell(telling: Telling): Promise<void> {
    const { url, key } = this.#options;
    const phone = Math.floor(hash(telling.key, "address") * 50_000);
    const client = makeCitizenClient(() => telling.language, { url, fetch: fetchFrom(phone) });
    const token = followTokenOf(key, telling.key);
    const photos = telling.photo
      ? [(await client.addPhoto(takePhoto(telling.saying.scene, telling.key), token)).id]
      : [];
    const { matter, saying, position, language, caller, urgent } = telling;
    const { no } = await client.tell({
      token,
      matter,
      kind: matter === "problem" ? saying.kind : undefined,
      position: matter === "problem" ? [position[0], position[1]] : undefined,
      words: saying.words[language],
      photos,
      urgent,
      ...caller,
    });
    this.#followed.push({ telling, no, token, client, nextLook: telling.at + lookEveryMs });
  }

  /** Two of three say how it went; one of twenty of them that it is not mended. */
  async #look(one: Followed, now: number): Promise<void> {
    one.nextLook = now + lookEveryMs;
    const { telling, no, token, client } = one;
    const { can } = await client.own({ no, token });
    if (!can.includes("say")) return;
    one.nextLook = Number.POSITIVE_INFINITY;
    const chance = hash(telling.key, "say");
    if (chance > 0.66) return;
    const fixed = chance > 0.033;
    const words = (fixed ? verdicts.fixed : verdicts.notFixed)[telling.language];
    const rating = fixed ? 3 + Math.floor(hash(telling.key, "rating") * 3) : 1;
    await client.say({ no, token }, { fixed, rating, ...(hash(telling.key, "words") < 0.4 ? { words } : {}) });
  }
}
