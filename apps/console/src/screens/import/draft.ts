import type { FileImport, FileLook, FileMapping } from "@chengyun/contracts";
import { type Extent, marginKm, withMargin } from "./bounds.ts";
import { hasReportPlaces, reportFields, reportParts, usualReportNames, wantedOfReports } from "./draft-report.ts";

/** Where a value comes from: a column, the same word for all rows, or a text with columns in braces. */
export interface SourceDraft {
  readonly mode: "column" | "is" | "text";
  readonly value: string;
  /** Of a column: its words and ours. What is not among them is refused and told. */
  readonly words?: Readonly<Record<string, string>>;
}

/** A value that is a number of ours: its column, and by what the file's number is multiplied. */
export interface FigureDraft {
  readonly column: string;
  readonly factor: string;
  /** In which unit the column was said to be: a unit, `other` for one by its factor, empty while nobody said. */
  readonly unit?: string | undefined;
}

/** A control point as it is typed: x and y of the drawing, longitude and latitude. */
export type PointDraft = readonly [x: string, y: string, longitude: string, latitude: string];

/** In which coordinate system the file's places are; nothing is chosen until somebody chooses. */
export interface SystemDraft {
  readonly kind: "" | "wgs-84" | "cgcs2000" | "gcj-02" | "bd-09" | "gauss" | "proj" | "local";
  readonly meridian: string;
  readonly zone: string;
  readonly proj: string;
  readonly fit: "similarity" | "affine";
  readonly points: readonly PointDraft[];
}

/** A column of readings. */
export interface SeriesDraft {
  /** Its id and the unit the city keeps it in: `water-level|m`. */
  readonly stream: string;
  readonly column: string;
  /** Whether the file's unit is the city's, or becomes it by the factor; asked, never taken for granted. */
  readonly unit: "" | "same" | "other";
  readonly factor: string;
}

/** How a file is read, as it is filled in on the screen. */
export interface Draft {
  readonly source: string;
  readonly fields: Readonly<Record<string, SourceDraft>>;
  readonly attributes: Readonly<Record<string, FigureDraft>>;
  readonly system: SystemDraft;
  /** Refuse what lies outside the city's extent. */
  readonly within: boolean;
  readonly time: string;
  readonly timeFormat: "iso" | "day-month-year" | "month-day-year" | "seconds" | "milliseconds";
  readonly zone: string;
  /** Which is meant of an hour that the zone's clocks showed twice; nothing while nobody said. */
  readonly twice: "" | "first" | "second";
  readonly series: readonly SeriesDraft[];
  readonly nameZh: string;
  readonly nameEn: string;
  readonly nodeType: string;
  readonly linkType: string;
  /** Where a system of reports puts what it can't place, as it is typed. */
  readonly defaults: string;
  /** Other columns of reports that are kept. */
  readonly facts: readonly string[];
}

/** What a mapping of this kind asks for, in the order of the form. `type` and `level` are chosen from what there is. */
export const fieldsOf = (
  { kind }: Pick<FileImport, "kind">,
  look: FileLook,
): readonly { id: string; needed: boolean }[] => {
  const need = (...ids: string[]) => ids.map((id) => ({ id, needed: true }));
  const may = (...ids: string[]) => ids.map((id) => ({ id, needed: false }));
  const at = look.shape === undefined ? need("x", "y") : [];
  switch (kind) {
    case "areas":
      return [...need("code", "name"), ...may("nameEn"), ...need("level"), ...may("parentPath")];
    case "things":
      return [...need("ref", "type", "name"), ...may("nameEn", "code"), ...at];
    case "links":
      return need("ref", "type", "from", "to");
    case "base":
      return look.format === "osm" ? [] : [...need("ref", "kind"), ...may("class", "name", "nameEn")];
    case "readings":
      return need("thing");
    case "network":
      return isModel(look) ? [] : need("ref");
    case "reports": {
      const { needed, optional, place } = reportFields;
      return [...need(...needed), ...may(...optional), ...may(...(look.shape === undefined ? place : ["address"]))];
    }
  }
};

/** Whether the file is a model of a network, whose sections say what is what. */
export const isModel = ({ format }: FileLook): boolean => format === "epanet" || format === "swmm";

