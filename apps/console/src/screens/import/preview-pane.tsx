import type { FileImport, FilePreview, FileSeen } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { CityMap, formatMoment, formatNumber, type MapBox, type MapDescription, useUi } from "@chengyun/ui";
import { Alert, Button, Progress } from "antd";
import { useMemo } from "react";
import { toSentence } from "../../data/api.ts";
import { useFilePreview, useRunImport, useStopImport } from "../../data/file-import.ts";
import { useMapBase } from "../../data/map.ts";
import { useCity } from "../../data/session.ts";
import { OffButton } from "../../parts/off-button.tsx";
import { QueryView } from "../../parts/query-view.tsx";
import { FactList, Part } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";
import { useFileWords } from "./file-words.ts";
import { besideControls } from "./map-view.ts";
import type { PaneProps } from "./pane.ts";
import { PlainTable } from "./plain-table.tsx";
import { useRowWords } from "./row-words.ts";

/** Rows that would be sent. */
export const rowsOf = ({ rows }: FileSeen): number => Object.values(rows).reduce((sum, count) => sum + count, 0);

const wholeWorld: MapBox = [-180, -90, 180, 90];
const noThings: MapDescription["things"] = [];
const noCases: MapDescription["cases"] = [];

/** The city as it is, and above it what would come. */
const PreviewMap = ({ preview, box }: { readonly preview: FilePreview; readonly box: MapBox | undefined }) => {
  const words = useText().imports;
  const base = useMapBase();
  const { data: city } = useCity();
  const extent = useMemo(
    () => (box === undefined ? (city?.extent ?? wholeWorld) : besideControls(box)),
    [box, city?.extent],
  );
  const { shapes } = preview;
  const description = useMemo<MapDescription>(
    () => ({ extent, ...(base === undefined ? {} : { base }), shapes, things: noThings, cases: noCases }),
    [extent, base, shapes],
  );
  if (shapes.length === 0 || city === undefined) return null;
  return (
    <Part title={words.mapped} extra={<span className="second">{words.mappedHint}</span>}>
      <div className="import-map">
        <CityMap description={description} />
      </div>
    </Part>
  );
};

type Words = ReturnType<typeof useText>["imports"];

/** Held against the city: readings only wait or don't, everything else is new, changes something or is the same. */
const triedFacts = (tried: FileSeen["tried"], words: Words) => {
  if (tried === undefined) return [];
  const { added, changed, known, waiting } = tried;
  const fact = (key: "willAdd" | "willChange" | "willKnow" | "willWait", n: number) => ({
    ...{ key, name: words[key], value: <span className="figure">{formatNumber(n)}</span> },
  });
  if (waiting > 0) return [fact("willWait", waiting)];
  return added + changed + known === 0
    ? []
    : [fact("willAdd", added), fact("willChange", changed), fact("willKnow", known)];
};

/** Rows of a table, each of which makes one thing: how many of them can be used. A network's rows are its nodes and pipes. */
const sayRows = (seen: FileSeen, words: Words): string => {
  const n = rowsOf(seen);
  const all = n + seen.faults + seen.leftOut;
  if (all === n || Object.keys(seen.rows).length > 1) return formatNumber(n);
  return fillText(words.usableRows, { n: formatNumber(n), all: formatNumber(all) });
};

const SeenFacts = ({ shown, seen }: { readonly shown: FileImport; readonly seen: FileSeen }) => {
  const words = useFileWords(shown);
  const { say, language, zone } = useUi();
  const called = useRowWords(shown);
  const makes = Object.entries(seen.makes).sort(([, one], [, other]) => other - one);
  const facts = [
    {
      name: words.file,
      value: [shown.look?.format.toUpperCase(), seen.encoding?.toUpperCase(), seen.system].filter(Boolean).join(" · "),
    },
    { name: words.rows, value: sayRows(seen, words) },
    ...triedFacts(seen.tried, words),
    { name: words.faults, value: formatNumber(seen.faults) },
    ...(seen.unplaced === undefined || seen.unplaced === 0
      ? []
      : [{ name: words.unplaced, value: formatNumber(seen.unplaced) }]),
    ...(seen.leftOut === 0 ? [] : [{ name: words.leftOut, value: formatNumber(seen.leftOut) }]),
    ...(seen.span === undefined
      ? []
      : [
          {
            name: words.span,
            value: seen.span.map((at) => formatMoment(Date.parse(at), { language, zone })).join(" – "),
          },
        ]),
    ...(seen.residualsM === undefined
      ? []
      : [{ name: words.residuals, value: seen.residualsM.map((one) => one.toFixed(1)).join(", ") }]),
  ];
  return (
    <Part title={words.seen}>
      <FactList facts={facts} />
      {makes.length === 0 ? null : (
        <>
          <h3 className="import-makes">{words.makes}</h3>
          <FactList
            facts={makes
              .slice(0, 12)
              .map(([id, count]) => ({ key: id, name: called.makes(id), value: formatNumber(count) }))}
          />
        </>
      )}
      {seen.notices.map((notice) => (
        <p key={notice.en} className="second import-said">
          {say(notice)}
        </p>
      ))}
    </Part>
  );
};

/** Categories that are none of the city's, with how many rows each has. */
const Uncoded = ({ seen }: { readonly seen: FileSeen }) => {
  const words = useText().imports;
  const { uncoded = [] } = seen;
  if (uncoded.length === 0) return null;
  return (
    <Part title={words.uncoded}>
      <p className="second">{words.uncodedHint}</p>
      <PlainTable
        label={words.uncoded}
        head={[words.fields.category, words.rows]}
        rows={uncoded.map(({ word, rows }) => [word, formatNumber(rows)])}
      />
    </Part>
  );
};

