import type { FileLook, FileMapping } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { Empty, useUi } from "@chengyun/ui";
import { Alert, Button, Input, Segmented, Tag } from "antd";
import { useState } from "react";
import { toSentence } from "../../data/api.ts";
import { useImportTargets, useReadBy } from "../../data/file-import.ts";
import { useCity } from "../../data/session.ts";
import { OffButton } from "../../parts/off-button.tsx";
import { Part } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";
import { listUnitsWanted } from "./attribute-unit.ts";
import type { Extent } from "./bounds.ts";
import { beginDraft, type Draft, listWanted, toMapping } from "./draft.ts";
import { toDraft } from "./draft-back.ts";
import { DraftForm } from "./draft-form.tsx";
import { toAxes } from "./extent-words.ts";
import { LayoutFields } from "./layout-fields.tsx";
import type { PaneProps } from "./pane.ts";
import { PlainTable } from "./plain-table.tsx";
import { systemOf } from "./system-words.ts";

/** What was seen of the file: its format, letters, first rows. */
const Seen = ({ shown, look }: Pick<PaneProps, "shown"> & { readonly look: FileLook }) => {
  const words = useText().imports;
  const { say } = useUi();
  const axes = toAxes(look);
  return (
    <Part title={words.firstRows} extra={<LayoutFields key={shown.changedAt} shown={shown} look={look} />}>
      {look.columns.length === 0 ? (
        <p className="second">{words.noColumns}</p>
      ) : (
        <PlainTable label={words.firstRows} head={look.columns.map(({ name }) => name)} rows={look.rows} />
      )}
      {look.notices.map((notice) => (
        <p key={notice.en} className="second import-said">
          {say(notice)}
        </p>
      ))}
      {axes === undefined ? null : (
        <p className="second figure">
          {words.extent}: {fillText(axes.inDegrees ? words.extentDegrees : words.extentPlain, axes.range)}
        </p>
      )}
      {look.projection === undefined ? null : (
        <p className="second import-said">
          {words.projection}: <code>{look.projection.slice(0, 200)}</code>
        </p>
      )}
    </Part>
  );
};

interface ProposalsProps extends Pick<PaneProps, "shown"> {
  readonly isBusy: boolean;
  readonly onUse: (mapping: FileMapping) => void;
  readonly onEdit: (mapping: FileMapping) => void;
}