/** Whether the file holds places, so that somebody has to say in which coordinate system. */
export const hasPlaces = ({ kind }: Pick<FileImport, "kind">, look: FileLook, draft: Draft): boolean => {
  if (kind === "reports") return hasReportPlaces(look, draft);
  if (kind === "readings" || look.format === "osm") return false;
  if (kind === "things" || kind === "network") return true;
  return look.shape !== undefined;
};

/** Columns by which such a field often goes; a proposal that is seen and can be changed. */
const usualNames: Readonly<Record<string, RegExp>> = {
  ref: /^(ref|id|case_enquiry_id|工单编?号|案[件卷]编?号|编号|编码|部件编号|设施编号|objectid|fid|@id|gml_id)$/i,
  code: /^(code|adcode|代码|编码|区划代码|部件标识码)$/i,
  name: /^(name|名称|name_zh|标题|地点|站名)$/i,
  nameEn: /^(name_en|english|英文名|英文名称)$/i,
  x: /^(lon|lng|long|longitude|经度|x|东坐标)$/i,
  y: /^(lat|latitude|纬度|y|北坐标)$/i,
  from: /^(from|from_node|起点|起点编号|上游)$/i,
  to: /^(to|to_node|终点|终点编号|下游)$/i,
  thing: /^(thing|device|station|站点|测站|设备|编号|id)$/i,
  time: /^(time|datetime|timestamp|date|时间|日期|观测时间|监测时间)$/i,
  level: /^(level|层级|级别)$/i,
  ...usualReportNames,
};

const find = (look: FileLook, id: string): string | undefined => {
  const pattern = usualNames[id];
  return pattern === undefined ? undefined : look.columns.find(({ name }) => pattern.test(name.trim()))?.name;
};

/** A short name of where the file comes from, made of its own: letters, digits and hyphens. Empty where it has none. */
export const toSource = (name: string): string => {
  const plain = name
    .replace(/\.[^.]*$/, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^[^a-z]+|-+$/g, "")
    .slice(0, 40);
  return plain.length > 1 ? plain : "";
};

/** Refs are told from those of other sources by the source before them. */
const beginField = (id: string, column: string, { kind, name }: Pick<FileImport, "kind" | "name">): SourceDraft => {
  const source = toSource(name);
  // The number of a report is its case's own, as people know it.
  if (kind === "reports") return { mode: "column", value: column };
  return id === "thing" || id === "ref"
    ? { mode: "text", value: source === "" ? `{${column}}` : `${source}/{${column}}` }
    : { mode: "column", value: column };
};

/** The draft with another source; refs that begin with the old one begin with it. */
export const withSource = (draft: Draft, source: string): Draft => ({
  ...draft,
  source,
  fields: Object.fromEntries(
    Object.entries(draft.fields).map(([id, field]) => {
      const isRef = (id === "ref" || id === "thing") && field.mode === "text";
      return [
        id,
        isRef
          ? { ...field, value: field.value.replace(/^(?:[a-z0-9-]*\/)?/, source === "" ? "" : `${source}/`) }
          : field,
      ];
    }),
  ),
});

/** A column of readings of which nothing is said yet. */
export const noSeries: SeriesDraft = { stream: "", column: "", unit: "", factor: "" };

/** The unit the city keeps a chosen stream in; empty where it has none. */
export const unitOf = ({ stream }: SeriesDraft): string => stream.split("|")[1] ?? "";

/** What the form begins with: columns that go by the usual names, and nothing that would have to be guessed. */
export const beginDraft = (shown: Pick<FileImport, "kind" | "name">, look: FileLook): Draft => {
  const fields = Object.fromEntries(
    fieldsOf(shown, look).flatMap(({ id }): [string, SourceDraft][] => {
      const column = find(look, id);
      return column === undefined ? [] : [[id, beginField(id, column, shown)]];
    }),
  );
  return {
    source: toSource(shown.name),
    fields,
    attributes: {},
    system: {
      kind: "",
      meridian: "",
      zone: "",
      proj: "",
      fit: "similarity",
      points: [
        ["", "", "", ""],
        ["", "", "", ""],
      ],
    },
    within: true,
    time: find(look, "time") ?? "",
    timeFormat: "iso",
    zone: "",
    twice: "",
    series: [noSeries],
    nameZh: "",
    nameEn: "",
    nodeType: "",
    linkType: "",
    defaults: "",
    facts: [],
  };
};

