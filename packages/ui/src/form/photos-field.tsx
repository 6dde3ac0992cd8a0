import { fillText } from "@chengyun/kernel";
import { Button } from "antd";
import { type ChangeEvent, useRef, useState } from "react";
import { useUi } from "../ui-context.tsx";
import type { FormCity, FormFieldProps } from "./description.ts";
import { formWords } from "./form-words.ts";

/** Photos of a form: taken or chosen, kept by the app, answered by their ids. */
export const PhotosField = ({ id, value, onChange, disabled, city }: FormFieldProps & { readonly city: FormCity }) => {
  const { say } = useUi();
  const [state, setState] = useState<"rest" | "sending" | "failed">("rest");
  const input = useRef<HTMLInputElement>(null);
  const ids = Array.isArray(value) ? value.map(String) : [];
  const { addPhoto, photoUrl } = city;
  if (addPhoto === undefined) return <span className="cy-form-help">{say(formWords.noPhotos)}</span>;
  const add = async ({ target }: ChangeEvent<HTMLInputElement>): Promise<void> => {
    setState("sending");
    try {
      const added: string[] = [];
      for (const file of target.files ?? []) added.push(await addPhoto(file));
      onChange([...ids, ...added]);
      setState("rest");
    } catch {
      // What the app could not keep is said here; the answers so far stay.
      setState("failed");
    }
    if (input.current !== null) input.current.value = "";
  };
  const remove = (gone: string): void => {
    const left = ids.filter((each) => each !== gone);
    onChange(left.length === 0 ? undefined : left);
  };
  return (
    <div className="cy-form-photos">
      {ids.map((photo, at) => (
        <span key={photo} className="cy-form-photo">
          {photoUrl === undefined ? (
            <span>{fillText(say(formWords.photo), { n: String(at + 1) })}</span>
          ) : (
            <img src={photoUrl(photo)} alt={fillText(say(formWords.photo), { n: String(at + 1) })} />
          )}
          <Button
            size="small"
            disabled={disabled === true}
            aria-label={fillText(say(formWords.removePhoto), { n: String(at + 1) })}
            onClick={() => remove(photo)}
          >
            ×
          </Button>
        </span>
      ))}
      <input
        ref={input}
        id={id}
        type="file"
        accept="image/jpeg,image/png,image/webp"
        capture="environment"
        multiple
        className="cy-hidden"
        onChange={(event) => void add(event)}
      />
      <Button loading={state === "sending"} disabled={disabled === true} onClick={() => input.current?.click()}>
        {say(formWords.addPhoto)}
      </Button>
      {state === "failed" ? <span className="cy-form-fault">{say(formWords.photoFailed)}</span> : null}
    </div>
  );
};
