import type { DictionaryVersion, LeftOutClasses, PackSuccession } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { type Column, DataTable, Empty, useUi } from "@chengyun/ui";
import { Alert, Button, Input, Popconfirm } from "antd";
import { useState } from "react";
import { toSentence } from "../../data/api.ts";
import { useLeftOut, useSetIntake, useSuccession } from "../../data/dictionary.ts";
import { useMay } from "../../data/session.ts";
import { useRoom } from "../../frame/width.ts";
import { fitColumns } from "../../parts/fit-columns.ts";
import { QueryView } from "../../parts/query-view.tsx";
import { useText } from "../../strings/text.ts";

type Superseded = PackSuccession["supersedes"][number];
type Doubled = PackSuccession["doubled"][number];
type LeftOut = LeftOutClasses["items"][number];
type Stays = PackSuccession["stays"][number];

const SupersededTable = ({ rows }: { readonly rows: readonly Superseded[] }) => {
  const words = useText().dictionary;
  const { say } = useUi();
  const columns: readonly Column<Superseded>[] = [
    { id: "category", title: words.packCategory, width: "minmax(140px, 1fr)", cell: (row) => say(row.name) },
    { id: "pack", title: words.packName, width: "minmax(110px, 0.8fr)", cell: (row) => say(row.pack) },
    {
      id: "class",
      title: words.className,
      width: "minmax(150px, 1fr)",
      cell: (row) => (
        <strong>
          {row.key.slice(-4)} {row.className}
        </strong>
      ),
    },
    {
      id: "by",
      title: words.by,
      width: "minmax(180px, 1.4fr)",
      cell: (row) =>
        [words.bys[row.by], row.wider ? words.wider : row.name.zh === row.className ? "" : words.nameDiffers]
          .filter(Boolean)
          .join(" · "),
    },
    {
      id: "gives",
      title: words.gives,
      width: "minmax(180px, 1.4fr)",
      cell: (row) => row.gives.map((one) => words.givesAll[one]).join(" · "),
    },
  ];
  const onPhone = new Map([
    ["category", "minmax(110px, 1fr)"],
    ["class", "minmax(130px, 1.2fr)"],
  ]);
  return (
    <DataTable
      label={words.superseded}
      columns={fitColumns(columns, useRoom(), onPhone)}
      rows={rows}
      rowKey={({ category }) => category}
      empty={<Empty title={words.supersededEmpty} />}
    />
  );
};

const IntakeButton = ({ row }: { readonly row: Stays }) => {
  const { dictionary: words, off } = useText();
  const set = useSetIntake();
  const [reason, setReason] = useState("");
  const tell = (offered: boolean): void => set.mutate({ category: row.category, offered, reason: reason.trim() });
  if (!row.offered)
    return (
      <Button size="small" loading={set.isPending} onClick={() => tell(true)}>
        {words.intakeStart}
      </Button>
    );
  return (
    <Popconfirm
      title={words.intakeHint}
      description={
        <>
          <Input
            aria-label={words.intakeReason}
            placeholder={words.intakeReason}
            maxLength={500}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
          {reason.trim() === "" ? <p className="second">{off.reason}</p> : null}
        </>
      }
      okText={words.intakeStop}
      okButtonProps={{ disabled: reason.trim() === "" }}
      cancelText={words.cancel}
      onConfirm={() => tell(false)}
    >
      <Button size="small" loading={set.isPending} danger={set.isError} title={set.error ? toSentence(set.error) : ""}>
        {words.intakeStop}
      </Button>
    </Popconfirm>
  );
};

const StaysTable = ({ rows }: { readonly rows: readonly Stays[] }) => {
  const words = useText().dictionary;
  const { say } = useUi();
  const mayEdit = useMay()("dictionaries.edit");
  const columns: readonly Column<Stays>[] = [
    { id: "category", title: words.packCategory, width: "minmax(150px, 1fr)", cell: (row) => say(row.name) },
    { id: "pack", title: words.packName, width: "minmax(120px, 1fr)", cell: (row) => say(row.pack) },
    {
      id: "intake",
      title: words.intake,
      width: "120px",
      cell: (row) => (row.offered ? words.intakeOn : words.intakeOff),
    },
    ...(mayEdit ? [{ id: "set", title: "", width: "176px", cell: (row: Stays) => <IntakeButton row={row} /> }] : []),
  ];
  const onPhone = new Map([
    ["category", "minmax(120px, 1fr)"],
    ["intake", "80px"],
    ["set", "130px"],
  ]);
  return (
    <DataTable
      label={words.stays}
      columns={fitColumns(columns, useRoom(), onPhone)}
      rows={rows}
      rowKey={({ category }) => category}
      empty={<Empty title={words.staysEmpty} />}
    />
  );
};

