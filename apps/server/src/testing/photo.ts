import sharp from "sharp";
import type { PersonActor } from "../platform/actor.ts";
import type { TestCity } from "./test-city.ts";

/** Moves of cases and of their tasks that are believed with a photo only. */
const shownByPhoto: readonly string[] = ["look", "feed-back", "verify", "finish"];

/** Uploads a small photo as an actor; answers its id. */
export const takePhoto = async (city: TestCity, actor: PersonActor): Promise<string> => {
  const boundary = "----chengyun";
  const image = await sharp({ create: { width: 16, height: 12, channels: 3, background: "gray" } })
    .jpeg()
    .toBuffer();
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(head), image, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  return (await city.upload(actor, "/api/v1/files", body, boundary)).body.id;
};

/** The facts of a move, with a photo of whoever makes it where the move is not believed without. */
export const withPhoto = async <Facts extends object>(
  city: TestCity,
  actor: PersonActor,
  move: string,
  facts: Facts,
): Promise<Facts & { readonly photos?: readonly string[] }> =>
  shownByPhoto.includes(move) ? { photos: [await takePhoto(city, actor)], ...facts } : facts;
