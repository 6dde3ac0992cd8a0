import type { FactEntry, FormDesign, FormDraft } from "@chengyun/contracts";
import { refuseFormula } from "@chengyun/formula";
import { checkFormShape, type Form, fillText } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { Alert, App, Button, Input } from "antd";
import { useMemo, useState } from "react";
import { toSentence } from "../../data/api.ts";
import { useMoveForm } from "../../data/form.ts";
import { FormTabs } from "../../parts/form-tabs.tsx";
import { MoveButton } from "../../parts/move-button.tsx";
import { OffButton } from "../../parts/off-button.tsx";
import { Part, StageName } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";
import { AttachPart } from "./attach-part.tsx";
import { type FieldPlace, tableOf, toPreview } from "./design.ts";
import { FieldList } from "./field-list.tsx";
import { CheckSettings, FieldSettings } from "./field-settings.tsx";
import { Preview } from "./preview.tsx";
import { Versions } from "./versions.tsx";

interface DesignerProps {
  readonly design: FormDesign;
  readonly facts: readonly FactEntry[];
}

/** Saving, publishing and revising: the moves of a form. */
const useDesignMoves = (design: FormDesign, draft: FormDraft) => {
  const t = useText();
  const { message } = App.useApp();
  const move = useMoveForm();
  const { id, version } = design;
  const words = t.forms.form;
  const save = () => move.mutateAsync({ id, version, move: "edit", facts: { design: draft } });
  return {
    fault: move.error,
    busy: move.isPending,
    save: () =>
      void save().then(
        () => message.info(words.saved),
        () => undefined,
      ),
    publish: (isChanged: boolean) => {
      const now = isChanged ? save() : Promise.resolve({ version });
      const next = (design.versions[0]?.version ?? 0) + 1;
      void now
        .then((saved) => move.mutateAsync({ id, version: saved.version, move: "publish", facts: {} }))
        .then(
          () => message.info(fillText(words.published, { n: String(next) })),
          () => undefined,
        );
    },
    revise: () => void move.mutateAsync({ id, version, move: "revise", facts: {} }).catch(() => undefined),
  };
};

const Head = ({
  design,
  draft,
  isChanged,
  isSound,
}: Pick<DesignerProps, "design"> & { draft: FormDraft; isChanged: boolean; isSound: boolean }) => {
  const t = useText();
  const { say } = useUi();
  const words = t.forms.form;
  const { fault, busy, save, publish, revise } = useDesignMoves(design, draft);
  const whyFaulty = isSound ? undefined : words.whyFaulty;
  const may = (move: string): boolean =>
    design.moves.some((offer) => offer.move === move && offer.whyNot === undefined);
  return (
    <>
      <header className="list-head">
        <h1>{say(draft.name)}</h1>
        <div className="filters">
          <StageName kind="form" stage={design.stage} />
          <code>{design.key}</code>
          {isChanged ? <span className="second">{words.unsaved}</span> : null}
          {may("edit") ? (
            <OffButton loading={busy} why={whyFaulty ?? (isChanged ? undefined : words.whySame)} onClick={save}>
              {words.save}
            </OffButton>
          ) : null}
          {may("publish") ? (
            <OffButton type="primary" loading={busy} why={whyFaulty} onClick={() => publish(isChanged)}>
              {words.publish}
            </OffButton>
          ) : null}
          {may("revise") ? (
            <Button type="primary" loading={busy} onClick={revise}>
              {words.revise}
            </Button>
          ) : null}
          {may("retire") ? (
            <MoveButton
              move="retire"
              subject={{ kind: "form", plural: "forms", id: design.id, version: design.version }}
              stage={design.stage}
            />
          ) : null}
          <FormTabs here="forms" />
        </div>
      </header>
      {fault === null ? null : <Alert type="error" showIcon title={toSentence(fault)} />}
    </>
  );
};

/** Designs a form: questions from the dictionary, their conditions, and the phone beside it. */
export const Designer = ({ design, facts }: DesignerProps) => {
  const t = useText();
  const { say } = useUi();
  const words = t.forms.form;
  const [draft, setDraft] = useState(design.draft);
  const [selected, setSelected] = useState<FieldPlace | undefined>({ section: 0, field: 0 });
  const readOnly = design.stage !== "draft";
  const table = useMemo(() => tableOf(facts), [facts]);
  const faults = useMemo(() => checkFormShape({ ...draft, version: 1 } as Form, table, refuseFormula), [draft, table]);
  const preview = useMemo(() => toPreview(draft, table), [draft, table]);
  const isChanged = JSON.stringify(draft) !== JSON.stringify(design.draft);
  const rename = (part: { zh?: string; en?: string }): void => setDraft({ ...draft, name: { ...draft.name, ...part } });
  return (
    <div className="page design-page">
      <Head design={design} draft={draft} isChanged={isChanged} isSound={faults.length === 0} />
      {readOnly ? <Alert type="info" showIcon title={words.readOnly} /> : null}
      {faults.length === 0 ? null : (
        <Alert
          type="warning"
          showIcon
          title={words.faults}
          description={faults.map(({ path, says }) => (
            <div key={`${path}${says.en}`}>
              <code>{path}</code> {say(says)}
            </div>
          ))}
        />
      )}
      <div className="design">
        <div>
          <h3>{words.name}</h3>
          <div className="form-pair">
            <Input
              aria-label={words.nameZh}
              value={draft.name.zh}
              disabled={readOnly}
              onChange={(event) => rename({ zh: event.target.value })}
            />
            <Input
              aria-label={words.nameEn}
              value={draft.name.en}
              disabled={readOnly}
              onChange={(event) => rename({ en: event.target.value })}
            />
          </div>
          <FieldList
            draft={draft}
            facts={facts}
            table={table}
            selected={selected}
            faulty={new Set(faults.map(({ path }) => path))}
            readOnly={readOnly}
            onChange={setDraft}
            onSelect={setSelected}
          />
          <Part title={words.checks}>
            <CheckSettings draft={draft} table={table} onChange={setDraft} readOnly={readOnly} />
          </Part>
          <Part title={words.attach}>
            <AttachPart design={design} />
          </Part>
          <Part title={words.compare}>
            <Versions
              key={`${design.stage} ${design.versions.length}`}
              formKey={design.key}
              versions={design.versions}
              draft={readOnly ? undefined : draft}
              table={table}
            />
          </Part>
        </div>
        <div>
          {selected === undefined || readOnly ? null : (
            <FieldSettings draft={draft} table={table} onChange={setDraft} place={selected} />
          )}
        </div>
        <Preview form={preview} />
      </div>
    </div>
  );
};