/** A number as it is typed. */
export const toNumber = (text: string): number | undefined => {
  const plain = text.trim();
  const number = plain === "" ? Number.NaN : Number(plain);
  return Number.isFinite(number) ? number : undefined;
};

const toValue = ({ mode, value, words }: SourceDraft): unknown => {
  if (mode === "column") return words === undefined ? value : { column: value, words };
  return mode === "text" ? { text: value } : { is: toNumber(value) ?? value };
};

/** A level is a number even where the same word stands for all rows; codes and refs never are. */
const toField = (id: string, source: SourceDraft): unknown =>
  source.mode === "is" && id !== "level" ? { is: source.value } : toValue(source);

const toFigure = ({ column, factor }: FigureDraft): unknown => {
  const by = toNumber(factor);
  return by === undefined || by === 1 ? column : { column, factor: by };
};

/** Control points that are whole. */
export const wholePoints = (points: readonly PointDraft[]): { from: [number, number]; to: [number, number] }[] =>
  points.flatMap((point) => {
    const [x, y, longitude, latitude] = point.map(toNumber);
    return x === undefined || y === undefined || longitude === undefined || latitude === undefined
      ? []
      : [{ from: [x, y], to: [longitude, latitude] }];
  });

/** Where a control point lies on the ground, as far as that is told. */
export const placeOfPoint = ([, , longitude, latitude]: PointDraft): readonly [number, number] | undefined => {
  const [east, north] = [toNumber(longitude), toNumber(latitude)];
  if (east === undefined || north === undefined || Math.abs(east) > 180 || Math.abs(north) > 90) return undefined;
  return [east, north];
};

/** A control point whose place was picked: to a tenth of a metre, as a hand on a map is no better. */
export const withPlace = ([x, y]: PointDraft, [longitude, latitude]: readonly [number, number]): PointDraft => [
  x,
  y,
  longitude.toFixed(6),
  latitude.toFixed(6),
];

/** A coordinate system as mappings write it; undefined until it is told in full. */
export const toSystem = ({ kind, meridian, zone, proj, fit, points }: SystemDraft): unknown => {
  switch (kind) {
    case "":
      return undefined;
    case "gauss": {
      const [degrees, number] = [toNumber(meridian), toNumber(zone)];
      if (degrees === undefined) return undefined;
      return { gaussKrueger: { meridian: degrees, ...(number === undefined ? {} : { zone: number }) } };
    }
    case "proj":
      return proj.trim().length < 5 ? undefined : { proj: proj.trim() };
    case "local": {
      const whole = wholePoints(points);
      return whole.length < (fit === "affine" ? 3 : 2) ? undefined : { local: { fit, points: whole } };
    }
    default:
      return kind;
  }
};

const wantedOfNetwork = (look: FileLook, { nameZh, nodeType, linkType }: Draft): string[] => [
  ...(nameZh.trim() === "" ? ["nameZh"] : []),
  ...(isModel(look) || nodeType !== "" ? [] : ["nodeType"]),
  ...(isModel(look) || linkType !== "" ? [] : ["linkType"]),
];

const isWhole = ({ stream, column }: SeriesDraft): boolean => stream !== "" && column !== "";

const isUnitSaid = (one: SeriesDraft): boolean => {
  if (unitOf(one) === "") return true;
  return one.unit === "other" ? toNumber(one.factor) !== undefined : one.unit === "same";
};

const wantedOfReadings = ({ time, series }: Draft): string[] => [
  ...(time === "" ? ["time"] : []),
  ...(series.some(isWhole) ? [] : ["series"]),
  ...(series.filter(isWhole).every(isUnitSaid) ? [] : ["unit"]),
];

/** A column whose words none of ours was chosen for says as little as none; but a category keeps the file's own word. */
const isOpen = (id: string, source: SourceDraft | undefined): boolean =>
  (source?.value ?? "").trim() === "" ||
  (id !== "category" && source?.words !== undefined && Object.keys(source.words).length === 0);

