import { type Fact, fillText } from "@chengyun/kernel";
import { Button, Checkbox, Input, InputNumber, Radio, Select } from "antd";
import { useState } from "react";
import { useUi } from "../ui-context.tsx";
import type { FormCity, FormFieldProps } from "./description.ts";
import { formWords } from "./form-words.ts";
import { PhotosField } from "./photos-field.tsx";

/** A text of at most so many characters is asked in one line. */
const oneLine = 200;
/** A list this short is shown whole: no opening, one touch. */
const shownWhole = 5;

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

const TextField = ({ id, fact, value, onChange, disabled }: FormFieldProps) => {
  const most = fact.longest ?? 2_000;
  const shared = {
    id,
    value: textOf(value),
    maxLength: most,
    disabled: disabled === true,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  };
  return most <= oneLine ? <Input {...shared} /> : <Input.TextArea {...shared} rows={3} />;
};

const NumberField = ({ id, fact, value, onChange, disabled }: FormFieldProps) => (
  <InputNumber<number>
    id={id}
    className="cy-form-number"
    value={typeof value === "number" ? value : null}
    disabled={disabled === true}
    suffix={fact.unit ?? ""}
    inputMode="decimal"
    onChange={(next) => onChange(next ?? undefined)}
  />
);

const FlagField = ({ id, value, onChange, disabled }: FormFieldProps) => {
  const { say } = useUi();
  return (
    <Radio.Group
      id={id}
      value={typeof value === "boolean" ? value : null}
      disabled={disabled === true}
      onChange={(event) => onChange(event.target.value)}
      options={[
        { value: true, label: say(formWords.yes) },
        { value: false, label: say(formWords.no) },
      ]}
    />
  );
};

const MomentField = ({ id, fact, value, onChange, disabled }: FormFieldProps) => (
  <Input
    id={id}
    type={fact.kind === "date" ? "date" : "datetime-local"}
    value={textOf(value)}
    disabled={disabled === true}
    onChange={(event) => onChange(event.target.value)}
  />
);

const optionsOf = (fact: Fact, say: ReturnType<typeof useUi>["say"]) =>
  Object.entries(fact.choices ?? {}).map(([value, name]) => ({ value, label: say(name) }));

const ChoiceField = ({ id, fact, value, onChange, disabled }: FormFieldProps) => {
  const { say } = useUi();
  const options = optionsOf(fact, say);
  if (options.length <= shownWhole)
    return (
      <Radio.Group
        id={id}
        value={value ?? null}
        disabled={disabled === true}
        options={options}
        onChange={(event) => onChange(event.target.value)}
      />
    );
  return (
    <Select
      id={id}
      value={(value as string | undefined) ?? null}
      disabled={disabled === true}
      options={options}
      placeholder={say(formWords.choose)}
      showSearch={{ optionFilterProp: "label" }}
      allowClear
      onChange={onChange}
    />
  );
};

const ChoicesField = ({ fact, value, onChange, disabled }: FormFieldProps) => {
  const { say } = useUi();
  return (
    <Checkbox.Group
      value={Array.isArray(value) ? value : []}
      disabled={disabled === true}
      options={optionsOf(fact, say)}
      onChange={onChange}
    />
  );
};

interface PersonAnswer {
  readonly name?: string;
  readonly phone?: string;
  readonly idNumber?: string;
}

const personOf = (value: unknown): PersonAnswer => (typeof value === "object" && value !== null ? value : {});

const PersonField = ({ id, value, onChange, disabled }: FormFieldProps) => {
  const { say } = useUi();
  const now = personOf(value);
  const set = (part: PersonAnswer): void => {
    const next = Object.entries({ ...now, ...part }).filter(([, text]) => text !== "");
    onChange(next.length === 0 ? undefined : Object.fromEntries(next));
  };
  const shared = { disabled: disabled === true, maxLength: 100 };
  return (
    <div className="cy-form-person">
      <Input
        {...shared}
        id={id}
        value={now.name ?? ""}
        placeholder={say(formWords.name)}
        autoComplete="off"
        onChange={(event) => set({ name: event.target.value })}
      />
      <Input
        {...shared}
        value={now.phone ?? ""}
        placeholder={say(formWords.phone)}
        aria-label={say(formWords.phone)}
        inputMode="tel"
        autoComplete="off"
        onChange={(event) => set({ phone: event.target.value })}
      />
    </div>
  );
};

