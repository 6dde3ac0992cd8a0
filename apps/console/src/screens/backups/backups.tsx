import type { Output } from "@chengyun/client";
import type { BackupRun, Backups } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { type Column, DataTable, Empty, formatNumber, useUi } from "@chengyun/ui";
import { Alert, App } from "antd";
import { toSentence } from "../../data/api.ts";
import { useMay } from "../../data/session.ts";
import { useAskBackup, useBackups } from "../../data/upkeep.ts";
import { ListPage } from "../../parts/list-page.tsx";
import { OffButton } from "../../parts/off-button.tsx";
import { QueryView } from "../../parts/query-view.tsx";
import { Moment } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";

type Plan = Output<typeof Backups>;

const megabyte = 1e6;

/** Where a run stands: how far it is, what went wrong, or that it is whole. */
const RunState = ({ run }: { readonly run: BackupRun }) => {
  const t = useText();
  const { say } = useUi();
  const { state, step, fault, removedAt } = run;
  if (state === "running") {
    const far = step === undefined || step.of === 0 ? "" : ` ${step.done}/${step.of}`;
    return (
      <>
        {t.backups.running}
        {step === undefined ? null : <span className="second">{`${t.backups.steps[step.is]}${far}`}</span>}
      </>
    );
  }
  if (fault !== undefined) return <span title={say(fault)}>{fillText(t.backups.failed, { why: say(fault) })}</span>;
  if (removedAt !== undefined) return <span className="second">{t.backups.removed}</span>;
  return state === "done" ? <strong>{t.backups.done[run.kind]}</strong> : t.backups.interrupted;
};

const useColumns = (): readonly Column<BackupRun>[] => {
  const t = useText();
  return [
    { id: "began", title: t.backups.began, width: "170px", cell: (row) => <Moment at={row.beganAt} /> },
    { id: "kind", title: t.backups.kind, width: "90px", cell: (row) => t.backups.kinds[row.kind] },
    { id: "state", title: t.what.state, width: "minmax(200px, 2fr)", cell: (row) => <RunState run={row} /> },
    {
      id: "bytes",
      title: t.backups.size,
      width: "100px",
      cell: (row) => (row.bytes === undefined ? "" : `${formatNumber(row.bytes / megabyte, 1)} MB`),
    },
    {
      id: "journal",
      title: t.backups.journal,
      width: "110px",
      cell: (row) => (row.journalSize === undefined ? "" : formatNumber(row.journalSize, 0)),
    },
    {
      id: "where",
      title: t.backups.where,
      width: "minmax(280px, 2fr)",
      cell: (row) => <span title={`${row.place} · ${row.name}`}>{row.name}</span>,
    },
    {
      id: "by",
      title: t.backups.by,
      width: "170px",
      cell: (row) => (row.askedBy === undefined ? <span className="second">{t.backups.plan}</span> : row.askedBy),
    },
  ];
};

/** What is kept and when, in one sentence; what is missing, where something is. */
const PlanWords = ({ plan }: { readonly plan: Plan }) => {
  const t = useText();
  if (plan.place === undefined)
    return <Alert type="warning" showIcon title={t.backups.none} description={t.backups.noneHint} />;
  const words = fillText(t.backups.planned, { at: plan.at, place: plan.place, keep: String(plan.keep) });
  const tries = plan.testDays === 0 ? t.backups.noTests : fillText(t.backups.tests, { days: String(plan.testDays) });
  return (
    <p className="list-note">
      {words} {plan.canTest ? tries : t.backups.cantTest}
    </p>
  );
};

/** What went wrong last, whole: a row of the list is one line long. */
const LastFault = ({ plan }: { readonly plan: Plan }) => {
  const t = useText();
  const { say } = useUi();
  const [last] = plan.items;
  if (last?.fault === undefined) return null;
  return (
    <Alert
      type="error"
      showIcon
      title={`${t.backups.kinds[last.kind]} · ${fillText(t.backups.failed, { why: say(last.fault) })}`}
    />
  );
};

/** Why nothing can be asked for now. */
const useWhyNot = (plan: Plan | undefined): string | undefined => {
  const t = useText();
  const may = useMay()("backups.make");
  if (!may) return t.backups.mayNot;
  if (plan?.place === undefined) return t.backups.none;
  return plan.items.some(({ state }) => state === "running") ? t.backups.busy : undefined;
};

const Asking = ({ plan }: { readonly plan: Plan | undefined }) => {
  const t = useText();
  const { message } = App.useApp();
  const ask = useAskBackup();
  const why = useWhyNot(plan);
  const hasWhole = plan?.items.some(({ kind, state }) => kind === "backup" && state === "done") === true;
  const press = (kind: BackupRun["kind"]) => () =>
    ask.mutate(kind, {
      onSuccess: () => void message.success(t.backups.begun[kind]),
      onError: (error) => void message.error(toSentence(error)),
    });
  return (
    <>
      <OffButton type="primary" loading={ask.isPending} why={why} onClick={press("backup")}>
        {t.backups.make}
      </OffButton>
      <OffButton
        loading={ask.isPending}
        why={why ?? (hasWhole ? undefined : t.backups.noWhole)}
        onClick={press("test")}
      >
        {t.backups.test}
      </OffButton>
    </>
  );
};

/** For whoever keeps the platform: the backups, whether they can be restored, and another one now. */
const BackupsScreen = () => {
  const t = useText();
  const query = useBackups();
  const columns = useColumns();
  return (
    <ListPage title={t.screens.backups} filters={<Asking plan={query.data} />}>
      <QueryView query={query} rows={8}>
        {(plan) => (
          <>
            <PlanWords plan={plan} />
            <LastFault plan={plan} />
            <DataTable
              label={t.screens.backups}
              columns={columns}
              rows={plan.items}
              rowKey={(row) => row.id}
              empty={<Empty title={t.backups.empty} hint={t.backups.emptyHint} />}
            />
          </>
        )}
      </QueryView>
    </ListPage>
  );
};

export default BackupsScreen;
