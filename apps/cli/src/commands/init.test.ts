import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { checkProfile, Profile } from "@chengyun/contracts";
import type { Label } from "@chengyun/kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { askNobody, askPerson } from "../init/asking.ts";
import { initCity } from "./init.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "chengyun-init-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const listen = () => {
  const lines: string[] = [];
  const keep = ({ en }: Label): void => void lines.push(en);
  return { lines, terminal: { say: keep, warn: keep, progress: keep } };
};

const begin = async (id: string, options: Parameters<typeof initCity>[1]) => {
  const { lines, terminal } = listen();
  const code = await initCity(join(folder, id), options, { asking: askNobody, terminal });
  return { code, said: lines.join("\n"), path: join(folder, id, "profile.json") };
};

const read = (path: string): Profile => Profile.parse(JSON.parse(readFileSync(path, "utf8")));

const extent = "112.2,28.65,112.95,29.2";

describe("a city begun by a script", () => {
  test("can start with nothing said but where it lies", async () => {
    const { code, said, path } = await begin("small-town", { extent, name: "小镇/Small Town" });
    expect(code).toBe(0);
    const profile = read(path);
    expect(checkProfile(profile)).toEqual([]);
    expect(profile).toMatchObject({ id: "small-town", name: { zh: "小镇", en: "Small Town" }, calendar: "cn" });
    expect(said).toContain("CITY=small-town npm start");
    expect(said).toMatch(/begin with 000000: say its six digits with --area-code/);
  });

  test("has the holidays of its zone, its own departments, and says whose duties nobody has", async () => {
    const { said, path } = await begin("elsewhere", {
      ...{ extent: "-71.2,42.22,-70.98,42.41", zone: "America/New_York", languages: "en,zh", demo: "n" },
      departments: "desk=值班室/Desk; water=水务/Water Works",
      caseCode: "date8-serial6",
    });
    const profile = read(path);
    expect(profile.calendar).toBe("us");
    expect(profile.duties.filter(({ department }) => department === "water").map(({ duty }) => duty)).toContain(
      "flood",
    );
    expect(profile.posts.some(({ entry }) => entry)).toBe(false);
    expect(profile.codes.case).toEqual([
      { of: "date", digits: 8 },
      { of: "serial", digits: 6 },
    ]);
    expect(said).toMatch(/desk has them until.*lighting/);
    expect(said).toContain("make a key with imports.run");
  });

  test("lies where its map of streets was cut", async () => {
    const path = join(folder, "streets.osm");
    writeFileSync(
      path,
      `<osm version="0.6"><bounds minlat="39.9905" minlon="116.3084" maxlat="40.0123" maxlon="116.332"/>
       <node id="1" lat="39" lon="116"/></osm>`,
    );
    const made = read((await begin("quarter", { area: path })).path);
    expect(made.extent).toEqual([116.3084, 39.9905, 116.332, 40.0123]);
    expect(made.sources[0]?.en).toContain("OpenStreetMap");
  });

  test.each([
    ["no extent", {}, /--extent: has to be said/],
    ["a box turned round", { extent: "1,2,0,4" }, /is no extent/],
    ["no such zone", { extent, zone: "Mars/Olympus" }, /no zone/],
    ["four levels", { extent, levels: "a;b;c;d" }, /five levels/],
    ["a code of nothing", { extent, caseCode: "area" }, /no code layout/],
    ["one department twice", { extent, departments: "a=A; a=B" }, /each code once/],
    ["a case number too long", { extent, caseCode: "area12-date12-serial12" }, /longer than 32/],
    ["shapes in no system", { area: "outline.geojson" }, /Say with --system/],
  ])("%s is said, and nothing is written", async (_, options, words) => {
    const { code, said, path } = await begin("wrong", options);
    expect(code).toBe(2);
    expect(said).toMatch(words);
    expect(existsSync(path)).toBe(false);
  });

  test("is not written over", async () => {
    await begin("twice", { extent });
    expect(await begin("twice", { extent })).toMatchObject({ code: 2, said: expect.stringContaining("--force") });
    expect((await begin("Not An Id", { extent })).said).toContain("becomes the city's id");
  });
});

test("a person is asked again until the answer can be read, and Enter takes the default", async () => {
  const input = new PassThrough();
  const { lines, terminal } = listen();
  const output = new PassThrough();
  const answers = ["我的城/My City", "here", extent, "", "", "", "430981"];
  let asked = 0;
  output.on("data", (text: Buffer) => {
    if (!text.toString().includes(">")) return;
    input.write(`${answers[asked] ?? ""}\n`);
    asked += 1;
  });
  const asking = askPerson(terminal, { input: input as never, output: output as never });
  expect(await initCity(join(folder, "mine"), {}, { asking, terminal })).toBe(0);
  expect(lines.join("\n")).toContain(`"here" is no extent`);
  expect(read(join(folder, "mine", "profile.json"))).toMatchObject({
    name: { zh: "我的城", en: "My City" },
    areaCode: "430981",
  });
});