interface PlaceAnswer {
  readonly position?: readonly [number, number];
  readonly words?: string;
}

/** A phone waits so long for its position. */
const patienceMs = 15_000;

const PlaceField = ({ id, value, onChange, disabled }: FormFieldProps) => {
  const { say } = useUi();
  const [state, setState] = useState<"rest" | "locating" | "failed">("rest");
  const { position, words = "" } = (typeof value === "object" && value !== null ? value : {}) as PlaceAnswer;
  const set = (next: { position?: readonly [number, number] | undefined; words: string }): void => {
    const kept = Object.entries(next).filter(([, part]) => part !== undefined && part !== "");
    onChange(kept.length === 0 ? undefined : Object.fromEntries(kept));
  };
  const locate = (): void => {
    setState("locating");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setState("rest");
        set({ words, position: [Number(coords.longitude.toFixed(6)), Number(coords.latitude.toFixed(6))] });
      },
      () => setState("failed"),
      { enableHighAccuracy: true, timeout: patienceMs },
    );
  };
  const canLocate = typeof navigator !== "undefined" && "geolocation" in navigator;
  return (
    <div className="cy-form-place">
      <Input
        id={id}
        value={words}
        maxLength={500}
        disabled={disabled === true}
        placeholder={say(formWords.placeWords)}
        onChange={(event) => set({ position, words: event.target.value })}
      />
      {position === undefined ? (
        <Button disabled={disabled === true || !canLocate || state === "locating"} onClick={locate}>
          {say(state === "locating" ? formWords.locating : formWords.here)}
        </Button>
      ) : (
        <Button disabled={disabled === true} onClick={() => set({ words })} title={say(formWords.dropPosition)}>
          {fillText(say(formWords.position), { position: position.map((part) => part.toFixed(5)).join(", ") })} ×
        </Button>
      )}
      {state === "failed" ? <span className="cy-form-help">{say(formWords.noPosition)}</span> : null}
    </div>
  );
};

const ThingField = ({ id, value, onChange, disabled, city }: FormFieldProps & { readonly city: FormCity }) => {
  const { say } = useUi();
  const [found, setFound] = useState<readonly { value: string; label: string }[]>([]);
  const chosen = typeof value === "string" ? value : undefined;
  const named = chosen === undefined ? undefined : city.nameOf?.(chosen);
  const options = [
    ...found,
    ...(chosen === undefined || found.some((each) => each.value === chosen)
      ? []
      : [{ value: chosen, label: named ?? chosen }]),
  ];
  return (
    <Select
      id={id}
      value={chosen ?? null}
      disabled={disabled === true}
      allowClear
      showSearch={{ filterOption: false, onSearch: (words) => void city.findThings?.(words).then(setFound) }}
      onOpenChange={(open) => open && void city.findThings?.("").then(setFound)}
      placeholder={say(formWords.findThing)}
      options={options}
      onChange={(next) => onChange(next ?? undefined)}
    />
  );
};

const ListField = ({
  id,
  value,
  onChange,
  disabled,
  options,
}: FormFieldProps & { readonly options: FormCity["areas"] }) => {
  const { say } = useUi();
  return (
    <Select
      id={id}
      value={typeof value === "string" ? value : null}
      disabled={disabled === true}
      allowClear
      showSearch={{ optionFilterProp: "label" }}
      placeholder={say(formWords.choose)}
      options={[...(options ?? [])]}
      onChange={(next) => onChange(next ?? undefined)}
    />
  );
};

/** The field a fact of this kind is asked with; the city's lists are given, nothing is fetched here. */
export const FormFieldOf = ({ city, ...field }: FormFieldProps & { readonly city: FormCity }) => {
  switch (field.fact.kind) {
    case "number":
      return <NumberField {...field} />;
    case "flag":
      return <FlagField {...field} />;
    case "date":
    case "time":
      return <MomentField {...field} />;
    case "choice":
      return <ChoiceField {...field} />;
    case "choices":
      return <ChoicesField {...field} />;
    case "person":
      return <PersonField {...field} />;
    case "place":
      return <PlaceField {...field} />;
    case "thing":
      return <ThingField {...field} city={city} />;
    case "department":
      return <ListField {...field} options={city.departments} />;
    case "area":
      return <ListField {...field} options={city.areas} />;
    case "photos":
      return <PhotosField {...field} city={city} />;
    default:
      return <TextField {...field} />;
  }
};
