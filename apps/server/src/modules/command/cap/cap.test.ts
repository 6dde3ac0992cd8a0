import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { CapAlert } from "@chengyun/kernel";
import { CAP_1_2 } from "@dec112/cap-ts";
import { describe, expect, test } from "vitest";
import { readCap } from "./read.ts";
import { toPolygons } from "./shape.ts";
import { writeCap } from "./write.ts";

const schema = resolve(import.meta.dirname, "../../../../../../../shared/data/standards-samples/cap/xsd/cap12.xsd");
const hasJudge = existsSync(schema) && spawnSync("xmllint", ["--version"]).status === 0;

const info = (language: string, event: string) => ({
  ...{
    language,
    categories: ["Met"],
    event,
    responses: [],
    urgency: "Expected",
    severity: "Severe",
    certainty: "Likely",
  },
  eventCodes: [{ name: "GB/T 35561-2017", value: "11B03" }],
  onset: "2026-11-02T10:00:00+08:00",
  expires: "2026-11-02T16:00:00+08:00",
  ...{ senderName: "市气象台", headline: `${event} <1> & "2"`, description: "a\u0000b", instruction: "c" },
  parameters: [{ name: "colour", value: "Orange" }],
  areas: [
    {
      description: "河东 & 河西",
      polygons: ["28.84,112.34 28.84,112.35 28.85,112.35 28.84,112.34"],
      circles: [],
      geocodes: [{ name: "area-code", value: "439881" }],
    },
  ],
});
const alert: CapAlert = {
  version: "1.2",
  identifier: "43988141500000_20261102100000_0",
  sender: "warnings@yunze.example",
  sent: "2026-11-02T10:00:00+08:00",
  ...{ status: "Actual", msgType: "Update", scope: "Public" },
  references: ["warnings@yunze.example,43988141500000_20261102090000_0,2026-11-02T09:00:00+08:00"],
  infos: [info("zh-CN", "暴雨"), info("en-US", "Rainstorm")],
};