interface SeenProps {
  readonly shown: FileImport;
  readonly preview: FilePreview;
  readonly seen: FileSeen;
}

const Tried = ({ shown, preview, seen }: SeenProps) => {
  const words = useFileWords(shown);
  const { say } = useUi();
  const { tried } = seen;
  const changed = preview.changed ?? [];
  if (tried === undefined || changed.length === 0) return null;
  return (
    <Part title={words.willChangeTitle}>
      {tried.changed > changed.length ? (
        <p className="second">
          {fillText(words.moreChanges, { n: formatNumber(tried.changed), shown: String(changed.length) })}
        </p>
      ) : null}
      <PlainTable
        label={words.willChangeTitle}
        head={[words.line, words.fields.ref, words.changedField, words.changedFrom, words.changedTo]}
        rows={changed.flatMap(({ line, ref, changes }) =>
          changes.map(({ name, from, to }) => [line, ref, say(name), from || "—", to || "—"]),
        )}
      />
    </Part>
  );
};

const Samples = ({ shown, preview }: Omit<SeenProps, "seen">) => {
  const words = useFileWords(shown);
  const called = useRowWords(shown);
  const rows = preview.samples as Readonly<Record<string, unknown>>[];
  const keys = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  if (rows.length === 0) return null;
  return (
    <Part title={words.samples}>
      <PlainTable
        label={words.samples}
        head={keys.map(called.head)}
        rows={rows.map((row) => keys.map((key) => called.cell(key, row)))}
      />
    </Part>
  );
};

const shownFaults = 200;

const Faults = ({ shown, preview, seen }: SeenProps) => {
  const words = useFileWords(shown);
  const { say } = useUi();
  if (seen.faults === 0) return <p className="second import-said">{words.noFaults}</p>;
  const faults = preview.faults.slice(0, shownFaults);
  return (
    <Part title={words.faults}>
      {seen.faults > faults.length ? (
        <p className="second">
          {fillText(words.moreFaults, { n: formatNumber(seen.faults), shown: String(faults.length) })}
        </p>
      ) : null}
      <PlainTable
        label={words.faults}
        head={[words.line, words.reason]}
        rows={faults.map(({ line, text }) => [
          line,
          <span key={line} className="import-why">
            {say(text)}
          </span>,
        ])}
      />
    </Part>
  );
};

const Reading = ({ shown }: Pick<PaneProps, "shown">) => {
  const words = useFileWords(shown);
  const stop = useStopImport(shown.id);
  return (
    <div className="import-form import-wait" role="status">
      <p>
        {shown.progress?.waits === true
          ? words.waits
          : fillText(words.reading, { n: formatNumber(shown.progress?.rows ?? 0) })}
      </p>
      <Progress percent={100} status="active" showInfo={false} />
      <p className="second">{words.leave}</p>
      <div className="row-actions">
        <Button onClick={() => stop.mutate()} loading={stop.isPending}>
          {words.stop}
        </Button>
      </div>
    </div>
  );
};

/** What a press would do: bring rows in, some of them left to be mended, or find that all is there already. */
const sayRun = ({ tried, faults }: FileSeen, rows: number, words: Words): string => {
  const figures = { n: formatNumber(rows), faults: formatNumber(faults) };
  if (isAllKnown(tried)) return fillText(words.runSame, figures);
  return fillText(faults > 0 ? words.runWithFaults : words.run, figures);
};

const isAllKnown = (tried: FileSeen["tried"]): boolean =>
  tried !== undefined && tried.known > 0 && tried.added + tried.changed + tried.waiting === 0;

const Actions = ({ shown, seen, onStep }: PaneProps & { readonly seen: FileSeen }) => {
  const words = useFileWords(shown);
  const { off } = useText();
  const run = useRunImport(shown.id);
  const rows = rowsOf(seen);
  const changed = seen.tried?.changed ?? 0;
  return (
    <>
      {rows === 0 ? <Alert type="warning" showIcon title={words.nothing} /> : null}
      {changed === 0 ? null : (
        <Alert type="warning" showIcon title={fillText(words.changesThere, { n: formatNumber(changed) })} />
      )}
      {isAllKnown(seen.tried) ? <Alert type="info" showIcon title={words.allSame} /> : null}
      {run.error === null ? null : <Alert type="error" showIcon title={toSentence(run.error)} />}
      <div className="row-actions import-actions">
        <Button onClick={() => onStep(1)}>{words.back}</Button>
        {shown.stage === "read" ? (
          <OffButton
            type="primary"
            why={rows === 0 ? off.noRow : undefined}
            loading={run.isPending}
            onClick={() => run.mutate(undefined, { onSuccess: () => onStep() })}
          >
            {sayRun(seen, rows, words)}
          </OffButton>
        ) : (
          <Button type="primary" onClick={() => onStep(3)}>
            {words.next}
          </Button>
        )}
      </div>
    </>
  );
};

/** Step 3: the trial. What was understood, where it would lie, what is wrong with which line. */
export const PreviewPane = (props: PaneProps) => {
  const { shown } = props;
  const { seen } = shown;
  const query = useFilePreview(shown);
  if (shown.stage === "reading" || seen === undefined) return <Reading shown={shown} />;
  return (
    <div className="import-trial">
      <div className="import-columns">
        <Actions {...props} seen={seen} />
        <SeenFacts shown={shown} seen={seen} />
        <Uncoded seen={seen} />
        <QueryView query={query} rows={6}>
          {(preview) => (
            <>
              <Tried shown={shown} preview={preview} seen={seen} />
              <Faults shown={shown} preview={preview} seen={seen} />
              <Samples shown={shown} preview={preview} />
            </>
          )}
        </QueryView>
      </div>
      {query.data === undefined ? null : <PreviewMap preview={query.data} box={seen.box} />}
    </div>
  );
};
