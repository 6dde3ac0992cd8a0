import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, HolderOutlined } from "@ant-design/icons";
import type { FactEntry, FormDraft } from "@chengyun/contracts";
import { type FactTable, fillText } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { Button, Input, Select } from "antd";
import { type DragEvent, useState } from "react";
import { useText } from "../../strings/text.ts";
import {
  addField,
  changeSection,
  type FieldPlace,
  freeFacts,
  moveField,
  placeOf,
  removeField,
  stepField,
} from "./design.ts";

interface FieldListProps {
  readonly draft: FormDraft;
  readonly facts: readonly FactEntry[];
  readonly table: FactTable;
  readonly selected: FieldPlace | undefined;
  /** Places that the check found faulty, e.g. `sections.0.fields.2`. */
  readonly faulty: ReadonlySet<string>;
  readonly readOnly: boolean;
  readonly onChange: (draft: FormDraft) => void;
  readonly onSelect: (place: FieldPlace | undefined) => void;
}

interface RowProps extends FieldListProps {
  readonly place: FieldPlace;
  readonly dragged: FieldPlace | undefined;
  readonly onDrag: (place: FieldPlace | undefined) => void;
}

const isAt = (one: FieldPlace | undefined, { section, field }: FieldPlace): boolean =>
  one?.section === section && one.field === field;

const Row = ({ draft, table, selected, faulty, readOnly, place, dragged, onChange, onSelect, onDrag }: RowProps) => {
  const t = useText();
  const { say } = useUi();
  const words = t.forms.form;
  const field = draft.sections[place.section]?.fields[place.field];
  if (field === undefined) return null;
  const fact = table[field.fact];
  const show = (next: FormDraft, moved: string): void => {
    onChange(next);
    onSelect(placeOf(next, moved));
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    const fact = dragged === undefined ? undefined : draft.sections[dragged.section]?.fields[dragged.field]?.fact;
    if (dragged !== undefined && fact !== undefined) show(moveField(draft, dragged, place), fact);
    onDrag(undefined);
  };
  const step = (by: -1 | 1): void => show(stepField(draft, place, by), field.fact);
  const isFaulty = [...faulty].some((path) => path.startsWith(`sections.${place.section}.fields.${place.field}`));
  const name = fact === undefined ? field.fact : say(fact.name);
  return (
    <li
      className={["design-field", isAt(selected, place) && "design-here", isFaulty && "design-faulty"]
        .filter(Boolean)
        .join(" ")}
      draggable={!readOnly}
      onDragStart={() => onDrag(place)}
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
    >
      <HolderOutlined aria-hidden="true" title={words.drag} />
      <button type="button" className="design-name" onClick={() => onSelect(place)}>
        <strong>{name}</strong>
        {field.required === true ? <span className="second"> · {words.required}</span> : null}
        {field.shownWhen === undefined ? null : <span className="second cut"> · {field.shownWhen}</span>}
      </button>
      {readOnly ? null : (
        <span className="design-tools">
          <Button
            size="small"
            type="text"
            aria-label={`${words.up} ${name}`}
            icon={<ArrowUpOutlined />}
            onClick={() => step(-1)}
          />
          <Button
            size="small"
            type="text"
            aria-label={`${words.down} ${name}`}
            icon={<ArrowDownOutlined />}
            onClick={() => step(1)}
          />
          <Button
            size="small"
            type="text"
            aria-label={`${words.remove} ${name}`}
            icon={<DeleteOutlined />}
            onClick={() => {
              onChange(removeField(draft, place));
              onSelect(undefined);
            }}
          />
        </span>
      )}
    </li>
  );
};

const SectionHead = ({ draft, at, readOnly, onChange }: FieldListProps & { readonly at: number }) => {
  const t = useText();
  const words = t.forms.form;
  const section = draft.sections[at];
  if (section === undefined) return null;
  const rename = (part: { zh?: string; en?: string }): void =>
    onChange(changeSection(draft, at, (one) => ({ ...one, name: { ...one.name, ...part } })));
  const title = fillText(words.section, { n: String(at + 1) });
  return (
    <div className="design-section-head">
      <h3>{title}</h3>
      <Input
        aria-label={`${title} ${words.nameZh}`}
        value={section.name.zh}
        disabled={readOnly}
        onChange={(event) => rename({ zh: event.target.value })}
      />
      <Input
        aria-label={`${title} ${words.nameEn}`}
        value={section.name.en}
        disabled={readOnly}
        onChange={(event) => rename({ en: event.target.value })}
      />
      {readOnly || draft.sections.length === 1 ? null : (
        <Button
          type="text"
          aria-label={`${words.removeSection} ${at + 1}`}
          icon={<DeleteOutlined />}
          onClick={() => onChange({ ...draft, sections: draft.sections.filter((_, index) => index !== at) })}
        />
      )}
    </div>
  );
};

/** The questions of a form in their order: picked from the dictionary, dragged or stepped to their place. */
export const FieldList = (props: FieldListProps) => {
  const { draft, facts, readOnly, onChange } = props;
  const t = useText();
  const { say } = useUi();
  const words = t.forms.form;
  const [dragged, setDragged] = useState<FieldPlace>();
  const free = freeFacts(draft, facts).map(({ fact }) => ({ value: fact.id, label: `${say(fact.name)}　${fact.id}` }));
  return (
    <div className="design-list">
      {draft.sections.map((section, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a section is known by its place alone
        <section key={at} className="design-section">
          <SectionHead {...props} at={at} />
          <ol>
            {section.fields.map(({ fact }, field) => (
              <Row key={fact} {...props} place={{ section: at, field }} dragged={dragged} onDrag={setDragged} />
            ))}
          </ol>
          {readOnly ? null : (
            <Select
              className="design-add"
              aria-label={`${words.addField} ${at + 1}`}
              value={null}
              showSearch={{ optionFilterProp: "label" }}
              placeholder={`＋ ${words.addField}`}
              options={free}
              onChange={(fact: string | null) => {
                if (fact === null) return;
                const next = addField(draft, at, fact);
                onChange(next);
                props.onSelect(placeOf(next, fact));
              }}
            />
          )}
        </section>
      ))}
      {readOnly ? null : (
        <Button
          onClick={() =>
            onChange({
              ...draft,
              sections: [...draft.sections, { name: { zh: "新的一段", en: "New section" }, fields: [] }],
            })
          }
        >
          {words.addSection}
        </Button>
      )}
    </div>
  );
};
