import type { Alarm } from "@chengyun/contracts";
import { type Severity, severities, severityNames } from "@chengyun/kernel";
import { type Column, DataTable, Empty, formatSpan, SeverityMark, useUi } from "@chengyun/ui";
import { Drawer, Segmented, Select } from "antd";
import { useAlarm, useAlarms } from "../../data/alarm.ts";
import { useNowStep } from "../../data/clock.ts";
import { useAsked } from "../../frame/go.ts";
import { useRoom } from "../../frame/width.ts";
import { AlarmSummary, EchoCount } from "../../parts/alarm-summary.tsx";
import { useEndless } from "../../parts/endless.ts";
import { ListPage } from "../../parts/list-page.tsx";
import { QueryView } from "../../parts/query-view.tsx";
import { Moment } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";

const toSeverity = (text: string | undefined): Severity | undefined => severities.find((severity) => severity === text);

const AlarmFilters = () => {
  const t = useText();
  const { say } = useUi();
  const [asked, ask] = useAsked();
  return (
    <>
      <Segmented
        aria-label={t.what.state}
        value={asked["open"] === "false" ? "all" : "open"}
        onChange={(value) => ask({ open: value === "all" ? "false" : undefined })}
        options={[
          { value: "open", label: t.alarm.onlyOpen },
          { value: "all", label: t.alarm.all },
        ]}
      />
      <Select
        allowClear
        aria-label={t.what.severity}
        placeholder={t.what.severity}
        value={asked["severity"] ?? null}
        onChange={(severity) => ask({ severity: severity ?? undefined })}
        options={severities.map((severity) => ({ value: severity, label: say(severityNames[severity]) }))}
      />
    </>
  );
};

const useColumns = (): readonly Column<Alarm>[] => {
  const t = useText();
  const { say, language } = useUi();
  const now = useNowStep(20_000);
  const span = (alarm: Alarm): string =>
    formatSpan(
      (alarm.clearedAt === undefined ? now : Date.parse(alarm.clearedAt)) - Date.parse(alarm.startedAt),
      language,
    );
  return [
    { id: "severity", title: t.what.severity, width: "100px", cell: (row) => <SeverityMark severity={row.severity} /> },
    {
      id: "rule",
      title: t.what.alarm,
      width: "minmax(180px, 1.4fr)",
      cell: (row) => (
        <>
          <strong>{say(row.ruleName)}</strong> <EchoCount alarm={row} />
        </>
      ),
    },
    { id: "thing", title: t.what.thing, width: "minmax(160px, 1.4fr)", cell: (row) => say(row.thingName) },
    { id: "state", title: t.what.state, width: "160px", cell: (row) => t.what[row.stage] },
    {
      id: "value",
      title: t.what.value,
      width: "110px",
      numeric: true,
      cell: (row) => say(row.valueText),
    },
    { id: "since", title: t.what.since, width: "164px", cell: (row) => <Moment at={row.startedAt} /> },
    { id: "span", title: t.what.time, width: "120px", cell: span },
    { id: "by", title: t.what.acknowledged, width: "minmax(110px, 1fr)", cell: (row) => row.acknowledgedBy ?? "–" },
  ];
};

/** What fits beside a thumb, in two lines: how grave, what and where, how much and since when. */
const usePhoneColumns = (): readonly Column<Alarm>[] => {
  const t = useText();
  const { say } = useUi();
  return [
    { id: "severity", title: t.what.severity, width: "76px", cell: (row) => <SeverityMark severity={row.severity} /> },
    {
      id: "rule",
      title: t.what.alarm,
      width: "minmax(96px, 1fr)",
      cell: (row) => (
        <>
          <strong>{say(row.ruleName)}</strong> <EchoCount alarm={row} />
          <div className="second cut">{say(row.thingName)}</div>
        </>
      ),
    },
    {
      id: "value",
      title: t.what.value,
      width: "148px",
      numeric: true,
      cell: (row) => (
        <>
          {say(row.valueText)}
          <div className="second">
            <Moment at={row.startedAt} />
          </div>
        </>
      ),
    },
  ];
};

const AlarmSheet = ({ id }: { readonly id: string }) => (
  <QueryView query={useAlarm(id)} rows={8}>
    {(alarm) => <AlarmSummary alarm={alarm} />}
  </QueryView>
);

/** For the duty officer who looks back: all alarms, newest first; echoes of one cause are counted with it. */
const Alarms = () => {
  const t = useText();
  const [asked, ask] = useAsked();
  const query = useAlarms({
    open: asked["open"] === "false" ? undefined : "true",
    causes: "true",
    severity: toSeverity(asked["severity"]),
  });
  const { rows, more } = useEndless(query);
  const isPhone = useRoom() === "phone";
  const desk = useColumns();
  const phone = usePhoneColumns();
  const chosen = asked["alarm"];
  return (
    <ListPage title={t.screens.alarms} filters={<AlarmFilters />}>
      <QueryView query={query} rows={12}>
        {() => (
          <DataTable
            label={t.screens.alarms}
            columns={isPhone ? phone : desk}
            tall={isPhone}
            rows={rows}
            rowKey={(row) => row.id}
            onOpen={(row) => ask({ alarm: row.id })}
            onEnd={more}
            empty={<Empty title={t.alarm.listEmpty} hint={t.alarm.listEmptyHint} />}
          />
        )}
      </QueryView>
      <Drawer
        open={chosen !== undefined}
        title={t.alarm.details}
        size={460}
        mask={false}
        destroyOnHidden
        onClose={() => ask({ alarm: undefined })}
      >
        {chosen === undefined ? null : (
          <div className="detail detail-plain">
            <AlarmSheet key={chosen} id={chosen} />
          </div>
        )}
      </Drawer>
    </ListPage>
  );
};

export default Alarms;
