import { severities } from "@chengyun/kernel";
import {
  CityMap,
  type Column,
  CountStrip,
  DataTable,
  Empty,
  Fault,
  Loading,
  NoPermission,
  SeriesChart,
  SeverityMark,
  StageLine,
  TimeLeft,
  UiProvider,
  useUi,
} from "@chengyun/ui";
import { Button } from "antd";
import { Part } from "../../parts/words.tsx";
import { changeSettings, useSettings } from "../../settings.ts";
import { useText } from "../../strings/text.ts";
import { sampleClocks, sampleMap, sampleNow, sampleSeries, sampleStages } from "./samples.ts";

interface Row {
  readonly no: number;
}

const rows: readonly Row[] = Array.from({ length: 100_000 }, (_, no) => ({ no }));
const counts = Array.from({ length: 24 }, (_, index) => (index * 7) % 5);

const Samples = () => {
  const t = useText();
  const { language, zone } = useUi();
  const columns: readonly Column<Row>[] = [
    {
      id: "severity",
      title: t.what.severity,
      width: "120px",
      cell: ({ no }) => <SeverityMark severity={severities[no % 5]} />,
    },
    { id: "name", title: t.what.name, width: "minmax(160px, 1fr)", cell: ({ no }) => `${t.what.thing} ${no}` },
    { id: "no", title: t.what.number, width: "120px", numeric: true, cell: ({ no }) => no },
  ];
  return (
    <>
      <Part title="TimeLeft">
        <div className="gallery-grid">
          {sampleClocks.map((clock) => (
            <TimeLeft key={JSON.stringify(clock)} clock={clock} now={sampleNow} asOf={sampleNow} form="full" />
          ))}
        </div>
        <div className="gallery-grid">
          {sampleClocks.map((clock) => (
            <TimeLeft key={JSON.stringify(clock)} clock={clock} now={sampleNow} asOf={sampleNow} />
          ))}
        </div>
      </Part>
      <Part title="SeverityMark">
        <div className="gallery-row">
          {severities.map((severity) => (
            <SeverityMark key={severity} severity={severity} />
          ))}
          <SeverityMark severity={undefined} />
        </div>
      </Part>
      <Part title="StageLine">
        <StageLine points={sampleStages} now={sampleNow} />
      </Part>
      <Part title="CityMap">
        <div className="gallery-map">
          <CityMap description={sampleMap} />
        </div>
      </Part>
      <Part title="SeriesChart">
        <SeriesChart series={sampleSeries} height={180} />
        <SeriesChart series={{ ...sampleSeries, points: [] }} height={100} />
      </Part>
      <Part title="CountStrip">
        <div className="gallery-strip">
          <CountStrip
            label={t.frame.strip}
            from={sampleNow - 86_400_000}
            sliceMs={3_600_000}
            rows={[
              { id: "a", name: t.frame.alarms, counts },
              { id: "b", name: t.frame.cases, counts: counts.toReversed() },
            ]}
          />
        </div>
      </Part>
      <Part title="DataTable">
        <div className="gallery-table">
          <DataTable label="DataTable" columns={columns} rows={rows} rowKey={({ no }) => String(no)} empty={null} />
        </div>
      </Part>
      <Part title="Empty · Loading · Fault · NoPermission">
        <Empty title={t.duty.queueEmpty} hint={t.duty.queueEmptyHint} />
        <Loading rows={3} />
        <Fault
          sentence={t.duty.gone}
          still={t.duty.queueStill}
          requestId={`0190-${language}-${zone}`}
          onRetry={() => undefined}
        />
        <NoPermission permission={{ zh: "查看日志", en: "reading the journal" }} />
      </Part>
    </>
  );
};

/** For whoever changes a part: every part in every state, from fixed samples. */
const Gallery = () => {
  const t = useText();
  const { language, theme } = useSettings();
  return (
    <UiProvider language={language} theme={theme} zone="Asia/Shanghai">
      <main className="page gallery">
        <header className="part-head">
          <h1>{t.screens.gallery}</h1>
          <span>
            <Button onClick={() => changeSettings({ language: language === "zh" ? "en" : "zh" })}>
              {t.frame.language}
            </Button>{" "}
            <Button onClick={() => changeSettings({ theme: theme === "dark" ? "light" : "dark" })}>
              {theme === "dark" ? t.frame.themeLight : t.frame.themeDark}
            </Button>
          </span>
        </header>
        <Samples />
      </main>
    </UiProvider>
  );
};

export default Gallery;
