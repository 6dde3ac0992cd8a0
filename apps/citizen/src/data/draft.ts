import type { CitizenPlace } from "@chengyun/contracts";
import type { FactValues, PersonalChannel } from "@chengyun/kernel";
import { useSyncExternalStore } from "react";
import { api } from "./api.ts";
import { newToken } from "./own.ts";

/** A photo on its way to the city. */
export interface DraftPhoto {
  readonly file: File;
  /** Address of the picture in this page. */
  readonly shown: string;
  readonly id?: string;
  readonly fault?: unknown;
}

/** What is being told, until it is sent. */
export interface Draft {
  readonly token: string;
  readonly photos: readonly DraftPhoto[];
  readonly position: readonly [number, number] | undefined;
  readonly place: CitizenPlace | undefined;
  readonly address: string;
  readonly kind: string | undefined;
  /** Which of the kind's categories it is, when they said so. */
  readonly category: string | undefined;
  readonly words: string;
  readonly phone: string;
  readonly name: string;
  readonly email: string;
  /** Agreed to be told by these; counts only with an address. */
  readonly tell: readonly PersonalChannel[];
  /** Agreed to it for all of their reports. */
  readonly tellAll: boolean;
  readonly urgent: boolean;
  /** Answers to what the kind asks beside. */
  readonly answers: FactValues;
}

const fresh = (): Draft => ({
  token: newToken(),
  photos: [],
  position: undefined,
  place: undefined,
  address: "",
  kind: undefined,
  category: undefined,
  words: "",
  phone: "",
  name: "",
  email: "",
  tell: [],
  tellAll: false,
  urgent: false,
  answers: {},
});

let draft = fresh();
const listeners = new Set<() => void>();

export const changeDraft = (change: Partial<Draft>): void => {
  draft = { ...draft, ...change };
  for (const listener of listeners) listener();
};

const changePhoto = (file: File, change: Partial<DraftPhoto>): void =>
  changeDraft({ photos: draft.photos.map((photo) => (photo.file === file ? { ...photo, ...change } : photo)) });

/** Sends a photo while the rest is still being told. A place the picture brings is taken until somebody says otherwise. */
export const sendPhoto = async (file: File): Promise<void> => {
  const { token } = draft;
  changePhoto(file, { fault: undefined });
  try {
    const made = await api.addPhoto(file, token);
    changePhoto(file, { id: made.id });
    if (draft.position === undefined && made.position !== undefined) changeDraft({ position: made.position });
  } catch (fault) {
    changePhoto(file, { fault });
  }
};

export const addPhoto = (file: File): void => {
  changeDraft({ photos: [...draft.photos, { file, shown: URL.createObjectURL(file) }] });
  void sendPhoto(file);
};

export const removePhoto = (file: File): void => {
  for (const photo of draft.photos) if (photo.file === file) URL.revokeObjectURL(photo.shown);
  changeDraft({ photos: draft.photos.filter((photo) => photo.file !== file) });
};

/** Begins anew, with the first photo when there is one. */
export const startDraft = (photo?: File): void => {
  for (const { shown } of draft.photos) URL.revokeObjectURL(shown);
  draft = fresh();
  if (photo === undefined) changeDraft({});
  else addPhoto(photo);
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useDraft = (): Draft => useSyncExternalStore(subscribe, () => draft);
