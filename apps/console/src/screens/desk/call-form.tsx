import type { Category } from "@chengyun/contracts";
import { fillText, writeReportNo } from "@chengyun/kernel";
import { limitWords, useUi } from "@chengyun/ui";
import { Button, Checkbox, Input, Select } from "antd";
import { type ReactNode, useState } from "react";
import { photoUrl } from "../../data/api.ts";
import { useDepartments } from "../../data/identity.ts";
import { useCategories, useSettled } from "../../data/intake.ts";
import { useSearch } from "../../data/map.ts";
import { PhotoField } from "../../parts/photo-field.tsx";
import { type FoundPlace, PlaceSearch } from "../../parts/place-field.tsx";
import { useText } from "../../strings/text.ts";
import type { Call } from "./call.ts";

interface FormProps {
  readonly call: Call;
  readonly onChange: (change: Partial<Call>) => void;
}

const CategoryField = ({ call, onChange }: FormProps) => {
  const t = useText();
  const { say } = useUi();
  const [typed, setTyped] = useState("");
  // What the citizen's picture is called comes first; where no category is called so, all are offered.
  const pictured = call.waiting?.kindName?.zh ?? "";
  const asked = useCategories(typed === "" ? pictured : typed);
  const all = useCategories("");
  const isUnknown = typed === "" && asked.data?.items.length === 0;
  const { data, isFetching } = isUnknown ? all : asked;
  const found: readonly Category[] = data?.items ?? [];
  const shown =
    call.category === undefined || found.some(({ id }) => id === call.category?.id) ? found : [call.category, ...found];
  return (
    <Select
      id="desk-category"
      showSearch={{ filterOption: false, onSearch: setTyped }}
      loading={isFetching}
      placeholder={
        call.waiting?.kindName === undefined
          ? t.desk.categoryHint
          : fillText(t.desk.categoryOfKind, { kind: say(call.waiting.kindName) })
      }
      {...(call.category === undefined ? {} : { value: call.category.id })}
      options={shown.map((each) => ({
        value: each.id,
        label: [say(each.name), each.code, say(each.source)].filter(Boolean).join(" · "),
      }))}
      onChange={(id) => {
        const category = shown.find((each) => each.id === id);
        onChange({ category, conditionId: undefined, answers: {} });
      }}
    />
  );
};

const ConditionField = ({ call, onChange }: FormProps) => {
  const t = useText();
  const { say, language } = useUi();
  const conditions = call.category?.conditions ?? [];
  if (conditions.length === 0) return null;
  return (
    <label className="desk-field" htmlFor="desk-condition">
      {t.desk.condition}
      <Select
        id="desk-condition"
        allowClear
        placeholder={t.desk.conditionHint}
        {...(call.conditionId === undefined ? {} : { value: call.conditionId })}
        options={conditions.map(({ id, files, limit }) => ({
          value: id,
          label: limit === undefined ? say(files) : `${say(files)} · ${limitWords(limit, language)}`,
        }))}
        onChange={(conditionId: string | undefined) => onChange({ conditionId })}
      />
    </label>
  );
};

/** A place found by words: what it is called stands for its address until the officer writes one. */
const placeFound = (call: Call, { position, title, thingId }: FoundPlace): Partial<Call> => ({
  position,
  thingId,
  ...(call.address.trim() === "" && call.waiting === undefined ? { address: title.slice(0, 200) } : {}),
});

/** Where it is: in words first, what a map needs second. */
const PlaceWords = ({ position }: Pick<Call, "position">) => {
  const t = useText();
  const { say } = useUi();
  const written = position === undefined ? "" : `${position[1].toFixed(5)}, ${position[0].toFixed(5)}`;
  const found = useSearch(useSettled(written), undefined);
  const known = written === "" ? undefined : found.data?.items[0];
  if (position === undefined) return <p className="second">{t.desk.placeNone}</p>;
  return (
    <p className="desk-where" aria-live="polite">
      {t.desk.place} {known === undefined ? "…" : <strong>{say(known.title)}</strong>}{" "}
      <span className="second figure">{written}</span>
    </p>
  );
};

const DepartmentField = ({ call, onChange }: FormProps) => {
  const t = useText();
  const { say } = useUi();
  const { data } = useDepartments();
  return (
    <Select
      id="desk-department"
      allowClear
      showSearch={{ optionFilterProp: "label" }}
      placeholder={t.desk.byRules}
      {...(call.department === undefined ? {} : { value: call.department })}
      options={(data?.items ?? []).map(({ id, name }) => ({ value: id, label: say(name) }))}
      onChange={(department: string | undefined) => onChange({ department })}
    />
  );
};

const TakenUp = ({ call, onLetGo }: Pick<FormProps, "call"> & { readonly onLetGo: () => void }) => {
  const t = useText();
  if (call.waiting === undefined) return null;
  return (
    <div className="desk-taken">
      {fillText(t.desk.takenUp, { no: writeReportNo(call.waiting.no) })}{" "}
      <span className="second">
        {[call.waiting.reporter?.name, call.waiting.reporter?.phone].filter(Boolean).join(" ")}
      </span>
      <Button size="small" type="text" onClick={onLetGo}>
        {t.desk.letGo}
      </Button>
      <div className="photo-row">
        {call.waiting.photos.map((id) => (
          <a key={id} href={photoUrl(id)} target="_blank" rel="noreferrer">
            <img src={photoUrl(id, 240)} alt={t.desk.photos} />
          </a>
        ))}
      </div>
    </div>
  );
};

interface CallFormProps extends FormProps {
  readonly onLetGo: () => void;
  /** What the category asks besides. */
  readonly children: ReactNode;
}

/** What was said and where: everything in the order in which it is asked on the phone. */
export const CallForm = ({ call, onChange, onLetGo, children }: CallFormProps) => {
  const t = useText();
  const { position } = call;
  return (
    <section aria-label={t.desk.form}>
      <h2>{t.desk.form}</h2>
      <TakenUp call={call} onLetGo={onLetGo} />
      <label className="desk-field" htmlFor="desk-text">
        {t.desk.text}
        <Input.TextArea
          id="desk-text"
          rows={3}
          maxLength={2_000}
          value={call.text}
          readOnly={call.waiting !== undefined}
          placeholder={call.waiting === undefined ? t.desk.textHint : t.desk.unworded}
          onChange={(event) => onChange({ text: event.target.value })}
        />
      </label>
      <label className="desk-field" htmlFor="desk-category">
        {t.desk.category}
        <CategoryField call={call} onChange={onChange} />
      </label>
      <ConditionField call={call} onChange={onChange} />
      {children}
      <label className="desk-field" htmlFor="desk-address">
        {t.desk.address}
        <Input
          id="desk-address"
          maxLength={200}
          value={call.address}
          readOnly={call.waiting !== undefined}
          placeholder={t.desk.addressHint}
          onChange={(event) => onChange({ address: event.target.value })}
        />
      </label>
      <PlaceSearch id="desk-place" near={position} onChoose={(found) => onChange(placeFound(call, found))} />
      <PlaceWords position={position} />
      <div className="desk-pair">
        <label className="desk-field" htmlFor="desk-department">
          {t.desk.department}
          <DepartmentField call={call} onChange={onChange} />
        </label>
        <Checkbox checked={call.urgent} onChange={(event) => onChange({ urgent: event.target.checked })}>
          {t.desk.urgent}
        </Checkbox>
      </div>
      <PhotoField value={call.photos} onChange={(photos) => onChange({ photos })} />
    </section>
  );
};
