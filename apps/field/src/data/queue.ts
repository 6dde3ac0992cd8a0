import { field, type KeptPhoto, keep, keepIfRoom } from "./database.ts";
import { changed, type Writing, type WritingChange } from "./writing.ts";

/** What became of writings that a full phone had no room to keep: it holds while the app is open. */
const unkept = new Map<string, { readonly change: WritingChange } | { readonly arrived: Writing }>();

/** Whether the phone was too full to keep what became of its writings. */
export const isQueueFull = (): boolean => unkept.size > 0;

const asIs = (writing: Writing): Writing[] => {
  const known = unkept.get(writing.id);
  if (known === undefined) return [writing];
  return "arrived" in known ? [] : [changed(writing, known.change)];
};

/** Everything written here that the server doesn't have, oldest first. */
export const listWritings = async (): Promise<Writing[]> =>
  (await (await field()).getAll("writings")).flatMap(asIs).sort((one, other) => one.seq - other.seq);

/** A writing before it has its place in the queue. */
export type NewWriting = Writing extends infer Each
  ? Each extends Writing
    ? Omit<Each, "id" | "seq" | "state" | "tries" | "retryAt" | "uploaded" | "photos" | "refusal">
    : never
  : never;

interface Place {
  /** Photos kept on this phone that go with it. */
  readonly photos: readonly string[];
  /** A refused writing that it takes the place of. */
  readonly instead: Writing | undefined;
}

const put = (written: NewWriting, added: readonly KeptPhoto[], { photos, instead }: Place): Promise<Writing> =>
  keep(async (db) => {
    const tx = db.transaction(["writings", "photos"], "readwrite", { durability: "strict" });
    const all = await tx.objectStore("writings").getAll();
    const writing = {
      ...written,
      id: crypto.randomUUID(),
      seq: instead?.seq ?? Math.max(0, ...all.map(({ seq }) => seq)) + 1,
      photos,
      uploaded: Object.fromEntries(Object.entries(instead?.uploaded ?? {}).filter(([id]) => photos.includes(id))),
      state: "waiting",
      tries: 0,
      retryAt: 0,
    } as Writing;
    for (const photo of added) await tx.objectStore("photos").put(photo);
    for (const id of instead?.photos ?? []) if (!photos.includes(id)) await tx.objectStore("photos").delete(id);
    await tx.objectStore("writings").put(writing);
    if (instead !== undefined) await tx.objectStore("writings").delete(instead.id);
    await tx.done;
    return writing;
  });

const idsOf = (photos: readonly KeptPhoto[]): string[] => photos.map(({ id }) => id);

/**
 * Puts a writing and its photos into the queue, both or neither: once this has answered, closing the app loses nothing.
 * `instead`: a refused one that it takes the place of, order and photos kept.
 */
export const addWriting = (written: NewWriting, photos: readonly KeptPhoto[], instead?: Writing): Promise<Writing> =>
  put(written, photos, { photos: [...(instead?.photos ?? []), ...idsOf(photos)], instead });

/** Puts what was corrected in the place of what was refused, which stays until then; with the photos it has now alone. */
export const correctWriting = (written: NewWriting, photos: readonly KeptPhoto[], instead: Writing): Promise<Writing> =>
  put(written, photos, { photos: idsOf(photos), instead });

const writeChange = (id: string, change: WritingChange): Promise<void> =>
  keep(async (db) => {
    const tx = db.transaction("writings", "readwrite");
    const found = await tx.store.get(id);
    if (found !== undefined) await tx.store.put(changed(found, change));
    await tx.done;
  });

/** Writes what became of a writing, nothing when it is gone; a phone too full for it knows it while the app is open. */
export const updateWriting = async (id: string, change: WritingChange): Promise<void> => {
  const known = unkept.get(id);
  if (known !== undefined && "arrived" in known) return;
  const all = { ...known?.change, ...change };
  if (await keepIfRoom(writeChange(id, all))) unkept.delete(id);
  else unkept.set(id, { change: all });
};

/** Takes a writing out of the queue with its photos: it arrived, or its writer dropped it. */
export const removeWriting = (writing: Writing): Promise<void> =>
  keep(async (db) => {
    const tx = db.transaction(["writings", "photos"], "readwrite");
    await tx.objectStore("writings").delete(writing.id);
    for (const id of writing.photos) await tx.objectStore("photos").delete(id);
    await tx.done;
  });

/** Takes a writing that arrived out of the queue; what a full phone can't take out is not sent again while the app is open. */
export const settleWriting = async (writing: Writing): Promise<void> => {
  if (await keepIfRoom(removeWriting(writing))) unkept.delete(writing.id);
  else unkept.set(writing.id, { arrived: writing });
};

/** Tries once more to keep what a full phone could not. */
export const keepUnkept = async (): Promise<void> => {
  for (const [id, known] of [...unkept])
    await ("arrived" in known ? settleWriting(known.arrived) : updateWriting(id, {}));
};

export const getPhoto = async (id: string): Promise<KeptPhoto | undefined> => (await field()).get("photos", id);