/** What is wanted before the file can be read by the form; ids of fields. */
export const listWanted = (shown: Pick<FileImport, "kind">, look: FileLook, draft: Draft): string[] => [
  ...(/^[a-z][a-z0-9-]{1,49}$/.test(draft.source) ? [] : ["source"]),
  ...fieldsOf(shown, look).flatMap(({ id, needed }) => (needed && isOpen(id, draft.fields[id]) ? [id] : [])),
  ...(hasPlaces(shown, look, draft) && toSystem(draft.system) === undefined ? ["system"] : []),
  ...(shown.kind === "network" ? wantedOfNetwork(look, draft) : []),
  ...(shown.kind === "readings" ? wantedOfReadings(draft) : []),
  ...(shown.kind === "reports" ? wantedOfReports(look, draft) : []),
];

const nameOf = ({ fields }: Draft): unknown => {
  const [zh, en] = [fields["name"], fields["nameEn"]];
  if (zh === undefined) return undefined;
  return en === undefined || en.value === ""
    ? toField("name", zh)
    : { zh: toField("name", zh), en: toField("nameEn", en) };
};

const attributesOf = ({ attributes }: Draft) =>
  Object.fromEntries(
    Object.entries(attributes).flatMap(([id, figure]) => (figure.column === "" ? [] : [[id, toFigure(figure)]])),
  );

type Parts = Record<string, unknown>;

const partsOf = (shown: Pick<FileImport, "kind">, look: FileLook, draft: Draft): Parts => {
  const field = (id: string): Parts => {
    const source = draft.fields[id];
    return source === undefined || source.value === "" ? {} : { [id]: toField(id, source) };
  };
  const name = nameOf(draft);
  const named = name === undefined ? {} : { name };
  const attributes = attributesOf(draft);
  switch (shown.kind) {
    case "areas":
      return {
        fields: { ...field("code"), ...named, ...field("level"), ...field("parentPath") },
        ...(look.shape === undefined ? { withoutShape: true } : {}),
      };
    case "things": {
      const at = { ...field("x"), ...field("y") };
      return {
        fields: {
          ...{ ...field("ref"), ...field("type"), ...named, ...field("code"), attributes },
          ...(look.shape === undefined ? { at } : {}),
        },
      };
    }
    case "links":
      return { fields: { ...field("ref"), ...field("type"), ...field("from"), ...field("to"), attributes } };
    case "base":
      return look.format === "osm"
        ? {}
        : { fields: { ...field("ref"), ...field("kind"), ...field("class"), ...named, properties: {} } };
    case "network":
      return {
        prefix: `${draft.source}/`,
        name: { zh: draft.nameZh, en: draft.nameEn === "" ? draft.nameZh : draft.nameEn },
        ...(isModel(look)
          ? {}
          : { lines: { nodeType: draft.nodeType, linkType: draft.linkType, ...field("ref"), attributes } }),
      };
    case "readings":
      return readingParts(draft, field("thing")["thing"]);
    case "reports":
      return reportParts(look, draft, field);
  }
};

const readingParts = ({ time, timeFormat, zone, twice, series }: Draft, thing: unknown): Parts => ({
  time: timeFormat === "iso" ? time : { column: time, format: timeFormat },
  ...(zone === "" ? {} : { zone }),
  ...(twice === "" ? {} : { twice }),
  values: series.filter(isWhole).map((one) => {
    const [id = ""] = one.stream.split("|");
    const factor = one.unit === "same" ? "" : one.factor;
    return { thing, stream: { is: id }, value: toFigure({ column: one.column, factor }), unit: unitOf(one) };
  }),
});

/** The mapping that the form says, as `npx chengyun import --map` takes it. */
export const toMapping = (
  shown: Pick<FileImport, "kind" | "layout">,
  look: FileLook,
  { draft, extent }: { readonly draft: Draft; readonly extent: Extent },
): FileMapping => {
  const system = hasPlaces(shown, look, draft) ? toSystem(draft.system) : undefined;
  return {
    kind: shown.kind,
    source: draft.source,
    format: look.format,
    ...shown.layout,
    ...(system === undefined ? {} : { system }),
    ...(draft.within && (system !== undefined || look.format === "osm")
      ? { bounds: withMargin(extent, marginKm(shown.kind, extent)) }
      : {}),
    ...partsOf(shown, look, draft),
  };
};
