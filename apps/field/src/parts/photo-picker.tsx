import { type ChangeEvent, useEffect, useMemo, useState } from "react";
import type { KeptPhoto } from "../data/database.ts";
import { NotAPicture, type PhotoSource, takePhoto } from "../data/photo.ts";
import { useText } from "../strings/text.ts";
import { Icon } from "./icon.tsx";

/** A picture kept on this phone. */
export const LocalPhoto = ({ photo, label }: { readonly photo: KeptPhoto; readonly label: string }) => {
  const url = useMemo(() => URL.createObjectURL(photo.blob), [photo.blob]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  return <img src={url} alt={label} />;
};

interface PhotoPickerProps {
  readonly label: string;
  readonly photos: readonly KeptPhoto[];
  readonly most: number;
  readonly onChange: (photos: readonly KeptPhoto[]) => void;
  readonly onFault: (fault: unknown) => void;
}

/** Takes photos, makes them small at once, shows them, takes one out again. */
export const PhotoPicker = ({ label, photos, most, onChange, onFault }: PhotoPickerProps) => {
  const t = useText();
  const [busy, setBusy] = useState(false);
  const add = async ({ target }: ChangeEvent<HTMLInputElement>, source: PhotoSource): Promise<void> => {
    const files = [...(target.files ?? [])].slice(0, most - photos.length);
    target.value = "";
    setBusy(true);
    try {
      const taken: KeptPhoto[] = [];
      for (const file of files) taken.push(await takePhoto(file, source));
      onChange([...photos, ...taken]);
    } catch (fault) {
      onFault(fault instanceof NotAPicture ? new Error(t.move.notPicture) : fault);
    } finally {
      setBusy(false);
    }
  };
  const full = busy || photos.length >= most;
  return (
    <fieldset className="photos">
      <legend>{label}</legend>
      <div className="photo-row">
        {photos.map((photo, index) => (
          <span key={photo.id} className="photo">
            <LocalPhoto photo={photo} label={`${label} ${index + 1}`} />
            <button
              type="button"
              aria-label={`${t.move.removePhoto} ${index + 1}`}
              onClick={() => onChange(photos.filter(({ id }) => id !== photo.id))}
            >
              <Icon name="close" />
            </button>
          </span>
        ))}
      </div>
      {busy ? <p role="status">{t.move.scaling}</p> : null}
      <div className="photo-buttons">
        <label className="button">
          <Icon name="camera" />
          {t.move.addPhoto}
          <input
            type="file"
            accept="image/jpeg"
            capture="environment"
            disabled={full}
            onChange={(event) => void add(event, "camera")}
          />
        </label>
        <label className="button">
          {t.move.fromAlbum}
          <input
            type="file"
            accept="image/jpeg,image/png,image/webp"
            multiple
            disabled={full}
            onChange={(event) => void add(event, "album")}
          />
        </label>
      </div>
    </fieldset>
  );
};