/** Mappings that came along or were used before and fit the columns. */
const Proposals = ({ shown, isBusy, onUse, onEdit }: ProposalsProps) => {
  const words = useText().imports;
  const { say } = useUi();
  if (shown.proposals.length === 0) return <p className="second">{words.noProposals}</p>;
  return (
    <Part title={words.proposals} extra={<span className="second">{words.proposalsHint}</span>}>
      <ul className="import-proposals">
        {shown.proposals.map(({ name, from, about, mapping }) => (
          <li key={`${from}/${name}`}>
            <div>
              <strong>{name}</strong> <Tag>{words[from]}</Tag>
              <span className="second">{systemOf(mapping, words)}</span>
              {about === undefined ? null : <p className="second">{say(about)}</p>}
            </div>
            <div className="row-actions">
              <Button onClick={() => onEdit(mapping)}>{words.edit}</Button>
              <Button type="primary" loading={isBusy} onClick={() => onUse(mapping)}>
                {words.use}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </Part>
  );
};

interface TextFormProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly isBusy: boolean;
  readonly onUse: (mapping: FileMapping) => void;
}

const parse = (text: string): { mapping: FileMapping } | { why: string } => {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === "object" && read !== null && !Array.isArray(read)
      ? { mapping: read as FileMapping }
      : { why: "{ … }" };
  } catch (fault) {
    if (!(fault instanceof SyntaxError)) throw fault;
    return { why: fault.message };
  }
};

/** The mapping as the command line takes it, for whoever knows its words. */
const TextForm = ({ text, onText, isBusy, onUse }: TextFormProps) => {
  const words = useText().imports;
  const read = parse(text);
  return (
    <>
      <p className="second">{words.textHint}</p>
      <Input.TextArea
        className="import-text"
        aria-label={words.ownText}
        autoSize={{ minRows: 12, maxRows: 28 }}
        value={text}
        onChange={({ target }) => onText(target.value)}
      />
      {"why" in read ? <Alert type="warning" showIcon title={fillText(words.badText, { why: read.why })} /> : null}
      <div className="row-actions">
        <OffButton
          type="primary"
          loading={isBusy}
          why={"why" in read ? fillText(words.badText, { why: read.why }) : undefined}
          onClick={() => "mapping" in read && onUse(read.mapping)}
        >
          {words.tryRead}
        </OffButton>
      </div>
    </>
  );
};

const useExtent = (): Extent => useCity().data?.extent ?? [-180, -90, 180, 90];

const draftOf = (shown: PaneProps["shown"], look: FileLook, extent: Extent): Draft | undefined =>
  shown.mapping === undefined ? undefined : toDraft(shown, look, { mapping: shown.mapping, extent });

interface OwnProps extends Pick<PaneProps, "shown"> {
  readonly look: FileLook;
  readonly text: string | undefined;
  readonly onText: (text: string | undefined) => void;
  readonly isBusy: boolean;
  readonly onUse: (mapping: FileMapping) => void;
}

/** How the file is read, said on the screen: by a form, or as text. */
const Own = ({ shown, look, text, onText, isBusy, onUse }: OwnProps) => {
  const words = useText().imports;
  const extent = useExtent();
  const [draft, setDraft] = useState<Draft>(() => draftOf(shown, look, extent) ?? beginDraft(shown, look));
  const { say } = useUi();
  const { data: targets } = useImportTargets();
  const names = [
    ...listWanted(shown, look, draft).map((id) => (words.fields as Readonly<Record<string, string>>)[id] ?? id),
    ...listUnitsWanted(shown, draft, targets).map(({ name }) => fillText(words.unitOf, { name: say(name) })),
  ];
  const made = () => toMapping(shown, look, { draft, extent });
  return (
    <Part
      title={words.own}
      extra={
        <Segmented
          value={text === undefined ? "form" : "text"}
          onChange={(value) => onText(value === "text" ? JSON.stringify(made(), undefined, 2) : undefined)}
          options={[
            { value: "form", label: words.ownForm },
            { value: "text", label: words.ownText },
          ]}
        />
      }
    >
      {text === undefined ? (
        <>
          <DraftForm shown={shown} look={look} draft={draft} onDraft={setDraft} />
          {names.length === 0 ? null : (
            <p className="second" role="status">
              {fillText(words.wanted, { what: names.join("、") })}
            </p>
          )}
          <div className="row-actions">
            <OffButton
              type="primary"
              why={names.length > 0 ? fillText(words.wanted, { what: names.join("、") }) : undefined}
              loading={isBusy}
              onClick={() => onUse(made())}
            >
              {words.tryRead}
            </OffButton>
          </div>
        </>
      ) : (
        <TextForm text={text} onText={onText} isBusy={isBusy} onUse={onUse} />
      )}
    </Part>
  );
};

/** A mapping that says more than the form can is gone on with as text. */
const startText = (shown: PaneProps["shown"], extent: Extent): string | undefined => {
  const { mapping, look } = shown;
  if (mapping === undefined || look === undefined || draftOf(shown, look, extent) !== undefined) return undefined;
  return JSON.stringify(mapping, undefined, 2);
};

/** Step 2: how the file is read. */
export const ReadingPane = ({ shown, onStep }: PaneProps) => {
  const words = useText().imports;
  const read = useReadBy(shown.id);
  const extent = useExtent();
  const [text, setText] = useState(() => startText(shown, extent));
  const { look } = shown;
  if (look === undefined) return <Empty title={words.stages[shown.stage]} />;
  const use = (mapping: FileMapping): void => read.mutate(mapping, { onSuccess: () => onStep() });
  return (
    <div className="import-columns">
      <Seen shown={shown} look={look} />
      <Proposals
        shown={shown}
        isBusy={read.isPending}
        onUse={use}
        onEdit={(mapping) => setText(JSON.stringify(mapping, undefined, 2))}
      />
      <Own shown={shown} look={look} text={text} onText={setText} isBusy={read.isPending} onUse={use} />
      {read.error === null ? null : <Alert type="error" showIcon title={toSentence(read.error)} />}
      <div className="row-actions">
        <Button onClick={() => onStep(0)}>{words.back}</Button>
      </div>
    </div>
  );
};