const DoubledTable = ({ rows }: { readonly rows: readonly Doubled[] }) => {
  const words = useText().dictionary;
  const columns: readonly Column<Doubled>[] = [
    {
      id: "class",
      title: words.className,
      width: "minmax(150px, 1fr)",
      cell: (row) => (
        <strong>
          {row.key.slice(-4)} {row.className}
        </strong>
      ),
    },
    { id: "source", title: words.doubledSource, width: "minmax(160px, 1fr)", cell: (row) => row.source },
    { id: "other", title: words.doubledName, width: "minmax(150px, 1fr)", cell: (row) => row.otherName },
  ];
  return (
    <DataTable
      label={words.doubled}
      columns={columns}
      rows={rows}
      rowKey={({ key, source }) => `${source} ${key}`}
      empty={<Empty title={words.doubledNone} />}
    />
  );
};

/** What names a class, in words. */
const useNamedBy = () => {
  const words = useText().dictionary;
  const { say } = useUi();
  return ({ forms, rules, lists, others }: LeftOut): string[] => [
    ...forms.map((name) => fillText(words.leftForm, { name: say(name) })),
    ...rules.map((name) => fillText(words.leftRule, { name: say(name) })),
    ...lists.map((name) => fillText(words.leftList, { name })),
    ...(others === 0 ? [] : [fillText(words.leftOthers, { n: String(others) })]),
  ];
};

/** Classes of the version before that this one leaves out, and what names them: it is to be set anew by hand. */
const LeftOutPart = ({ version }: { readonly version: DictionaryVersion }) => {
  const words = useText().dictionary;
  const namedBy = useNamedBy();
  const items = useLeftOut(version.id).data?.items ?? [];
  if (items.length === 0) return null;
  const columns: readonly Column<LeftOut>[] = [
    {
      id: "class",
      title: words.className,
      width: "minmax(150px, 1fr)",
      cell: (row) => (
        <strong>
          {row.key.slice(-4)} {row.className}
        </strong>
      ),
    },
    {
      id: "named",
      title: words.leftNamed,
      width: "minmax(220px, 2.4fr)",
      cell: (row) => namedBy(row).join(" · ") || <span className="cy-faint">{words.leftNothing}</span>,
    },
  ];
  return (
    <>
      <h2>
        {words.leftOut} <span className="figure">{items.length}</span>
      </h2>
      <Alert type={items.some((row) => namedBy(row).length > 0) ? "warning" : "info"} showIcon title={words.leftHint} />
      <div className="succession-table">
        <DataTable
          label={words.leftOut}
          columns={columns}
          rows={items}
          rowKey={({ key }) => key}
          empty={<Empty title={words.leftNothing} />}
        />
      </div>
    </>
  );
};

/** Which of the packs' categories a version supersedes, and which stay beside it until a keeper takes them out. */
export const SuccessionPane = ({ version }: { readonly version: DictionaryVersion }) => {
  const words = useText().dictionary;
  const query = useSuccession(version.id);
  return (
    <QueryView query={query} rows={12}>
      {({ supersedes, stays, doubled }) => (
        <div className="list-page succession">
          <LeftOutPart version={version} />
          {doubled.length === 0 ? null : (
            <>
              <h2>
                {words.doubled} <span className="figure">{doubled.length}</span>
              </h2>
              <Alert type="warning" showIcon title={words.doubledHint} />
              <div className="succession-table">
                <DoubledTable rows={doubled} />
              </div>
            </>
          )}
          <h2>
            {words.superseded} <span className="figure">{supersedes.length}</span>
          </h2>
          <div className="succession-table">
            <SupersededTable rows={supersedes} />
          </div>
          <h2>
            {words.stays} <span className="figure">{stays.length}</span>
          </h2>
          <Alert type="info" title={words.intakeHint} />
          <div className="succession-table">
            <StaysTable rows={stays} />
          </div>
        </div>
      )}
    </QueryView>
  );
};
