import type { FileLook, ImportTargets } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { Checkbox, Input, Select } from "antd";
import { useAreas } from "../../data/atlas.ts";
import { useImportTargets } from "../../data/file-import.ts";
import { useCity } from "../../data/session.ts";
import { useText } from "../../strings/text.ts";
import { AttributeFields } from "./attribute-fields.tsx";
import { marginKm } from "./bounds.ts";
import type { WordChoice } from "./column-words.ts";
import { type Draft, fieldsOf, hasPlaces, isModel, type SourceDraft, withSource } from "./draft.ts";
import { isReportTime } from "./draft-report.ts";
import type { PaneProps } from "./pane.ts";
import { ReadingFields } from "./reading-fields.tsx";
import { ReportFields } from "./report-fields.tsx";
import { SourceField } from "./source-field.tsx";
import { SystemField } from "./system-field.tsx";

/** What a part of the form is given. */
export interface DraftPartProps {
  readonly shown: PaneProps["shown"];
  readonly look: FileLook;
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
}

const baseKinds = ["land", "block", "green", "water", "road", "rail", "building", "place"] as const;

/** Words that a field is chosen from instead of typed. */
const useChoices = (shown: PaneProps["shown"]): Readonly<Record<string, readonly WordChoice[]>> => {
  const words = useText().imports;
  const { say } = useUi();
  const { data: targets } = useImportTargets();
  const { data: city } = useCity();
  const { data: areas } = useAreas();
  const named = (list: readonly Pick<ImportTargets["links"][number], "id" | "name">[] = []): WordChoice[] =>
    list.map(({ id, name }) => ({ value: id, label: say(name), names: [name.zh, name.en] }));
  return {
    type: named(shown.kind === "links" ? targets?.links : targets?.things),
    node: named(targets?.things),
    link: named(targets?.links),
    level: (city?.levels ?? []).map((name, at) => ({ value: String(at + 1), label: say(name) })),
    parentPath: [
      { value: "", label: words.noParent },
      ...(areas?.items ?? []).map(({ path, name, code }) => ({ value: path, label: `${say(name)} ${code}` })),
    ],
    kind: baseKinds.map((value) => ({ value, label: words.baseKinds[value] })),
    category: named(targets?.categories),
    department: named(targets?.departments),
    status: (["open", "closed"] as const).map((value) => ({ value, label: words.statuses[value] })),
    verdict: (["on-time", "late"] as const).map((value) => ({ value, label: words.verdicts[value] })),
  };
};

const NetworkFields = ({
  look,
  draft,
  onDraft,
  choices,
}: DraftPartProps & { readonly choices: ReturnType<typeof useChoices> }) => {
  const words = useText().imports;
  const types = [
    { id: "nodeType", list: choices["node"] ?? [] },
    { id: "linkType", list: choices["link"] ?? [] },
  ] as const;
  return (
    <>
      <div className="import-field">
        <span>{words.fields.nameZh}</span>
        <div className="import-pair">
          <Input
            aria-label={words.fields.nameZh}
            value={draft.nameZh}
            maxLength={100}
            onChange={({ target }) => onDraft({ ...draft, nameZh: target.value })}
          />
          <Input
            aria-label={words.nameEnNetwork}
            placeholder={words.nameEnNetwork}
            value={draft.nameEn}
            maxLength={100}
            onChange={({ target }) => onDraft({ ...draft, nameEn: target.value })}
          />
        </div>
      </div>
      {isModel(look)
        ? null
        : types.map(({ id, list }) => (
            <div key={id} className="import-field">
              <span>{words.fields[id]}</span>
              <Select
                showSearch={{ optionFilterProp: "label" }}
                aria-label={words.fields[id]}
                placeholder={words.chooseType}
                value={draft[id] === "" ? null : draft[id]}
                onChange={(value) => onDraft({ ...draft, [id]: value })}
                options={[...list]}
              />
            </div>
          ))}
    </>
  );
};

/** Rows far beyond the city are left to be mended; how far is said. */
const Within = ({ shown, draft, onDraft }: DraftPartProps) => {
  const words = useText().imports;
  const { data: city } = useCity();
  if (city === undefined) return null;
  return (
    <Checkbox checked={draft.within} onChange={({ target }) => onDraft({ ...draft, within: target.checked })}>
      {fillText(words.within, { km: String(marginKm(shown.kind, city.extent)) })}
    </Checkbox>
  );
};

/** The form of a mapping: which column is which field, in which coordinate system, in which units. */
export const DraftForm = (props: DraftPartProps) => {
  const { shown, look, draft, onDraft } = props;
  const words = useText().imports;
  const choices = useChoices(shown);
  const set = (id: string, source: SourceDraft): void =>
    onDraft({ ...draft, fields: { ...draft.fields, [id]: source } });
  const places = hasPlaces(shown, look, draft);
  const isReports = shown.kind === "reports";
  const uncoded = shown.seen?.uncoded?.map(({ word }) => word) ?? [];
  return (
    <div className="import-draft">
      <div className="import-field">
        <span>{words.fields.source}</span>
        <Input
          aria-label={words.fields.source}
          value={draft.source}
          maxLength={40}
          title={words.sourceHint}
          placeholder={words.sourceHint}
          status={/^[a-z][a-z0-9-]{1,49}$/.test(draft.source) ? "" : "error"}
          onChange={({ target }) => onDraft(withSource(draft, target.value))}
        />
      </div>
      {shown.kind === "network" ? <NetworkFields {...props} choices={choices} /> : null}
      {fieldsOf(shown, look).map(({ id, needed }) => (
        <SourceField
          key={id}
          label={words.fields[id as keyof typeof words.fields]}
          needed={needed}
          look={look}
          choices={choices[id]}
          source={draft.fields[id]}
          isColumnFirst={isReports}
          isColumnOnly={isReports && isReportTime(id)}
          others={isReports && id === "category" ? uncoded : undefined}
          onSource={(source) => set(id, source)}
        />
      ))}
      {shown.kind === "readings" ? <ReadingFields {...props} /> : null}
      {isReports ? <ReportFields {...props} /> : null}
      {shown.kind === "things" || shown.kind === "links" || (shown.kind === "network" && !isModel(look)) ? (
        <AttributeFields {...props} />
      ) : null}
      {places ? <SystemField system={draft.system} onSystem={(system) => onDraft({ ...draft, system })} /> : null}
      {places || look.format === "osm" ? <Within {...props} /> : null}
    </div>
  );
};
