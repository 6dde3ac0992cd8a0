import type { Risk } from "@chengyun/contracts";
import { type Severity, severities, severityNames } from "@chengyun/kernel";
import { type Column, DataTable, Empty, formatNumber, SeverityMark, useUi } from "@chengyun/ui";
import { Checkbox, Drawer } from "antd";
import { useRiskModels, useRisks } from "../../data/risk.ts";
import { useAsked } from "../../frame/go.ts";
import { useRoom } from "../../frame/width.ts";
import { OneFilter } from "../../parts/asked-filters.tsx";
import { useEndless } from "../../parts/endless.ts";
import { fitColumns } from "../../parts/fit-columns.ts";
import { ListPage } from "../../parts/list-page.tsx";
import { QueryView } from "../../parts/query-view.tsx";
import { Moment } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";
import { AreaColours } from "./area-colours.tsx";
import "./risk.css";
import { RiskSheet } from "./risk-sheet.tsx";

const toSeverity = (text: string | undefined): Severity | undefined => severities.find((severity) => severity === text);

const Filters = () => {
  const t = useText();
  const { say } = useUi();
  const [asked, ask] = useAsked();
  const models = useRiskModels().data?.items ?? [];
  return (
    <>
      <OneFilter
        name="model"
        label={t.risk.anyModel}
        options={models.map(({ id, name }) => ({ value: id, label: say(name) }))}
      />
      <OneFilter
        name="colour"
        label={t.risk.colour}
        options={severities.map((severity) => ({ value: severity, label: say(severityNames[severity]) }))}
      />
      <Checkbox
        checked={asked["due"] === "true"}
        onChange={({ target }) => ask({ due: target.checked ? "true" : undefined })}
      >
        {t.risk.due}
      </Checkbox>
    </>
  );
};

const useColumns = (): readonly Column<Risk>[] => {
  const t = useText();
  const { say } = useUi();
  return [
    { id: "colour", title: t.risk.colour, width: "112px", cell: (row) => <SeverityMark severity={row.colour} /> },
    {
      id: "what",
      title: t.risk.what,
      width: "minmax(200px, 2fr)",
      cell: (row) => <strong title={say(row.thingName)}>{say(row.thingName)}</strong>,
    },
    { id: "score", title: t.risk.score, width: "84px", numeric: true, cell: (row) => formatNumber(row.score, 1) },
    { id: "model", title: t.risk.model, width: "minmax(130px, 1fr)", cell: (row) => say(row.modelName) },
    { id: "since", title: t.risk.since, width: "164px", cell: (row) => <Moment at={row.since} /> },
    {
      id: "owner",
      title: t.risk.owner,
      width: "minmax(84px, 0.8fr)",
      cell: (row) => (row.ownerName === undefined ? "–" : say(row.ownerName)),
    },
    {
      id: "review",
      title: t.risk.review,
      width: "132px",
      cell: (row) =>
        row.nextReview === undefined ? (
          <span className="cy-faint">{t.risk.never}</span>
        ) : (
          <span className={row.reviewLate ? "late" : ""}>
            {row.nextReview} {row.reviewLate ? t.risk.reviewLate : ""}
          </span>
        ),
    },
  ];
};

/** What fits beside a thumb. */
const onPhone = new Map([
  ["colour", "96px"],
  ["what", "minmax(140px, 1fr)"],
  ["score", "72px"],
]);

/** For who watches in calm times: which areas are how, what is gravest, and why. */
const RiskScreen = () => {
  const t = useText();
  const [asked, ask] = useAsked();
  const query = useRisks({
    model: asked["model"],
    colour: toSeverity(asked["colour"]),
    area: asked["area"],
    due: asked["due"] === "true" ? "true" : undefined,
  });
  const { rows, more } = useEndless(query);
  const models = useRiskModels().data?.items ?? [];
  const room = useRoom();
  const columns = fitColumns(useColumns(), room, onPhone);
  const chosen = asked["risk"];
  return (
    <ListPage title={t.screens.risk} filters={<Filters />}>
      <div className="risk">
        <AreaColours models={models} />
        <div className="risk-rows">
          <QueryView query={query} rows={12}>
            {() => (
              <DataTable
                label={t.screens.risk}
                columns={columns}
                rows={rows}
                rowKey={({ id }) => id}
                onOpen={({ id }) => ask({ risk: id })}
                isMarked={({ id }) => id === chosen}
                onEnd={more}
                empty={<Empty title={t.risk.empty} hint={t.risk.emptyHint} />}
              />
            )}
          </QueryView>
        </div>
      </div>
      <Drawer
        open={chosen !== undefined}
        title={t.risk.details}
        size={460}
        mask={false}
        destroyOnHidden
        onClose={() => ask({ risk: undefined })}
      >
        {chosen === undefined ? null : <RiskSheet key={chosen} id={chosen} models={models} />}
      </Drawer>
    </ListPage>
  );
};

export default RiskScreen;
