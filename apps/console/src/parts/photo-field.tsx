import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { fillText } from "@chengyun/kernel";
import { Alert, Button } from "antd";
import { useRef, useState } from "react";
import { photoUrl, toSentence } from "../data/api.ts";
import { useAddPhoto } from "../data/case.ts";
import { useText } from "../strings/text.ts";

interface PhotoFieldProps {
  readonly value?: readonly string[];
  readonly onChange?: (value: string[]) => void;
}

/** Photos for a form: each is uploaded when it is chosen and then shown small. */
export const PhotoField = ({ value = [], onChange }: PhotoFieldProps) => {
  const t = useText();
  const input = useRef<HTMLInputElement>(null);
  const add = useAddPhoto();
  const [fault, setFault] = useState<string>();
  const upload = async (files: FileList | null): Promise<void> => {
    setFault(undefined);
    const made = [...value];
    for (const file of files ?? []) {
      try {
        made.push((await add.mutateAsync(file)).id);
      } catch (caught) {
        setFault(`${file.name}: ${toSentence(caught)}`);
      }
    }
    onChange?.(made);
  };
  return (
    <div className="photo-field">
      <div className="photo-row">
        {value.map((id, index) => (
          <figure key={id} className="photo-small">
            <img src={photoUrl(id, 160)} alt={fillText(t.case.photo, { n: String(index + 1) })} />
            <Button
              size="small"
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t.photo.remove}
              onClick={() => onChange?.(value.filter((each) => each !== id))}
            />
          </figure>
        ))}
        <Button icon={<PlusOutlined />} loading={add.isPending} onClick={() => input.current?.click()}>
          {add.isPending ? t.photo.busy : t.photo.add}
        </Button>
      </div>
      <input
        ref={input}
        type="file"
        className="cy-hidden"
        tabIndex={-1}
        aria-hidden="true"
        multiple
        accept="image/jpeg,image/png,image/webp"
        onChange={(event) => {
          void upload(event.target.files).then(() => {
            if (input.current !== null) input.current.value = "";
          });
        }}
      />
      <span className="cy-faint">{t.photo.hint}</span>
      {fault === undefined ? null : <Alert type="error" title={fault} />}
    </div>
  );
};