describe("a message written", () => {
  const text = writeCap(alert);

  test("is read again as what it was, but for signs that XML has not", () => {
    const read = readCap(Buffer.from(text));
    if (!("alert" in read)) throw new Error(JSON.stringify(read));
    expect(read.alert.references).toEqual(alert.references);
    expect(read.alert.infos.map(({ headline, description }) => [headline, description])).toEqual([
      ['暴雨 <1> & "2"', "ab"],
      ['Rainstorm <1> & "2"', "ab"],
    ]);
    expect(read.alert.infos[0]?.areas).toEqual(alert.infos[0]?.areas);
  });

  test("is read by a program of others", async () => {
    const read = await CAP_1_2.Alert.fromXML(text);
    expect(read.identifier).toBe(alert.identifier);
    expect(
      read.info_list.map(({ event, severity }) => [event, CAP_1_2._to_string_Alert_info_list_info_severity(severity)]),
    ).toEqual([
      ["暴雨", "Severe"],
      ["Rainstorm", "Severe"],
    ]);
  });

  test.runIf(hasJudge)("is valid by the schema of CAP 1.2, as xmllint judges", () => {
    const folder = mkdtempSync(join(tmpdir(), "cap-"));
    try {
      const validate = (document: string) => {
        const file = join(folder, "alert.xml");
        writeFileSync(file, document);
        return spawnSync("xmllint", ["--noout", "--nonet", "--schema", schema, file], { encoding: "utf8" });
      };
      expect(validate(text).stderr).toContain("validates");
      expect(validate(text.replace(/<scope>.*<\/scope>/, "")).status).not.toBe(0);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

const body = (more: string, { space = "urn:oasis:names:tc:emergency:cap:1.2", head = "" } = {}): Buffer =>
  Buffer.from(`${head}<alert xmlns="${space}"><identifier>a</identifier><sender>b</sender>
<sent>2026-11-02T10:00:00+08:00</sent><status>Actual</status><msgType>Alert</msgType>${more}</alert>`);

describe("a message read", () => {
  test.each([
    ["without its scope", "", { path: "alert/scope", code: "missing" }],
    ["with a scope nobody knows", "<scope>Everybody</scope>", { path: "alert/scope", code: "value" }],
    ["with spaces around a listed word", "<scope> Public </scope>", { path: "alert/scope", code: "value" }],
    ["with its scope twice", "<scope>Public</scope><scope>Public</scope>", { path: "alert/scope", code: "too-many" }],
    [
      "with its parts in another order",
      "<scope>Public</scope><source>c</source>",
      { path: "alert/source", code: "out-of-order" },
    ],
    ["with a part nobody knows", "<scope>Public</scope><x/>", { path: "alert/x", code: "unknown-element" }],
    [
      "with an info that says nothing",
      "<scope>Public</scope><info/>",
      { path: "alert/info/category", code: "missing" },
    ],
    ["with an attribute", '<scope a="1">Public</scope>', { path: "alert/scope", code: "attribute" }],
    ["with elements in a text", "<scope><b>Public</b></scope>", { path: "alert/scope", code: "not-text" }],
  ])("%s is invalid, and says where", (_, more, fault) => {
    const read = readCap(body(more));
    expect("invalid" in read ? read.invalid : read).toContainEqual(expect.objectContaining(fault));
  });

  test("with a time in UTC's own letter is invalid in 1.2 and valid in 1.1", () => {
    const said = (space: string) =>
      readCap(Buffer.from(body("<scope>Public</scope>", { space }).toString().replace("+08:00", "Z")));
    expect(said("urn:oasis:names:tc:emergency:cap:1.2")).toHaveProperty("invalid");
    expect(said("urn:oasis:names:tc:emergency:cap:1.1")).toHaveProperty("alert");
  });

  test.each([
    ["with a document type, be it empty", body("<scope>Public</scope>", { head: "<!DOCTYPE alert>" }), "doctype"],
    [
      "with an entity of its own",
      body("<scope>&e;</scope>", { head: '<!DOCTYPE alert [<!ENTITY e SYSTEM "file:///etc/passwd">]>' }),
      "doctype",
    ],
    ["with an entity nobody declared", body("<scope>&e;</scope>"), "not-xml"],
    ["cut off", body("").subarray(0, 60), "not-xml"],
    ["that is no XML", Buffer.from("{}"), "not-xml"],
    ["in an encoding nobody knows", body("", { head: '<?xml version="1.0" encoding="no-such"?>' }), "encoding"],
    ["in bytes that are not its encoding's", Buffer.concat([body(""), Buffer.from([0xff, 0xfe, 0xe9])]), "encoding"],
    ["nested without end", Buffer.from("<a>".repeat(50)), "too-large"],
    ["of three megabytes", Buffer.alloc(3_000_000, 32), "too-large"],
  ])("%s is refused", (_, bytes, code) => {
    expect(readCap(bytes)).toMatchObject({ refused: { code } });
  });

  test("that is XML of something else is no message", () => {
    expect(readCap(Buffer.from("<feed/>"))).toMatchObject({ invalid: [{ code: "not-cap" }] });
  });

  test("in ISO-8859-1 keeps its letters", () => {
    const text = body("<source>Mé</source><scope>Public</scope>", {
      head: '<?xml version="1.0" encoding="ISO-8859-1"?>',
    }).toString();
    expect(readCap(Buffer.from(text, "latin1"))).toHaveProperty("alert");
    expect(readCap(Buffer.from(text, "latin1").subarray(0))).not.toHaveProperty("refused");
  });
});

test("shapes are read as longitude and latitude; what can't be drawn is left out", () => {
  const areas = [
    {
      description: "",
      polygons: ["28,112 28,113 29,113 28,112", "28,112 28,113 28,112", "a b c d"],
      circles: ["28,112 5", "28,112 0"],
      geocodes: [],
    },
  ];
  const drawn = toPolygons({ ...alert, infos: [{ ...info("en", "x"), areas }] });
  expect(drawn.length).toBe(2);
  expect(drawn[0]?.[0]?.[0]).toEqual([112, 28]);
});

test.runIf(existsSync(schema))("messages of authorities are read", () => {
  const folder = resolve(schema, "../../messages");
  const read = readCap(readFileSync(join(folder, "earthquake-iso8859-1.cap")));
  expect(read).toHaveProperty("alert");
});
