import type { FactValues, FormFault } from "@chengyun/kernel";
import { type FormCity, type FormDescription, FormView, fillKnown, useUi } from "@chengyun/ui";
import { useEffect, useMemo, useRef } from "react";
import { api } from "../data/api.ts";
import type { KeptPhoto } from "../data/database.ts";
import { useSources } from "../data/form.ts";
import { takePhoto } from "../data/photo.ts";
import { useField } from "../data/state.ts";

const mostFound = 20;

interface FormPartProps {
  readonly form: FormDescription;
  readonly answers: FactValues;
  readonly photos: readonly KeptPhoto[];
  readonly isTried: boolean;
  readonly serverFaults?: readonly FormFault[];
  readonly onChange: (answers: FactValues) => void;
  readonly onPhoto: (photo: KeptPhoto) => void;
}

/** Addresses of photos on this phone, as long as they are shown. */
const usePhotoUrls = (photos: readonly KeptPhoto[]): ReadonlyMap<string, string> => {
  const urls = useMemo(() => new Map(photos.map(({ id, blob }) => [id, URL.createObjectURL(blob)])), [photos]);
  useEffect(
    () => () => {
      for (const url of urls.values()) URL.revokeObjectURL(url);
    },
    [urls],
  );
  return urls;
};

/** The form of a move on a phone: photos stay here until they are sent, lists are those this phone keeps. */
export const FormPart = ({ form, answers, photos, onPhoto, onChange, ...shown }: FormPartProps) => {
  const { say } = useUi();
  const { departments, online } = useField();
  const urls = usePhotoUrls(photos);
  const sources = useSources(form, answers);
  const latest = useRef({ answers, onChange });
  latest.current = { answers, onChange };
  useEffect(() => {
    const filled = fillKnown(latest.current.answers, sources);
    if (filled !== latest.current.answers) latest.current.onChange(filled);
  }, [sources]);
  const city = useMemo(
    (): FormCity => ({
      departments: departments.map(({ id, name }) => ({ value: id, label: say(name) })),
      findThings: async (words) => {
        if (!online) return [];
        const { items } = await api.things({ q: words === "" ? undefined : words, limit: mostFound });
        return items.map((thing) => ({ value: thing.id, label: say(thing.name) }));
      },
      addPhoto: async (file) => {
        const photo = await takePhoto(file, "camera");
        onPhoto(photo);
        return photo.id;
      },
      photoUrl: (id) => urls.get(id) ?? "",
    }),
    [departments, online, say, urls, onPhoto],
  );
  return <FormView form={form} answers={answers} onChange={onChange} city={city} sources={sources} {...shown} />;
};
