import type { CaseRow, FactShape } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { useUi, zoneAhead } from "@chengyun/ui";
import { Alert, Checkbox, Form, Modal, Segmented, Select } from "antd";
import { useMemo, useState } from "react";
import { toSentence } from "../../data/api.ts";
import { useMoveCases } from "../../data/case-list.ts";
import { serverNow } from "../../data/clock.ts";
import { useMovesOfEach } from "../../data/flow.ts";
import { FactField } from "../../parts/fact-field.tsx";
import { type Typed, toFacts } from "../../parts/move-facts.ts";
import { useText } from "../../strings/text.ts";
import {
  type BulkGroup,
  groupRows,
  keyOf,
  listAlone,
  listOffers,
  listSkipped,
  movingIn,
  ownFacts,
  partOffers,
  type Skipped,
  splitFacts,
} from "./bulk-groups.ts";
import { BulkDone, useStageName } from "./bulk-results.tsx";
import { RuledPreview, useRuled } from "./bulk-ruled.tsx";

/** The chosen by category and stage, each with what its first case offers. */
const useGroups = (chosen: readonly CaseRow[]): readonly BulkGroup[] => {
  const rows = useMemo(() => groupRows(chosen), [chosen]);
  const answers = useMovesOfEach(rows.map(([first]) => ({ plural: "cases", id: first.id, version: first.version })));
  return rows.map((group, at) => ({
    key: keyOf(group[0]),
    stage: group[0].stage,
    name: group[0].categoryName,
    rows: group,
    ...partOffers(answers[at] ?? []),
  }));
};

const FactItem = ({ fact, path }: { readonly fact: FactShape; readonly path: readonly string[] }) => {
  const t = useText();
  const { say } = useUi();
  return (
    <Form.Item
      name={[...path, fact.id]}
      label={`${say(fact.name)}${fact.required ? "" : t.move.optional}`}
      rules={[{ required: fact.required, message: fillText(t.move.needed, { name: say(fact.name) }) }]}
    >
      <FactField fact={fact} />
    </Form.Item>
  );
};

interface GroupFieldsProps {
  readonly group: BulkGroup;
  readonly facts: readonly FactShape[];
  readonly isMoving: boolean;
  readonly isLeft: boolean;
  readonly onLeave: (leave: boolean) => void;
}

/** What a group is called: its category and stage, and how many. */
const useGroupName = (): ((group: BulkGroup) => string) => {
  const t = useText();
  const { say } = useUi();
  const stageName = useStageName();
  return ({ name, stage, rows }) =>
    fillText(t.cases.bulkGroup, { name: say(name), stage: stageName(stage), n: String(rows.length) });
};

/** One group: how many cases, what its move asks of them alone, and a way to leave it out. */
const GroupFields = ({ group, facts, isMoving, isLeft, onLeave }: GroupFieldsProps) => {
  const t = useText();
  const nameOf = useGroupName();
  const stageName = useStageName();
  return (
    <fieldset className="bulk-group">
      <legend>{nameOf(group)}</legend>
      {isMoving ? (
        <Checkbox checked={isLeft} onChange={({ target }) => onLeave(target.checked)}>
          {t.cases.bulkLeave}
        </Checkbox>
      ) : (
        <span className="second">{fillText(t.cases.bulkNotOffered, { stage: stageName(group.stage) })}</span>
      )}
      {isMoving && !isLeft
        ? facts.map((fact) => <FactItem key={fact.id} fact={fact} path={["groups", group.key]} />)
        : null}
    </fieldset>
  );
};

type Given = Typed & { readonly groups?: Readonly<Record<string, Typed>> };

interface BulkDialogProps {
  readonly chosen: readonly CaseRow[];
  /** Told which are still to be done, when anything was done. */
  readonly onClose: (leftover: readonly string[] | undefined) => void;
}

/** The move for which rules name a department, each case its own. */
const byRules = "dispatch";

/** What is asked, and of which groups. */
const useAsking = (chosen: readonly CaseRow[]) => {
  const groups = useGroups(chosen);
  const [name, setName] = useState<string>();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [isByRules, setByRules] = useState(true);
  const offers = listOffers(groups);
  const able = movingIn(groups, name);
  const moving = able.filter(({ key }) => !left.has(key));
  const split = splitFacts(able, name);
  const goesByRules = name === byRules && isByRules;
  const shared = goesByRules ? split.shared.filter(({ id }) => id !== "department") : split.shared;
  const own = goesByRules ? new Set([...split.own].filter((id) => id !== "department")) : split.own;
  const ruled = useRuled(
    moving.flatMap(({ rows }) => rows),
    goesByRules,
  );
  const leave = (key: string, out: boolean): void =>
    setLeft(new Set(out ? [...left, key] : [...left].filter((one) => one !== key)));
  return {
    groups,
    offers,
    offer: offers.find(({ move }) => move === name),
    setName,
    able,
    moving,
    shared,
    own,
    left,
    leave,
    goesByRules,
    setByRules,
    ruled,
  };
};

type Asking = ReturnType<typeof useAsking>;

