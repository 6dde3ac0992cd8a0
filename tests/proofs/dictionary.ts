import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { Client } from "@chengyun/client";
import { openByPost } from "../../e2e/support/callers.ts";
import type { RunningCity } from "../../e2e/support/running-city.ts";

/** Answers to an import, as the API takes them. */
export type Answers = Parameters<Client["answerImport"]>[1];

/** Where classes come from: files of a data folder, or a text of one's own. */
export type Source = string | { readonly name: string; readonly text: string };

/** Uploads files into an import; nothing is taken yet. */
export const upload = async (
  keeper: Client,
  place: { readonly dictionary: string; readonly version: string },
  sources: readonly Source[],
) => {
  let shown = await keeper.beginImport({ ...place, name: place.dictionary });
  for (const source of sources)
    shown =
      typeof source === "string"
        ? await keeper.addImportFile(shown.id, new Blob([readFileSync(source)]), basename(source))
        : await keeper.addImportFile(shown.id, new Blob([source.text]), source.name);
  return shown;
};

/** Brings a version into force by two people, as any city does; answers its id. */
export const bringInForce = async (
  city: RunningCity,
  place: { readonly dictionary: string; readonly version: string; readonly from: string },
  sources: readonly Source[],
  answers?: Answers,
): Promise<string> => {
  const keeper = await openByPost(city, "dictionary-keeper");
  const chief = await openByPost(city, "duty-officer");
  const { id } = await upload(keeper, place, sources);
  if (answers !== undefined) await keeper.answerImport(id, answers);
  const { versionId } = await keeper.takeImport(id);
  const move = async (client: Client, name: string, facts: object) => {
    const { no } = await keeper.dictionary(versionId);
    await client.move({ plural: "dictionaries", id: versionId }, name, { version: no, facts: { ...facts } });
  };
  await move(keeper, "submit", {});
  await move(chief, "enforce", { from: place.from });
  return versionId;
};
