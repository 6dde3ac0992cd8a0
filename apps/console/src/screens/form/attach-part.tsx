import type { FormDesign, FormPlace } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { Alert, App, Button, Select } from "antd";
import { useState } from "react";
import { toSentence } from "../../data/api.ts";
import { useAttachForm, useDetachForm, useFormPlaces } from "../../data/form.ts";
import { OffButton } from "../../parts/off-button.tsx";
import { useText } from "../../strings/text.ts";

const kinds: readonly FormPlace["kind"][] = ["move", "category", "major", "version", "pack"];

/** Where the form can still be attached, by kind. */
const useOptions = (design: FormDesign) => {
  const words = useText().forms.form;
  const { say } = useUi();
  const { data, isPending } = useFormPlaces();
  const own = new Set(design.attached.map(({ place }) => place));
  const options = kinds.map((kind) => ({
    label: words.placeKinds[kind],
    options: (data?.items ?? [])
      .filter((one) => one.kind === kind && !own.has(one.place))
      .map(({ place, name }) => ({ value: place, label: say(name) })),
  }));
  return { options: options.filter((group) => group.options.length > 0), isPending };
};

const Attached = ({ design }: { readonly design: FormDesign }) => {
  const words = useText().forms.form;
  const { say } = useUi();
  const detach = useDetachForm(design.id);
  if (design.attached.length + design.askedBy.length === 0) return <p className="cy-faint">{words.attachNone}</p>;
  return (
    <>
      {detach.error === null ? null : <Alert type="error" showIcon title={toSentence(detach.error)} />}
      <ul className="plain-list attached">
        {design.attached.map(({ place, kind, name }) => (
          <li key={place}>
            <span>
              {say(name)} <em className="second">{words.placeKinds[kind]}</em>
            </span>
            <Button
              size="small"
              loading={detach.isPending}
              aria-label={`${words.detach}: ${say(name)}`}
              onClick={() => detach.mutate([place])}
            >
              {words.detach}
            </Button>
          </li>
        ))}
        {design.askedBy.map((name) => (
          <li key={name.zh}>
            <span>
              {say(name)} <em className="second">{words.ofPackAsks}</em>
            </span>
          </li>
        ))}
      </ul>
    </>
  );
};

/** Who asks a form, and attaching it to more or taking it off. */
export const AttachPart = ({ design }: { readonly design: FormDesign }) => {
  const { forms, off } = useText();
  const words = forms.form;
  const { message } = App.useApp();
  const [places, setPlaces] = useState<readonly string[]>([]);
  const attach = useAttachForm(design.id);
  const { options, isPending } = useOptions(design);
  const add = (): void =>
    attach.mutate(places, {
      onSuccess: () => {
        void message.info(fillText(words.attachDone, { n: String(places.length) }));
        setPlaces([]);
      },
    });
  const canAttach = design.versions.length > 0 && design.stage !== "retired";
  return (
    <div className="attach-part">
      <p className="second">{canAttach ? words.attachHint : words.attachUnpublished}</p>
      <Attached design={design} />
      {attach.error === null ? null : <Alert type="error" showIcon title={toSentence(attach.error)} />}
      {canAttach ? (
        <div className="attach-add">
          <Select
            mode="multiple"
            aria-label={words.attachPick}
            placeholder={words.attachPick}
            loading={isPending}
            showSearch={{ optionFilterProp: "label" }}
            value={[...places]}
            onChange={(value: string[]) => setPlaces(value)}
            options={options}
          />
          <OffButton
            type="primary"
            why={places.length === 0 ? off.noPlace : undefined}
            loading={attach.isPending}
            onClick={add}
          >
            {words.attachAdd}
          </OffButton>
        </div>
      ) : null}
    </div>
  );
};