/** What can't be done with many, of which cases, and why: nobody looks for a move that is not in the choice. */
const AloneMoves = ({ groups }: { readonly groups: readonly BulkGroup[] }) => {
  const t = useText();
  const { say } = useUi();
  const named = useGroupName();
  const alone = listAlone(groups);
  if (alone.length === 0) return null;
  return (
    <ul className="second bulk-alone">
      {alone.map(({ move, name, why, groups: of }) => (
        <li key={`${move} ${why}`}>
          {fillText(t.cases.bulkAlone[why], { move: say(name), cases: of.map(named).join(t.cases.bulkAnd) })}
        </li>
      ))}
    </ul>
  );
};

/** What the move asks of each category, where there are several. */
const GroupParts = ({ groups, offer, able, moving, own, left, leave }: Asking) => {
  const t = useText();
  if (offer === undefined || groups.length === 1) return null;
  return (
    <>
      <p className="second">{fillText(t.cases.bulkGroups, { n: String(groups.length) })}</p>
      {groups.map((group) => (
        <GroupFields
          key={group.key}
          group={group}
          facts={ownFacts(group, offer.move, own)}
          isMoving={able.includes(group)}
          isLeft={left.has(group.key)}
          onLeave={(out) => leave(group.key, out)}
        />
      ))}
      {moving.length === 0 ? <Alert type="warning" showIcon title={t.cases.bulkNothing} /> : null}
    </>
  );
};

/** Each to where the rules send it, with a look at that before, or all to one department. */
const WhereTo = ({ offer, goesByRules, setByRules, ruled }: Asking) => {
  const t = useText();
  if (offer?.move !== byRules) return null;
  return (
    <>
      <Segmented
        className="bulk-where"
        value={goesByRules ? "rules" : "one"}
        onChange={(value) => setByRules(value === "rules")}
        options={[
          { value: "rules", label: t.cases.ruled },
          { value: "one", label: t.cases.toOne },
        ]}
      />
      {goesByRules ? <RuledPreview {...ruled} /> : null}
    </>
  );
};

/** The move, and what it asks of each category and of all. */
const BulkFields = (asking: Asking) => {
  const { groups, offers, offer, setName, shared } = asking;
  const t = useText();
  const { say } = useUi();
  return (
    <>
      <p className="second">{offers.length === 0 ? t.cases.bulkNone : t.cases.bulkHint}</p>
      <Form.Item label={t.cases.bulk}>
        <Select
          aria-label={t.cases.bulk}
          value={offer?.move ?? null}
          onChange={(move: string) => setName(move)}
          options={offers.map((each) => ({ value: each.move, label: say(each.name) }))}
        />
      </Form.Item>
      <AloneMoves groups={groups} />
      <WhereTo {...asking} />
      <GroupParts {...asking} />
      {offer === undefined ? null : shared.map((fact) => <FactItem key={fact.id} fact={fact} path={[]} />)}
    </>
  );
};

/** One move for many: asks once a category, then says what became of each. */
export const BulkDialog = ({ chosen, onClose }: BulkDialogProps) => {
  const t = useText();
  const { say, zone } = useUi();
  const [form] = Form.useForm<Given>();
  const asking = useAsking(chosen);
  const { groups, offer, moving, shared, own, left, goesByRules, ruled } = asking;
  const [skipped, setSkipped] = useState<readonly Skipped[]>([]);
  const sending = useMoveCases();
  const results = sending.data?.items;
  const departments = new Map(
    (ruled.parted?.ruled ?? []).flatMap(({ departmentId, rows }) => rows.map(({ id }) => [id, departmentId] as const)),
  );
  const isAble = moving.length > 0 && (!goesByRules || departments.size > 0);
  const send = (typed: Given): void => {
    if (offer === undefined) return;
    const ahead = zoneAhead(serverNow(), zone);
    setSkipped(listSkipped(groups, offer.move, { left, unruled: (goesByRules && ruled.parted?.unruled) || [] }));
    const items = moving.flatMap((group) => {
      const facts = toFacts(ownFacts(group, offer.move, own), typed.groups?.[group.key] ?? {}, ahead);
      return group.rows.flatMap(({ id, version }) => {
        if (!goesByRules) return { id, version, facts };
        const department = departments.get(id);
        return department === undefined ? [] : { id, version, facts: { ...facts, department } };
      });
    });
    sending.mutate({ move: offer.move, items, facts: toFacts(shared, typed, ahead) });
  };
  const title = fillText(t.cases.selected, { count: String(chosen.length) });
  if (results !== undefined) return <BulkDone {...{ title, chosen, results, skipped, onClose }} />;
  return (
    <Modal
      open
      title={title}
      okText={offer === undefined ? t.cases.bulk : say(offer.name)}
      cancelText={t.cases.cancel}
      okButtonProps={{ loading: sending.isPending, disabled: offer === undefined || !isAble }}
      onOk={() => form.submit()}
      onCancel={() => onClose(undefined)}
      mask={{ closable: false }}
    >
      {sending.error === null ? null : (
        <Alert className="form-fault" type="error" showIcon title={toSentence(sending.error)} />
      )}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={send}>
        <BulkFields {...asking} />
      </Form>
    </Modal>
  );
};
